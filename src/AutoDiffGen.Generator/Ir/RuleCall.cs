using System.Globalization;

namespace AutoDiffGen.Generator.Ir;

/// <summary>
/// One argument of a call by a rule, its receiver, or its result: a number, an array, an object, or a struct that is
/// taken apart into its numbers.
/// </summary>
/// <param name="Passing"><c>result</c>, <c>value</c>, <c>in</c>, <c>ref</c> or <c>out</c>; <c>written</c> for an array that the method writes.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Creation">How C# makes a struct of its numbers, as a format; empty for anything else.</param>
/// <param name="Gradient">The C# type of its adjoint.</param>
/// <param name="GradientCreation">How C# makes an adjoint of its numbers.</param>
/// <param name="Paths">The member path of each number; one empty path for what is not taken apart.</param>
/// <param name="Held">Which of the numbers have no derivative.</param>
internal sealed record RulePart(string Passing, string Type, string Creation, string Gradient, string GradientCreation, string[] Paths, bool[] Held)
{
    public bool IsOutput => Passing is "result" or "ref" or "out";

    public bool IsInput => Passing is not ("result" or "out");

    public bool IsStruct => Creation.Length > 0;

    public string Print() => string.Join("|", Passing, Type, Creation, Gradient, GradientCreation, string.Join(",", Paths), string.Join(",", Held.Select(h => h ? "1" : "0")));

    public static RulePart Parse(string text)
    {
        string[] f = text.Split('|');
        return new RulePart(f[0], f[1], f[2], f[3], f[4], f[5].Split(','), [.. f[6].Split(',').Select(h => h == "1")]);
    }
}

/// <summary>The operands and results of a <c>rule_call</c>, by the argument that they belong to.</summary>
internal sealed class RuleCall
{
    private readonly IrOp _op;
    private readonly List<int> _operands = [];
    private readonly List<int> _results = [];

    public RuleCall(IrOp op)
    {
        _op = op;
        Parts = [.. op.Text("parts").Split(';').Where(p => p.Length > 0).Select(RulePart.Parse)];
        int operand = 0, result = 0;
        foreach (var part in Parts)
        {
            _operands.Add(operand);
            _results.Add(result);
            operand += part.IsInput ? part.Paths.Length : 0;
            result += part.IsOutput ? part.Paths.Length : 0;
        }

        Outputs = result;
    }

    /// <summary>The result, if there is one, then the receiver, if there is one, and the arguments.</summary>
    public List<RulePart> Parts { get; }

    /// <summary>How many results belong to the method: one more is a residual.</summary>
    public int Outputs { get; }

    public bool HasResult => Parts.Count > 0 && Parts[0].Passing == "result";

    /// <summary>The place of an argument among the parts.</summary>
    public int Argument(int number) => number + (HasResult ? 1 : 0);

    public IEnumerable<int> Operands(int part) => Parts[part].IsInput ? _op.Operands.Skip(_operands[part]).Take(Parts[part].Paths.Length) : [];

    public IEnumerable<IrValue> Results(int part) => Parts[part].IsOutput ? _op.Results.Skip(_results[part]).Take(Parts[part].Paths.Length) : [];

    /// <summary>The arrays that the method writes.</summary>
    public IEnumerable<int> Written => Parts.SelectMany((p, i) => p.Passing == "written" ? Operands(i) : []);

    /// <summary>The operands whose derivative the rule gives.</summary>
    public IEnumerable<int> Targets => Form(_op).Where(r => r.Kind == 'd').SelectMany(r => Operands(Argument(r.Number)));

    /// <summary>What each parameter of the rule is given, as a letter and the number of an argument; -1 stands for the result.</summary>
    public static IEnumerable<(char Kind, int Number)> Form(IrOp op) =>
        op.Text("form").Split(',').Select(f => (f[0], f.Length > 1 ? int.Parse(f.Substring(1), CultureInfo.InvariantCulture) : -1));
}
