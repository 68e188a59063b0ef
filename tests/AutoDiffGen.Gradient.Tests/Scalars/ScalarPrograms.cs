using System.Text;
using AutoDiffGen.Gradient.Tests.Harness;

namespace AutoDiffGen.Gradient.Tests.Scalars;

/// <summary>Writes the programs of a function: each spelling, each argument active alone, one variable for all arguments.</summary>
internal static class ScalarPrograms
{
    private static readonly string[] Names = ["x", "y", "z"];

    private static readonly Lazy<ProgramSet> LazyCompiled = new(() => ProgramSet.FromText([.. ScalarFunctions.All.Select(f => Source(f))]));

    /// <summary>All programs of all functions, in one compilation.</summary>
    public static ProgramSet Compiled => LazyCompiled.Value;

    /// <summary>The name of the class that holds a function's programs.</summary>
    public static string Class(ScalarFunction function) => "F_" + function.Code;

    /// <summary>One class with every program of a function.</summary>
    public static string Source(ScalarFunction function)
    {
        var text = new StringBuilder().AppendLine($"public static partial class {Class(function)}").AppendLine("{");
        string owner = function.IsOps ? "Ops" : "double";
        string[] all = [.. Names.Take(function.Arity)];
        bool plain = function.IsOperator || function.IsOps || function.Exists(typeof(double), typeof(double));
        string inDouble = plain ? owner : "Math";
        if (plain || function.IsInMath)
        {
            Program(text, function, "Plain", "double", function.Call(inDouble, all));
            Variants(text, function, inDouble);
        }

        Spellings(text, function, all);
        return text.AppendLine("}").ToString();
    }

    /// <summary>The class with one program alone, for runs over many wrong rules.</summary>
    public static string PlainSource(ScalarFunction function)
    {
        var text = new StringBuilder().AppendLine($"public static partial class {Class(function)}").AppendLine("{");
        string owner = function.IsOps ? "Ops" : function.IsOperator || function.Exists(typeof(double), typeof(double)) ? "double" : "Math";
        Program(text, function, "Plain", "double", function.Call(owner, [.. Names.Take(function.Arity)]));
        return text.AppendLine("}").ToString();
    }

    private static void Spellings(StringBuilder text, ScalarFunction function, string[] all)
    {
        if (function.IsInMath)
        {
            Program(text, function, "InMath", "double", function.Call("Math", all));
        }

        if (function.IsInMathF)
        {
            Program(text, function, "InMathF", "float", function.Call("MathF", all));
        }

        if (function.IsOperator || function.IsOps || function.Exists(typeof(float), typeof(float)))
        {
            Program(text, function, "Single", "float", function.Call(function.IsOps ? "Ops" : "float", all));
        }

        if (!function.IsOps)
        {
            Program(text, function, "Generic<T>", "T", function.Call("T", all), "where T : System.Numerics.IFloatingPointIeee754<T> ");
        }
    }

    // One argument active at a time; the first real argument for all of them.
    private static void Variants(StringBuilder text, ScalarFunction function, string owner)
    {
        string[] all = [.. Names.Take(function.Arity)];
        if (function.RealArity < 2)
        {
            return;
        }

        foreach (string active in all)
        {
            string parameters = string.Join(", ", all.Select(n => (n == active ? "" : "[NoGradient] ") + "double " + n));
            text.AppendLine($"    [Differentiable] {function.At()}public static double Only_{active}({parameters}) => {function.Call(owner, all)};");
        }

        if (function.Code is not "clamp")
        {
            text.AppendLine($"    [Differentiable] {function.At(take: 1)}public static double Same(double x) => {function.Call(owner, [.. all.Select(_ => "x")])};");
        }
    }

    private static void Program(StringBuilder text, ScalarFunction function, string name, string type, string body, string constraint = "")
    {
        string parameters = string.Join(", ", Names.Take(function.Arity).Select((n, i) => $"{(i >= function.RealArity ? "int" : type)} {n}"));

        // Numbers that single precision rounds to a kink, to zero or to infinity are no points of its own.
        static bool Fits(double[] p) => p.All(v => !double.IsFinite(v) || v == 0 || (Math.Abs(v) < 80 && Math.Abs(v) > 1e-5));
        string at = type == "double" ? function.At() : function.At(single: true, Fits);
        text.AppendLine($"    [Differentiable] {at}public static {type} {name}({parameters}) {constraint}=> {body};");
    }
}
