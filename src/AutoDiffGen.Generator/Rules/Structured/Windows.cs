using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>How a window moves along one axis, in symbols. As an attribute: the four numbers, by semicolons.</summary>
internal sealed record WindowSymbols(Dim Stride, Dim Before, Dim After, Dim Dilation)
{
    public static WindowSymbols Parse(string text)
    {
        var parts = text.Split(';').Select(DimParser.Parse).ToList();
        return new WindowSymbols(parts[0], parts[1], parts[2], parts[3]);
    }

    public override string ToString() => string.Join(";", Stride, Before, After, Dilation);

    /// <summary>The number of windows, floor((length + padding - dilation (kernel - 1) - 1) / stride) + 1.</summary>
    public Dim Count(string name, Dim length, Dim kernel, ShapeContext context)
    {
        var room = length + Before + After - (Dilation * (kernel - Dim.One)) - Dim.One;
        context.AtLeast(kernel, Dim.One, $"{name}: a window has at least one tap, and this one has {context.Format(kernel)}; {context.Describe(0)}.");
        context.AtLeast(Stride, Dim.One, $"{name}: the stride must be 1 or more, and is {context.Format(Stride)}.");
        context.AtLeast(Dilation, Dim.One, $"{name}: the dilation must be 1 or more, and is {context.Format(Dilation)}.");
        context.AtLeast(Before, Dim.Zero, $"{name}: the padding must not be negative, and is {context.Format(Before)}.");
        context.AtLeast(room, Dim.Zero, $"{name}: a window of {context.Format((Dilation * (kernel - Dim.One)) + Dim.One)} elements does not fit into {context.Format(length)} with a padding of {context.Format(Before + After)}; {context.Describe(0)}.");
        return Dim.Quotient(room, Stride) + Dim.One;
    }

    /// <summary>As the runtime describes it.</summary>
    public string Text(Dim length, Dim kernel, IKernelContext context) =>
        $"new WindowAxis({string.Join(", ", new[] { length, kernel, Stride, Before, After, Dilation }.Select(context.Size))})";
}
