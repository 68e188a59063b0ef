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
        _inputs = [.. point.Inputs(arguments).Select(a => a is Var v ? v : default)];
        _active = [.. point.Active];
        Var.Overflowed = false;
        Result = Invoker.Call(twin, ProgramCheck.Target(twin), arguments);
        Overflowed = Var.Overflowed;
        Outputs = [Result, .. point.Written(arguments)];
        Arguments = arguments;
    }

    /// <summary>Whether something on the way was infinite or NaN.</summary>
    public bool Overflowed { get; }

    public object? Result { get; }

    /// <summary>The result, and what the method left in the parameters that it writes.</summary>
    public object?[] Outputs { get; }

    /// <summary>All arguments as the method left them.</summary>
    public object?[] Arguments { get; }

    /// <summary>The result and the outputs, flat.</summary>
    public double[] Value => [.. Outputs.SelectMany(Numbers.FlatReals)];

    public double[] Derivatives(params double[] cotangents)
    {
        var adjoints = Adjoints(cotangents);
        return [.. _active.Select(i => adjoints.Of(_inputs[i]))];
    }

    public double[] Magnitudes(params double[] cotangents)
    {
        var adjoints = Adjoints(cotangents);
        return [.. _active.Select(i => adjoints.Magnitude(_inputs[i]))];
    }

    // Outputs beyond the cotangents have none.
    private Var.Adjoints Adjoints(double[] cotangents) => new(Outputs.SelectMany(Numbers.Vars).Zip(cotangents));
}
