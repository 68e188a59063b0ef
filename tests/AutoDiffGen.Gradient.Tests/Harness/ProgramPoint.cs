using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>
/// The numbers at which a program is evaluated, and how they become arguments: those of the program itself, with
/// destinations for its derivatives, or those of its twin over the oracle's numbers.
/// </summary>
internal sealed class ProgramPoint
{
    private readonly ParameterInfo[] _parameters;
    private readonly int[] _counts;

    public ProgramPoint(MethodInfo program, AtAttribute at)
    {
        (_parameters, At) = (program.GetParameters(), at);
        _counts = [.. _parameters.Select(Count)];
        var random = new Random(20261124);
        Values = [.. at.Values];
        int missing = _counts.Sum() - Values.Length;
        if (missing < 0)
        {
            throw new InvalidOperationException($"{program.Name} takes {_counts.Sum()} numbers, and a point has {Values.Length}.");
        }

        Values = [.. Values, .. Enumerable.Range(0, missing).Select(_ => at.Low + random.NextDouble() * (at.High - at.Low))];
    }

    private ProgramPoint(ProgramPoint other, double[] values) => (_parameters, _counts, At, Values) = (other._parameters, other._counts, other.At, values);

    public AtAttribute At { get; }

    public double[] Values { get; }

    /// <summary>Which of the values carry a derivative, by place.</summary>
    public IEnumerable<int> Active
    {
        get
        {
            int start = 0;
            for (int i = 0; i < _parameters.Length; start += _counts[i++])
            {
                if (IsActive(_parameters[i]))
                {
                    for (int k = 0; k < _counts[i]; k++)
                    {
                        yield return start + k;
                    }
                }
            }
        }
    }

    public ProgramPoint With(double[] values) => new(this, values);

    /// <summary>The arguments of a method whose first parameters are the program's, with the types that it has there.</summary>
    public object?[] Arguments(MethodInfo method)
    {
        var types = method.GetParameters();
        var arguments = new object?[_parameters.Length];
        int start = 0;
        for (int i = 0; i < _parameters.Length; start += _counts[i++])
        {
            arguments[i] = Argument(types[i].ParameterType, _parameters[i], Values.AsSpan(start, _counts[i]).ToArray());
        }

        return arguments;
    }

    /// <summary>Empty destinations, in the order of the active parameters, then <c>accumulate</c> where there is one.</summary>
    public object?[] Destinations(ParameterInfo[] declared, bool accumulate = false)
    {
        var active = _parameters.Select((p, i) => (p, i)).Where(p => IsActive(p.p)).Select(p => p.i).ToList();
        return [.. declared.Select((p, i) => p.ParameterType == typeof(bool) ? accumulate
            : p.IsOut ? null
            : Numbers.Many(p.ParameterType, Lengths(_parameters[active[i]]), new double[_counts[active[i]]]))];
    }

    /// <summary>Tangents, in the order of the active parameters: their numbers one after the other, as those of <see cref="Active"/>.</summary>
    public object?[] Tangents(ParameterInfo[] declared, IReadOnlyList<double> direction)
    {
        int start = 0;
        var active = _parameters.Select((p, i) => (p, i)).Where(p => IsActive(p.p)).Select(p => p.i).ToList();
        return [.. declared.Select((p, i) =>
        {
            double[] values = [.. direction.Skip(start).Take(_counts[active[i]])];
            start += values.Length;
            return Numbers.ElementType(p.ParameterType) is null ? Numbers.Scalar(p.ParameterType, values[0]) : Numbers.Many(p.ParameterType, Lengths(_parameters[active[i]]), values);
        })];
    }

    private static object? Argument(Type type, ParameterInfo declared, double[] values)
    {
        if (Numbers.ElementType(type) is { } element)
        {
            return declared.GetCustomAttribute<ValuesAttribute>() is { } given
                ? Numbers.Many(type, Lengths(declared), [.. given.Values.Select(v => (double)v)])
                : Numbers.Many(type, Lengths(declared), values);
        }

        return values.Length == 1 ? Numbers.Scalar(type, values[0]) : type == typeof(string) ? "text" : Activator.CreateInstance(type);
    }

    private static IReadOnlyList<int> Lengths(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<SizesAttribute>()?.Lengths
        ?? [parameter.GetCustomAttribute<ValuesAttribute>()?.Values.Count ?? throw new InvalidOperationException($"'{parameter.Name}' needs [Sizes].")];

    private static int Count(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return parameter.GetCustomAttribute<ValuesAttribute>() is not null ? 0
            : Numbers.ElementType(type) is not null ? Lengths(parameter).Aggregate(1, (a, b) => a * b)
            : type.IsPrimitive || type.IsEnum || type == typeof(Half) ? 1
            : 0;
    }

    private static bool IsActive(ParameterInfo parameter) =>
        Numbers.IsReal(Numbers.ElementType(parameter.ParameterType) ?? parameter.ParameterType) && parameter.GetCustomAttribute<NoGradientAttribute>() is null;
}
