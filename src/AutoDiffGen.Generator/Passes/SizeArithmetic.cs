using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// What symbolic dimensions cannot say in normal form: quotients that leave a remainder become symbols of their own, whose
/// numbers are computed; what is only known when the program runs is checked there.
/// </summary>
/// <param name="id">Gives a fresh id.</param>
/// <param name="define">Notes an operation and makes its integer result a known dimension.</param>
internal sealed class SizeArithmetic(IrSpan span, Func<int> id, Action<IrOp> define, Dictionary<(Dim, Dim), Dim> quotients, Func<IrValue, string, Dim> symbol, Func<Dim, string> format)
{
    public Dim Quotient(Dim a, Dim b)
    {
        if (Dim.Divide(a, b) is { } exact)
        {
            return exact;
        }

        if (a.IsConstant && b.IsConstant && b.ConstantValue > 0)
        {
            return Dim.Constant(a.ConstantValue / b.ConstantValue);
        }

        if (quotients.TryGetValue((a, b), out var known))
        {
            return known;
        }

        int left = Number(a), right = Number(b);
        var result = new IrValue(id(), ScalarType.I32);
        define(IrOp.Create("div", [left, right], [result], span: span));
        return quotients[(a, b)] = symbol(result, $"({format(a)}) / {(b.Terms.Count > 1 ? $"({format(b)})" : format(b))}");
    }

    /// <summary>Throws the sentence where the number is negative.</summary>
    public void Expect(Dim notNegative, string sentence) =>
        define(IrOp.Create("expect_size", [], [], [new("dim", notNegative.ToString()), new("message", sentence)], span));

    private int Number(Dim dim)
    {
        var result = new IrValue(id(), ScalarType.I32);
        define(dim.IsConstant ? IrOp.Create("const", [], [result], [new("value", dim.ConstantValue.ToString(CultureInfo.InvariantCulture))], span)
            : IrOp.Create("dimension", [], [result], [new("dim", dim.ToString())], span));
        return result.Id;
    }
}
