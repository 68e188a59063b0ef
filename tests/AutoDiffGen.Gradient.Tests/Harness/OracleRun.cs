using System.Reflection;
using AutoDiffGen.Gradient.Tests.Oracle;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>A run of the twin over the oracle's numbers, with the derivatives of its result.</summary>
internal sealed class OracleRun
{
    private readonly List<Var> _inputs;
    private readonly int[] _active;

    public OracleRun(MethodInfo twin, ProgramPoint point)
    {
        object?[] arguments = point.Arguments(twin);
        _inputs = [.. arguments.SelectMany(a => a is Var or VarTensor or Var[] ? Numbers.Vars(a) : Enumerable.Repeat(default(Var), CountOf(a)))];
        _active = [.. point.Active];
        Var.Overflowed = false;
        Result = Invoker.Call(twin, ProgramCheck.Target(twin), arguments);
        Overflowed = Var.Overflowed;
    }

    /// <summary>Whether something on the way was infinite or NaN.</summary>
    public bool Overflowed { get; }

    public object? Result { get; }

    /// <summary>The result, flat.</summary>
    public double[] Value => Numbers.Flat(Result);

    public double[] Derivatives(params double[] cotangents)
    {
        var adjoints = new Var.Adjoints(Numbers.Vars(Result).Zip(cotangents));
        return [.. _active.Select(i => adjoints.Of(_inputs[i]))];
    }

    public double[] Magnitudes(params double[] cotangents)
    {
        var adjoints = new Var.Adjoints(Numbers.Vars(Result).Zip(cotangents));
        return [.. _active.Select(i => adjoints.Magnitude(_inputs[i]))];
    }

    // Arguments that are no numbers of the oracle take places too: a whole number takes one.
    private static int CountOf(object? argument) => argument is not null && (argument.GetType().IsPrimitive || argument.GetType().IsEnum) ? 1 : 0;
}
