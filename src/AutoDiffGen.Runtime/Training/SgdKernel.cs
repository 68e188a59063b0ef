using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiffGen.Lanes;

namespace AutoDiffGen.Training;

/// <summary>The loops of <see cref="Sgd{T}"/>, whose spans have one length.</summary>
internal static class SgdKernel
{
    /// <summary>parameters -= rate (gradient + decay parameters).</summary>
    public static void Step<T>(Span<T> parameters, ReadOnlySpan<T> gradient, T rate, T decay)
        where T : IFloatingPointIeee754<T>
    {
        if (Lane512<T>.IsSupported)
        {
            Run<T, Lane512<T>>(parameters, gradient, rate, decay);
        }
        else if (Lane256<T>.IsSupported)
        {
            Run<T, Lane256<T>>(parameters, gradient, rate, decay);
        }
        else if (Lane128<T>.IsSupported)
        {
            Run<T, Lane128<T>>(parameters, gradient, rate, decay);
        }
        else
        {
            Run<T, Lane1<T>>(parameters, gradient, rate, decay);
        }
    }

    /// <summary>velocity = momentum velocity + gradient + decay parameters; parameters -= rate velocity, or what looks ahead along it.</summary>
    public static void Step<T>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> velocity, T rate, T momentum, T decay, bool nesterov)
        where T : IFloatingPointIeee754<T>
    {
        if (Lane512<T>.IsSupported)
        {
            Run<T, Lane512<T>>(parameters, gradient, velocity, rate, momentum, decay, nesterov);
        }
        else if (Lane256<T>.IsSupported)
        {
            Run<T, Lane256<T>>(parameters, gradient, velocity, rate, momentum, decay, nesterov);
        }
        else if (Lane128<T>.IsSupported)
        {
            Run<T, Lane128<T>>(parameters, gradient, velocity, rate, momentum, decay, nesterov);
        }
        else
        {
            Run<T, Lane1<T>>(parameters, gradient, velocity, rate, momentum, decay, nesterov);
        }
    }

    private static void Run<T, V>(Span<T> parameters, ReadOnlySpan<T> gradient, T rate, T decay)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        bool decays = decay != T.Zero;
        nint i = 0;
        for (; i <= parameters.Length - V.Width; i += V.Width)
        {
            At<T, V>(ref p, ref g, i, rate, decay, decays);
        }

        for (; i < parameters.Length; i++)
        {
            At<T, Lane1<T>>(ref p, ref g, i, rate, decay, decays);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void At<T, V>(ref T p, ref T g, nint i, T rate, T decay, bool decays)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V x = V.Load(ref p, i);
        V slope = Slope<T, V>(x, ref g, i, decay, decays);
        V.Store(x - (V.Create(rate) * slope), ref p, i);
    }

    private static void Run<T, V>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> velocity, T rate, T momentum, T decay, bool nesterov)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradient);
        ref T v = ref MemoryMarshal.GetReference(velocity);
        bool decays = decay != T.Zero;
        nint i = 0;
        for (; i <= parameters.Length - V.Width; i += V.Width)
        {
            At<T, V>(ref p, ref g, ref v, i, rate, momentum, decay, decays, nesterov);
        }

        for (; i < parameters.Length; i++)
        {
            At<T, Lane1<T>>(ref p, ref g, ref v, i, rate, momentum, decay, decays, nesterov);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void At<T, V>(ref T p, ref T g, ref T v, nint i, T rate, T momentum, T decay, bool decays, bool nesterov)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V x = V.Load(ref p, i);
        V slope = Slope<T, V>(x, ref g, i, decay, decays);
        V speed = (V.Create(momentum) * V.Load(ref v, i)) + slope;
        V.Store(speed, ref v, i);
        V move = nesterov ? slope + (V.Create(momentum) * speed) : speed;
        V.Store(x - (V.Create(rate) * move), ref p, i);
    }

    // Without decay the parameters stay out of it, infinite ones too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope<T, V>(V x, ref T g, nint i, T decay, bool decays)
        where T : IFloatingPointIeee754<T>
        where V : struct, ILane<V, T>
    {
        V slope = V.Load(ref g, i);
        return decays ? slope + (V.Create(decay) * x) : slope;
    }
}
