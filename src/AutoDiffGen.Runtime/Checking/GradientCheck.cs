using System.Numerics;
using System.Numerics.Tensors;
using AutoDiffGen.Memory;

namespace AutoDiffGen.Checking;

/// <summary>
/// Compares a gradient with differences of its function: each coordinate of a small input, and random directions of any.
/// For tests.
/// </summary>
/// <remarks>
/// <para>
/// Differences are central, of five points, (f(x - 2h) - 8 f(x - h) + 8 f(x + h) - f(x + 2h)) / 12h, whose error is of
/// order h^4 (Abramowitz and Stegun 25.3.6), for several steps h that fit the size of the coordinate; the one that agrees
/// best counts, so that a step that is too long or too short does not fail a right gradient. What the rounding of the
/// function's values makes of the difference is accepted too, but only where it is small: a step too short to tell a
/// right gradient from a wrong one passes nothing.
/// </para>
/// <para>
/// The function must be smooth around the point: at a kink itself, differences give no derivative. A function value or a
/// derivative that is not finite fails, and so does a function that gives two values for one input.
/// </para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks the derivative of a function of one number.</summary>
    /// <typeparam name="T">The number type; the function is evaluated in it.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="derivative">The derivative there.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    public static GradientCheckResult Check<T>(Func<T, T> function, T x, T derivative, GradientCheckOptions? options = null)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Comparer<T>(v => function(v[0]), [x], [derivative], _ => "x", options).Run([]);
    }

    /// <summary>Checks the gradient of a function of several numbers.</summary>
    /// <typeparam name="T">The number type; the function is evaluated in it.</typeparam>
    /// <param name="function">The function. It is given an array of its own.</param>
    /// <param name="x">The point; not changed.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentException">The gradient does not have the length of x.</exception>
    public static GradientCheckResult Check<T>(Func<T[], T> function, T[] x, ReadOnlySpan<T> gradient, GradientCheckOptions? options = null)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(x);
        if (gradient.Length != x.Length)
        {
            throw new ArgumentException($"'gradient' must have {x.Length} elements, as x has, but has {gradient.Length}.", nameof(gradient));
        }

        return new Comparer<T>(function, [.. x], [.. gradient], i => $"x[{i}]", options).Run([]);
    }

    /// <summary>Checks the gradient of a function of a tensor.</summary>
    /// <typeparam name="T">The element type; the function is evaluated in it.</typeparam>
    /// <param name="function">The function. It is given a tensor of its own.</param>
    /// <param name="x">The point; not changed.</param>
    /// <param name="gradient">The gradient there, of the same shape.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentException">The gradient does not have the shape of x.</exception>
    public static GradientCheckResult Check<T>(Func<Tensor<T>, T> function, Tensor<T> x, Tensor<T> gradient, GradientCheckOptions? options = null)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(gradient);
        int[] lengths = [.. x.Lengths.ToArray().Select(l => checked((int)l))];
        Guard.Shape(gradient, x.Lengths, nameof(gradient));
        Tensor<T> point = Tensor.CreateFromShape<T>(x.Lengths);
        T Evaluate(T[] values)
        {
            values.CopyTo(Dense.Write(point, nameof(x)));
            return function(point);
        }

        return new Comparer<T>(Evaluate, Copy(x), Copy(gradient), i => "x" + Index(i, lengths), options).Run([]);
    }

    /// <summary>Checks the gradient of a model's loss with respect to its parameters, along directions in each tensor of it too.</summary>
    /// <typeparam name="T">The element type; the loss is evaluated in it.</typeparam>
    /// <param name="model">The model. Its parameters are varied, and hold what they held when this returns or throws.</param>
    /// <param name="loss">The loss of the model as its parameters are.</param>
    /// <param name="gradient">The gradient of that loss.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentException">The gradient does not have as many values as the model has parameters.</exception>
    public static GradientCheckResult Check<T>(IModel<T> model, Func<T> loss, IGradient<T> gradient, GradientCheckOptions? options = null)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(gradient);
        T[] saved = [.. model.Parameters];
        T[] derivatives = [.. gradient.Values];
        if (derivatives.Length != saved.Length)
        {
            throw new ArgumentException($"'gradient' must have {saved.Length} values, as many as the model has parameters, but has {derivatives.Length}.", nameof(gradient));
        }

        T Evaluate(T[] values)
        {
            values.CopyTo(model.Parameters);
            return loss();
        }

        string Name(int i)
        {
            ParameterEntry entry = model.Entries.Last(e => e.Offset <= i && e.Length > 0);
            return entry.Name + Index(i - entry.Offset, [.. entry.Shape]);
        }

        try
        {
            return new Comparer<T>(Evaluate, saved, derivatives, Name, options).Run(model.Entries);
        }
        finally
        {
            saved.CopyTo(model.Parameters);
        }
    }

    private static T[] Copy<T>(Tensor<T> tensor)
    {
        T[] values = [.. Dense.Read(tensor, out Lease<T> lease)];
        lease.Dispose();
        return values;
    }

    private static string Index(int flat, int[] lengths)
    {
        var index = new int[lengths.Length];
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            (flat, index[axis]) = Math.DivRem(flat, lengths[axis]);
        }

        return $"[{string.Join(", ", index)}]";
    }
}
