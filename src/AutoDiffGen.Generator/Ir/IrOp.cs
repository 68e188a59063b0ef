using System.Globalization;

namespace AutoDiffGen.Generator.Ir;

/// <summary>A place in the author's text, relative to the first character of the method's declaration.</summary>
internal readonly record struct IrSpan(int Start, int Length)
{
    public static IrSpan None => default;
}

/// <summary>A value: defined once, by an operation or as a block's argument. <paramref name="Name"/> is the author's, or empty.</summary>
internal sealed record IrValue(int Id, IrType Type, string Name = "")
{
    public TensorType? Tensor => Type as TensorType;
}

/// <summary>A compile-time property of an operation, kept as text so that printing and comparing need no cases.</summary>
internal readonly record struct IrAttribute(string Name, string Text);

/// <summary>One operation. What its code means, and which attributes and regions it has, stands in <see cref="OpTable"/>.</summary>
internal sealed record IrOp(
    string Code,
    EquatableArray<int> Operands,
    EquatableArray<IrValue> Results,
    EquatableArray<IrAttribute> Attributes,
    EquatableArray<IrBlock> Regions,
    IrSpan Span)
{
    public IrValue Result => Results[0];

    public static IrOp Create(string code, IEnumerable<int> operands, IEnumerable<IrValue> results, IEnumerable<IrAttribute>? attributes = null, IrSpan span = default, IEnumerable<IrBlock>? regions = null) =>
        new(code, operands.ToEquatable(), results.ToEquatable(), (attributes ?? []).ToEquatable(), (regions ?? []).ToEquatable(), span);

    /// <summary>Of a store: how many values it writes, one for each path.</summary>
    public int StoredCount => TryText("paths") is { } paths ? paths.Count(c => c == ';') + 1 : 1;

    /// <summary>Of a store: the member paths within the element, one for each value; empty for the element itself.</summary>
    public string[] StoredPaths => TryText("paths")?.Split(';') ?? [TryText("path") ?? ""];

    /// <summary>Of a load, store or add: the indices.</summary>
    public IEnumerable<int> Indices => Operands.Skip(1).Take(Operands.Count - 1 - (Code == "load" ? 0 : StoredCount));

    /// <summary>Of a store or add: the values.</summary>
    public IEnumerable<int> Stored => Operands.Skip(Operands.Count - StoredCount);

    public string? TryText(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Text;
            }
        }

        return null;
    }

    public string Text(string name) => TryText(name) ?? throw new InvalidOperationException($"'{Code}' has no attribute '{name}'.");

    public int Int(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);

    public bool Flag(string name) => TryText(name) == "true";

    /// <summary>A list of integers, written <c>0,2</c>.</summary>
    public int[] Ints(string name) =>
        Text(name) is { Length: > 0 } text ? [.. text.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))] : [];

    /// <summary>Of a call that stays a call: the operands that the attribute names.</summary>
    public IEnumerable<int> OperandsOf(string name) => TryText(name) is null ? [] : Ints(name).Select(i => Operands[i]);

    public IrOp With(string name, string text) =>
        this with { Attributes = Attributes.Where(a => a.Name != name).Append(new IrAttribute(name, text)).ToEquatable() };
}

/// <summary>A sequence of operations; the last one is a terminator. Blocks of regions see the values around them.</summary>
internal sealed record IrBlock(EquatableArray<IrValue> Arguments, EquatableArray<IrOp> Ops)
{
    public IrOp Terminator => Ops[Ops.Count - 1];

    public IEnumerable<IrOp> Body => Ops.Take(Ops.Count - 1);
}

/// <summary>
/// A function in SSA form. <paramref name="Key"/> names it among all methods of a compilation. The block's arguments are
/// the parameters (an instance method's receiver first, named <c>this</c>).
/// </summary>
internal sealed record IrFunction(string Key, string Name, EquatableArray<IrParameter> Parameters, IrBlock Body, EquatableArray<Dim>? ReturnShape = null)
{
    public IrOp Return => Body.Terminator;

    /// <summary>An id that no value of the function has.</summary>
    public int NextId => IrWalk.AllValues(this).Select(v => v.Id).DefaultIfEmpty(-1).Max() + 1;
}

/// <summary>A parameter. <paramref name="NoGradient"/>: the author holds it constant.</summary>
internal sealed record IrParameter(IrValue Value, bool NoGradient = false)
{
    public string Name => Value.Name;

    public IrType Type => Value.Type;

    public bool IsActive => Type.IsDifferentiable && !NoGradient;
}
