using System.Globalization;
using System.Reflection;

namespace AutoDiffGen.Generator.Tests.Support;

/// <summary>Calls into a compiled sample, by name.</summary>
internal static class Calls
{
    /// <summary>A static generated gradient of numbers: the value, then one derivative an active parameter.</summary>
    public static double[] Gradient(this GeneratorOutcome outcome, string type, string method, params object[] arguments) =>
        Gradient(outcome.Method(type, method + "Gradient"), null, arguments);

    public static double[] Gradient(MethodInfo method, object? receiver, params object[] arguments)
    {
        object?[] all = new object?[method.GetParameters().Length];
        arguments.CopyTo(all, 0);
        object? value = Invoke(method, receiver, all);
        return [Number(value), .. all.Skip(arguments.Length).Select(Number)];
    }

    /// <summary>The value and, for a cotangent, the derivatives that the pullback gives.</summary>
    public static double[] Pullback(this GeneratorOutcome outcome, string type, string method, object cotangent, params object[] arguments)
    {
        object?[] all = [.. arguments, null];
        double value = Number(Invoke(outcome.Method(type, method + "WithPullback"), null, all));
        object handle = all[^1]!;
        var invoke = handle.GetType().GetMethod("Invoke")!;
        object?[] out1 = new object?[invoke.GetParameters().Length], out2 = new object?[out1.Length];
        (out1[0], out2[0]) = (cotangent, cotangent);
        Invoke(invoke, handle, out1);
        Invoke(invoke, handle, out2);
        Assert.Equal(out1, out2);
        ((IDisposable)handle).Dispose();
        Assert.Throws<ObjectDisposedException>(() => Invoke(invoke, handle, out1));
        return [value, .. out1.Skip(1).Select(Number)];
    }

    /// <summary>The author's method, or another of that name alone.</summary>
    public static double Value(this GeneratorOutcome outcome, string type, string method, params object[] arguments) =>
        Number(Invoke(outcome.Method(type, method), null, arguments));

    public static object? Invoke(MethodInfo method, object? receiver, object?[] arguments)
    {
        try
        {
            return method.Invoke(receiver, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    public static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
