using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Operations that others make up once shapes are known: each appends those, and names the value that stands for its result.
/// </summary>
internal sealed class Expansion(IrOp op, ShapeContext context, Func<int, IrType> typeOf, Func<int> id, Action<IrOp> append)
{
    private static readonly Dictionary<string, Func<Expansion, int>> ByCode = new()
    {
        ["tile"] = e => e.Tile(),
        ["pad"] = e => e.Pad(),
        ["einsum"] = e => new EinsumExpansion(e).Run(),
    };

    public static Func<Expansion, int>? Find(string code) => ByCode.TryGetValue(code, out var expand) ? expand : null;

    public IrOp Operation => op;

    public ShapeContext Context => context;

    public TensorType Tensor(int value) => (TensorType)typeOf(value);

    public int Reshape(int x, IEnumerable<Dim> lengths) => Tensor(x).Shape == lengths.ToEquatable() ? x : Append("reshape", x, lengths.ToEquatable());

    public int Broadcast(int x, IEnumerable<Dim> lengths) => Append("broadcast", x, lengths.ToEquatable());

    public int Permute(int x, int[] axes) => Append("permute", x, axes.Select(a => Tensor(x).Shape[a]).ToEquatable(), ("axes", Text(axes)));

    public int Sum(int x, int[] axes) => Append("sum", x, Tensor(x).Shape.Select((d, i) => axes.Contains(i) ? Dim.One : d).ToEquatable(), ("axes", Text(axes)), ("keep", "true"));

    /// <summary>An operation of two tensors whose shape is inferred.</summary>
    public int Inferred(string code, int x, int y, params (string Name, string Text)[] attributes) =>
        Append(IrOp.Create(code, [x, y], [new IrValue(id(), new TensorType(Tensor(x).Element, null))], attributes.Select(a => new IrAttribute(a.Name, a.Text)), op.Span));

    private int Tile()
    {
        var shape = context.Tensor(0).Shape;
        var repeats = Enumerable.Range(1, op.Operands.Count - 1).Select(context.Dim).ToList();
        int more = repeats.Count - shape.Count;
        if (more < 0)
        {
            context.Mismatch($"Tile: there must be a number for each axis, and there are {repeats.Count}: {context.Describe(0)}.");
        }

        foreach (var times in repeats)
        {
            context.AtLeast(times, Dim.Zero, $"Tile: the number of repeats must not be negative, and is {context.Format(times)}.");
        }

        // Each axis as one of the repeats and one of the elements.
        var lengths = repeats.Select((r, i) => (Times: r, Length: i < more ? Dim.One : shape[i - more])).ToList();
        int apart = Reshape(op.Operands[0], lengths.SelectMany(l => new[] { Dim.One, l.Length }));
        return Reshape(Broadcast(apart, lengths.SelectMany(l => new[] { l.Times, l.Length })), lengths.Select(l => l.Times * l.Length));
    }

    // Operands: the tensor, the value where one is given, and for each axis how much stands before and how much behind.
    private int Pad()
    {
        string mode = op.Text("mode");
        int first = mode == "value" ? 2 : 1, rank = context.Tensor(0).Rank, count = op.Int("before");
        if (count != rank || op.Operands.Count != first + (2 * rank))
        {
            context.Mismatch($"Pad: there must be one number before and one behind each axis, and there are {count} and {op.Operands.Count - first - count}: {context.Describe(0)}.");
        }

        int x = op.Operands[0];
        for (int axis = 0; axis < rank; axis++)
        {
            Dim before = context.Dim(first + axis), after = context.Dim(first + rank + axis), length = Tensor(x).Shape[axis];
            if (before.Equals(Dim.Zero) && after.Equals(Dim.Zero))
            {
                continue;
            }

            Check(before, axis, mode, length);
            Check(after, axis, mode, length);
            x = mode == "zero"
                ? Append("embed", x, Along(x, axis, before + length + after), ("axis", Text([axis])), ("start", before.ToString()), ("step", "1"))
                : Joined(axis, [End(x, axis, before, mode, true), x, End(x, axis, after, mode, false)]);
        }

        return x;
    }

    private void Check(Dim pad, int axis, string mode, Dim length)
    {
        context.AtLeast(pad, Dim.Zero, $"Pad: what is added along axis {axis} must not be negative, and is {context.Format(pad)}.");
        if (pad.Equals(Dim.Zero) || mode is "zero" or "value")
        {
            return;
        }

        if (mode == "Replicate")
        {
            context.AtLeast(length, Dim.One, $"Pad: axis {axis} has no element to repeat: {context.Describe(0)}.");
            return;
        }

        var most = mode == "Reflect" ? length - Dim.One : length;
        context.AtLeast(most, pad, $"Pad: {mode} has at most {context.Format(most)} elements along axis {axis}, and {context.Format(pad)} are asked for: {context.Describe(0)}.");
    }

    // What stands at one end; null where that is nothing.
    private int? End(int x, int axis, Dim count, string mode, bool isBefore)
    {
        var length = Tensor(x).Shape[axis];
        if (count.Equals(Dim.Zero))
        {
            return null;
        }

        switch (mode)
        {
            case "value":
                return Append("broadcast", op.Operands[1], Along(x, axis, count));
            case "Replicate":
                return Broadcast(Part(x, axis, isBefore ? Dim.Zero : length - Dim.One, Dim.One), Along(x, axis, count));
            case "Circular":
                return Part(x, axis, isBefore ? length - count : Dim.Zero, count);
            default:
                int part = Part(x, axis, isBefore ? Dim.One : length - Dim.One - count, count);
                return Append("flip", part, Tensor(part).Shape, ("axes", Text([axis])));
        }
    }

    private int Joined(int axis, IEnumerable<int?> parts)
    {
        int[] given = [.. parts.OfType<int>()];
        var total = given.Aggregate(Dim.Zero, (sum, part) => sum + Tensor(part).Shape[axis]);
        var result = new IrValue(id(), new TensorType(Tensor(given[0]).Element, Along(given[0], axis, total)));
        return Append(IrOp.Create("concat", given, [result], [new("axis", Text([axis]))], op.Span));
    }

    private int Part(int x, int axis, Dim start, Dim count) => Append("part", x, Along(x, axis, count), ("axis", Text([axis])), ("start", start.ToString()), ("step", "1"));

    private EquatableArray<Dim> Along(int x, int axis, Dim length) => Tensor(x).Shape.Select((d, i) => i == axis ? length : d).ToEquatable();

    private int Append(string code, int x, EquatableArray<Dim> dims, params (string Name, string Text)[] attributes) =>
        Append(IrOp.Create(code, [x], [new IrValue(id(), new TensorType(IrBuilder.Element(typeOf(x)), dims))], attributes.Select(a => new IrAttribute(a.Name, a.Text)), op.Span));

    private int Append(IrOp inner)
    {
        append(inner);
        return inner.Result.Id;
    }

    private static string Text(int[] axes) => string.Join(",", axes.Select(a => a.ToString(CultureInfo.InvariantCulture)));
}
