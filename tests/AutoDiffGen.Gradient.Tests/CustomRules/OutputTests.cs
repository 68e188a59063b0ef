using System.Reflection;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.CustomRules;

/// <summary>
/// Rules of methods that give back several numbers, structs or what they write to arrays: every generated member gives
/// what it gives for the same text without rules.
/// </summary>
public class OutputTests
{
    public static TheoryData<string> Names() => [.. typeof(OutputTwins).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => m.GetCustomAttribute<DifferentiableAttribute>() is not null).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_agree_with_those_without_rules(string name)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            foreach (string suffix in (string[])["", "Primal", "Gradient"])
            {
                if (typeof(OutputTwins).GetMethod(name + suffix) is { } twin)
                {
                    Same(name + suffix, Called(twin, seed), Called(typeof(OutputUsers).GetMethod(name + suffix)!, seed));
                }
            }

            Same(name + "WithPullback", Pulled(typeof(OutputTwins).GetMethod(name + "WithPullback")!, seed), Pulled(typeof(OutputUsers).GetMethod(name + "WithPullback")!, seed));
        }
    }

    [Theory]
    [InlineData("RotatedInALoop", 4)]
    [InlineData("Turned", 2)]
    [InlineData("InPolar", 2)]
    [InlineData("MixedPair", 2)]
    [InlineData("ForwardOverAnArray", 3)]
    [InlineData("TwiceFiltered", 2)]
    [InlineData("Overwritten", 2)]
    [InlineData("ScaledInPlace", 2)]
    [InlineData("ScaledArrayMadeHere", 2)]
    [InlineData("Normalised", 2)]
    [InlineData("HalfNormalised", 1)]
    [InlineData("FilteredInALoop", 2)]
    [InlineData("NormalisedInALoop", 2)]
    [InlineData("ScaledInALoop", 2)]
    public void Forward_mode_takes_the_same_rules(string name, int count)
    {
        var random = new Random(7);
        var gradient = typeof(OutputUsers).GetMethod(name + "Gradient")!;
        object?[] arguments = Arguments(gradient.GetParameters(), new Random(1));
        Invoker.Call(gradient, null, arguments);
        double[] slopes = [.. arguments.Skip(count).SkipLast(gradient.GetParameters()[^1].Name == "accumulate" ? 1 : 0).SelectMany(Numbers.Flat)];
        var pushforward = typeof(OutputUsers).GetMethod(name + "Pushforward")!;
        object?[] given = Arguments(pushforward.GetParameters(), new Random(1));
        object?[] before = Arguments(gradient.GetParameters(), new Random(1));
        before.Take(count).ToArray().CopyTo(given, 0);
        double[] tangents = [.. given.Skip(count).SkipLast(1).SelectMany(Numbers.Flat)];
        Assert.Equal(slopes.Length, tangents.Length);
        Invoker.Call(pushforward, null, given);
        double expected = slopes.Zip(tangents, (s, t) => s * t).Sum();
        Assert.Equal(expected, (double)given[^1]!, 1e-11 * Math.Max(1, Math.Abs(expected)));
    }

    private static List<double> Called(MethodInfo method, int seed)
    {
        object?[] arguments = Arguments(method.GetParameters(), new Random(seed));
        object? result = Invoker.Call(method, null, arguments);
        return [.. Numbers.Flat(result).Concat(arguments.SelectMany(Numbers.Flat))];
    }

    private static List<double> Pulled(MethodInfo method, int seed)
    {
        var parameters = method.GetParameters();
        object?[] arguments = Arguments(parameters[..^1], new Random(seed));
        var invoke = parameters[^1].ParameterType.GetElementType()!.GetMethod("Invoke")!;
        object?[] first = Arguments(invoke.GetParameters(), new Random(seed + 100)), second = Arguments(invoke.GetParameters(), new Random(seed + 200));
        object? result = Invoker.CallPullback(method, null, arguments, first, second);
        return [.. Numbers.Flat(result).Concat(arguments.Concat(first).Concat(second).SelectMany(Numbers.Flat))];
    }

    private static object?[] Arguments(ParameterInfo[] parameters, Random random) =>
        [.. parameters.Select(p => p.ParameterType.IsByRef && p.IsOut ? null : Value(p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType, random))];

    private static object? Value(Type type, Random random)
    {
        if (type.IsArray || type.IsByRefLike)
        {
            var element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            var array = Array.CreateInstance(element, 4);
            for (int i = 0; i < 4; i++)
            {
                array.SetValue(Value(element, random), i);
            }

            return array;
        }

        if (type == typeof(double))
        {
            return 0.3 + random.NextDouble();
        }

        if (type == typeof(float))
        {
            return 0.3f + random.NextSingle();
        }

        if (type == typeof(int))
        {
            return 4;
        }

        if (type == typeof(bool))
        {
            return false;
        }

        object value = Activator.CreateInstance(type)!;
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            field.SetValue(value, Value(field.FieldType, random));
        }

        return value;
    }

    private static void Same(string what, List<double> expected, List<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            double scale = Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= (what.StartsWith("Stretched", StringComparison.Ordinal) ? 1e-5 : 1e-11) * scale, $"{what}: number {i} is {actual[i]:R}, not {expected[i]:R}");
        }
    }
}
