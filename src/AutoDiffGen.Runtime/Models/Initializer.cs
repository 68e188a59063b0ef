using System.Numerics;

namespace AutoDiffGen.Models;

/// <summary>Draws a tensor's initial values; what each <see cref="Init"/> means stands there.</summary>
internal static class Initializer
{
    public static void Fill<T>(ParameterSpec spec, InitializationRandom random, Span<T> values)
        where T : IFloatingPointIeee754<T>
    {
        double fanIn = spec.FanIn > 0 ? spec.FanIn : spec.Lengths.Length > 0 ? spec.Lengths[0] : 1;
        double fanOut = values.Length / (spec.Lengths.Length > 0 ? (double)spec.Lengths[0] : 1);
        switch (spec.Init)
        {
            case Init.Zeros:
                values.Clear();
                break;
            case Init.Ones:
                values.Fill(T.CreateTruncating(spec.Gain));
                break;
            case Init.Normal:
                Normal(values, random, spec.Gain);
                break;
            case Init.Uniform:
                Uniform(values, random, spec.Gain);
                break;
            case Init.KaimingNormal:
                Normal(values, random, spec.Gain / Math.Sqrt(fanIn));
                break;
            case Init.KaimingUniform:
                Uniform(values, random, spec.Gain * Math.Sqrt(3 / fanIn));
                break;
            case Init.XavierNormal:
                Normal(values, random, spec.Gain * Math.Sqrt(2 / (fanIn + fanOut)));
                break;
            case Init.XavierUniform:
                Uniform(values, random, spec.Gain * Math.Sqrt(6 / (fanIn + fanOut)));
                break;
            default:
                throw new InvalidOperationException($"The initialisation {spec.Init} of '{spec.Name}' is not known.");
        }
    }

    private static void Normal<T>(Span<T> values, InitializationRandom random, double deviation)
        where T : IFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(random.NextNormal() * deviation);
        }
    }

    private static void Uniform<T>(Span<T> values, InitializationRandom random, double bound)
        where T : IFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = T.CreateTruncating(((random.NextUniform() * 2) - 1) * bound);
        }
    }
}
