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
    private readonly MethodInfo _program;
    private readonly DrawnShapes? _shapes;

    /// <param name="shapes">Other shapes of its tensors than those that it names.</param>
    public ProgramPoint(MethodInfo program, AtAttribute at, DrawnShapes? shapes = null)
    {
        (_program, _parameters, At, _shapes) = (program, program.GetParameters(), at, shapes);
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

    private ProgramPoint(ProgramPoint other, double[] values) => (_program, _parameters, _counts, _shapes, At, Values) = (other._program, other._parameters, other._counts, other._shapes, other.At, values);

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
                    int place = start;
                    foreach (var (_, active) in Leaves(_parameters[i]))
                    {
                        if (active)
                        {
                            yield return place;
                        }

                        place++;
                    }
                }
            }
        }
    }

    /// <summary>How many values carry a derivative, of each active parameter in order.</summary>
    public IEnumerable<int> ActiveCounts => _parameters.Where(IsActive).Select(p => Leaves(p).Count(l => l.IsActive));

    public ProgramPoint With(double[] values) => new(this, values);

    /// <summary>The arguments of a method whose first parameters are the program's, with the types that it has there.</summary>
    public object?[] Arguments(MethodInfo method)
    {
        var types = method.GetParameters();
        var arguments = new object?[_parameters.Length];
        int start = 0;
        for (int i = 0; i < _parameters.Length; start += _counts[i++])
        {
            arguments[i] = Argument(Bare(types[i]), _parameters[i], Values.AsSpan(start, _counts[i]).ToArray());
            if (_shapes is { Transposed: true })
            {
                arguments[i] = Numbers.Transposed(arguments[i]);
            }
        }

        return arguments;
    }

    /// <summary>Empty destinations, in the order of the active parameters, then <c>accumulate</c> where there is one.</summary>
    public object?[] Destinations(ParameterInfo[] declared, bool accumulate = false)
    {
        var active = _parameters.Select((p, i) => (p, i)).Where(p => IsActive(p.p)).Select(p => p.i).ToList();
        return [.. declared.Select((p, i) => p.ParameterType == typeof(bool) ? accumulate
            : p.IsOut ? null
            : Numbers.Adjoint(p.ParameterType, Lengths(_parameters[active[i]]), new double[_counts[active[i]]]))];
    }

    /// <summary>The numbers of arguments that came from the point's values, in their order.</summary>
    public IEnumerable<object> Inputs(object?[] arguments) => arguments.Where((_, i) => _counts[i] > 0).SelectMany(a => Numbers.Objects(a));

    /// <summary>What stands, after the call, in the parameters that the pullback takes a cotangent for: by reference first, then arrays.</summary>
    public IEnumerable<object?> Written(object?[] arguments) => WrittenParameters.Select(i => arguments[i]);

    /// <summary>The cotangents that the pullback takes, each filled from as many of the numbers as it holds.</summary>
    public object?[] Cotangents(ParameterInfo[] declared, object? result, double[] numbers)
    {
        int start = 0;
        object? Next(ParameterInfo parameter, IReadOnlyList<int> lengths, int count)
        {
            object value = Numbers.Adjoint(parameter.ParameterType, lengths, numbers.Skip(start).Take(count));
            start += count;
            return value;
        }

        var all = new List<object?>();
        if (declared is [{ Name: "cotangent" }, ..])
        {
            double[] own = Numbers.FlatReals(result);
            all.Add(Numbers.IsStruct(result!.GetType()) ? Next(declared[0], [], own.Length)
                : result is Array array ? Numbers.AdjointOf(declared[0].ParameterType, array, numbers[..own.Length])
                : Numbers.Like(result!, numbers[..own.Length]));
            start = own.Length;
        }

        foreach (int i in WrittenParameters)
        {
            all.Add(Next(declared[all.Count], Lengths(_parameters[i]), Leaves(_parameters[i]).Count(l => l.IsActive)));
        }

        return [.. all];
    }

    // A method that writes to an array says so in its pullback, which takes a cotangent for it.
    private IEnumerable<int> WrittenParameters
    {
        get
        {
            var cotangents = ProgramCheck.PullbackOf(_program).GetParameters().Select(p => p.Name!).Where(n => n.StartsWith("cotangent", StringComparison.Ordinal)).ToList();
            bool Carries(ParameterInfo p) => HoldsActive(p) && p.GetCustomAttribute<NoGradientAttribute>() is null;
            var places = Enumerable.Range(0, _parameters.Length).Where(i => Carries(_parameters[i])).ToList();
            return places.Where(i => _parameters[i].ParameterType.IsByRef && !_parameters[i].IsIn)
                .Concat(places.Where(i => !_parameters[i].ParameterType.IsByRef && cotangents.Contains("cotangent" + char.ToUpperInvariant(_parameters[i].Name![0]) + _parameters[i].Name![1..])));
        }
    }

    /// <summary>Tangents as the pushforward takes them: of the active parameters their numbers one after the other, as those of <see cref="Active"/>; nothing for those that only come out.</summary>
    public object?[] Tangents(ParameterInfo[] declared, IReadOnlyList<double> direction, bool onlyInputs = false)
    {
        int start = 0;
        return [.. declared.Zip(TangentPlaces.Where(i => !onlyInputs || IsActive(_parameters[i])), (p, i) =>
        {
            if (!IsActive(_parameters[i]))
            {
                return null;
            }

            double[] values = [.. direction.Skip(start).Take(Leaves(_parameters[i]).Count(l => l.IsActive))];
            start += values.Length;
            return Numbers.Adjoint(Bare(p), Lengths(_parameters[i]), values);
        })];
    }

    /// <summary>Of the tangents after the call those that belong to <see cref="Written"/>.</summary>
    public IEnumerable<object?> WrittenTangents(object?[] tangents) => WrittenParameters.Select(i => tangents[TangentPlaces.IndexOf(i)]);

    // The parameters that have a tangent, or give one.
    private List<int> TangentPlaces =>
        [.. Enumerable.Range(0, _parameters.Length).Where(i => IsActive(_parameters[i]) || (_parameters[i].IsOut && HoldsActive(_parameters[i]) && _parameters[i].GetCustomAttribute<NoGradientAttribute>() is null))];

    private object? Argument(Type type, ParameterInfo declared, double[] values)
    {
        if (declared.IsOut)
        {
            return null;
        }

        if (Numbers.IsStruct(type) && Numbers.ElementType(type) is null && values.Length > 0)
        {
            return Numbers.Many(type, Lengths(declared), values);
        }

        if (Numbers.ElementType(type) is { } element)
        {
            return declared.GetCustomAttribute<ValuesAttribute>() is { } given
                ? Numbers.Many(type, Lengths(declared), [.. given.Values.Select(v => (double)v)])
                : Numbers.Many(type, Lengths(declared), values);
        }

        if (declared.GetCustomAttribute<ValuesAttribute>() is not null)
        {
            throw new InvalidOperationException($"'{declared.Name}' is one number: name it in [At].");
        }

        return values.Length == 1 ? Numbers.Scalar(type, values[0]) : type == typeof(string) ? "text" : Activator.CreateInstance(type);
    }

    private IReadOnlyList<int> Lengths(ParameterInfo parameter) => _shapes?.Of(parameter) ?? Declared(parameter);

    private static IReadOnlyList<int> Declared(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<SizesAttribute>()?.Lengths
        ?? (parameter.GetCustomAttribute<ValuesAttribute>() is { } given ? [given.Values.Count]
            : Numbers.ElementType(Bare(parameter)) is null ? []
            : throw new InvalidOperationException($"'{parameter.Name}' needs [Sizes]."));

    private int Count(ParameterInfo parameter) =>
        parameter.IsOut || parameter.GetCustomAttribute<ValuesAttribute>() is not null ? 0 : Leaves(parameter).Count();

    private IEnumerable<(Type Type, bool IsActive)> Leaves(ParameterInfo parameter) => Numbers.Leaves(Bare(parameter), Lengths(parameter));

    private static Type Bare(ParameterInfo parameter) => parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    private static bool IsActive(ParameterInfo parameter) =>
        !parameter.IsOut && parameter.GetCustomAttribute<NoGradientAttribute>() is null && HoldsActive(parameter);

    // By its type: an empty array is active too.
    private static bool HoldsActive(ParameterInfo parameter) => Numbers.Leaves(Bare(parameter), [.. Declared(parameter).Select(_ => 1)]).Any(l => l.IsActive);
}
