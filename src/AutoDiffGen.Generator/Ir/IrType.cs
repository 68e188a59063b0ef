namespace AutoDiffGen.Generator.Ir;

internal enum ScalarKind
{
    F32,
    F64,

    /// <summary>A type parameter bound to <c>IFloatingPointIeee754&lt;T&gt;</c>.</summary>
    Generic,

    /// <summary>A lane: the tangents of one number along several directions.</summary>
    Lane,
    Bool,

    /// <summary>Any other primitive number: integers of every width, char, decimal is not one of them.</summary>
    Integer,
}

/// <summary>The type of an IR value.</summary>
internal abstract record IrType
{
    /// <summary>Whether a value of this type can carry a derivative.</summary>
    public abstract bool IsDifferentiable { get; }
}

/// <summary>A number or truth value. <paramref name="CSharp"/> is its C# keyword or the type parameter's name.</summary>
internal sealed record ScalarType(ScalarKind Kind, string CSharp) : IrType
{
    public static ScalarType F32 { get; } = new(ScalarKind.F32, "float");

    public static ScalarType F64 { get; } = new(ScalarKind.F64, "double");

    public static ScalarType Bool { get; } = new(ScalarKind.Bool, "bool");

    public static ScalarType I32 { get; } = new(ScalarKind.Integer, "int");

    public static ScalarType NInt { get; } = new(ScalarKind.Integer, "nint");

    /// <summary>Of a lane: what its elements are.</summary>
    public ScalarType? Of { get; init; }

    public bool IsLane => Kind == ScalarKind.Lane;

    public bool IsFloating => Kind is ScalarKind.F32 or ScalarKind.F64 or ScalarKind.Generic or ScalarKind.Lane;

    public override bool IsDifferentiable => IsFloating;

    public static ScalarType TypeParameter(string name) => new(ScalarKind.Generic, name);

    public static ScalarType Lane(ScalarType of) => new(ScalarKind.Lane, $"global::System.Numerics.Vector<{of.CSharp}>") { Of = of };

    public override string ToString() => Kind switch
    {
        ScalarKind.F32 => "f32",
        ScalarKind.F64 => "f64",
        ScalarKind.Bool => "bool",
        ScalarKind.Generic => "'" + CSharp,
        _ => CSharp,
    };
}

/// <summary>
/// A dense tensor. <paramref name="Dims"/> is null between lowering and the shapes pass, which gives every tensor its
/// symbolic dimensions.
/// </summary>
internal sealed record TensorType(ScalarType Element, EquatableArray<Dim>? Dims) : IrType
{
    public override bool IsDifferentiable => Element.IsFloating;

    public int Rank => Shape.Count;

    public EquatableArray<Dim> Shape => Dims ?? throw new InvalidOperationException("The shape of this tensor is not known yet.");

    public Dim Size => Dim.Product(Shape);

    public static string ShapeText(IEnumerable<Dim> dims)
    {
        var list = dims.ToList();
        return "(" + string.Join(", ", list) + (list.Count == 1 ? ",)" : ")");
    }

    public override string ToString() => Element + "[" + (Dims is { } dims ? string.Join(", ", dims) : "?") + "]";
}

internal enum ArrayKind
{
    /// <summary><c>T[]</c>, or a rectangular array.</summary>
    Array,
    Span,
    ReadOnlySpan,

    /// <summary>A table of arrays that the method makes, by their numbers: <c>ArrayTable&lt;T&gt;</c>.</summary>
    Table,
}

/// <summary>A reference to elements in memory: an array, a span. A jagged array has arrays as its elements.</summary>
/// <param name="Rank">The number of indices: 1, or more for a rectangular array.</param>
internal sealed record ArrayType(IrType Element, ArrayKind Kind = ArrayKind.Array, int Rank = 1) : IrType
{
    /// <summary>The type of the numbers at the bottom: of an element, or of the elements' elements.</summary>
    public IrType Innermost => Element is ArrayType inner ? inner.Innermost : Element;

    public bool IsSpan => Kind is ArrayKind.Span or ArrayKind.ReadOnlySpan;

    public override bool IsDifferentiable => Element.IsDifferentiable;

    /// <summary>Whether a field of an element is one that the author holds constant: its adjoint has no such field.</summary>
    public bool IsHeld(string? path) => path is { Length: > 0 } && Innermost is StructType s && s.Leaves().Any(l => l.Path == path && l.NoGradient);

    /// <summary>As C# writes it.</summary>
    public string CSharp => Kind switch
    {
        ArrayKind.Span => $"Span<{CSharpOf(Element)}>",
        ArrayKind.ReadOnlySpan => $"ReadOnlySpan<{CSharpOf(Element)}>",
        ArrayKind.Table => Element is ArrayType { Rank: > 1 } rectangle ? $"RectangleTable<{rectangle.CSharp}>" : $"ArrayTable<{CSharpOf(Innermost)}>",
        _ => ElementOfJagged + Brackets,
    };

    // int[][,] is an array of rectangular arrays: C# reads the brackets from the left.
    private string ElementOfJagged => Element is ArrayType { Kind: ArrayKind.Array } inner ? inner.ElementOfJagged : CSharpOf(Element);

    private string Brackets => "[" + new string(',', Rank - 1) + "]" + (Element is ArrayType { Kind: ArrayKind.Array } inner ? inner.Brackets : "");

    public override string ToString() => (Kind switch { ArrayKind.Span => "span", ArrayKind.ReadOnlySpan => "rospan", ArrayKind.Table => "table", _ => "array" + (Rank > 1 ? Rank.ToString(System.Globalization.CultureInfo.InvariantCulture) : "") }) + "<" + Element + ">";

    private static string CSharpOf(IrType type) => type switch
    {
        ScalarType scalar => scalar.CSharp,
        ArrayType array => array.CSharp,
        OpaqueType opaque => opaque.CSharp,
        StructType structure => structure.CSharp,
        _ => throw new InvalidOperationException($"{type} is no element type."),
    };
}

/// <summary>One field of a struct, under the name by which C# reads it.</summary>
/// <param name="CanSet">Whether it may be assigned by itself.</param>
internal sealed record StructField(string Name, IrType Type, bool NoGradient = false, bool CanSet = true)
{
    /// <summary>The field in which it stands where only its own type may name it, to read it or, in an object, to write it; empty for what generated code can name.</summary>
    public string Backing { get; init; } = "";

    /// <summary>Whether everybody in the assembly may read it by its name.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Whether C# has no name for it: what holds a parameter of a primary constructor.</summary>
    public bool IsUnnamed => Name.EndsWith(Unnamed, StringComparison.Ordinal);

    /// <summary>What the name of such a field ends in here: a letter that nobody writes.</summary>
    public const string Unnamed = "\u02B9";
}

/// <summary>
/// A struct or tuple. No operation of the IR has such a value: lowering takes it apart into its fields, and only
/// signatures and elements of arrays have this type.
/// </summary>
/// <param name="CSharp">Its name, fully qualified.</param>
/// <param name="Gradient">The type of its adjoint.</param>
/// <param name="Creation">How C# makes one of its fields, as a format: <c>new S({0}, {1})</c>; empty when it cannot be made.</param>
internal sealed record StructType(string CSharp, EquatableArray<StructField> Fields, string Gradient, string Creation) : IrType
{
    /// <summary>An object of a marked class: a reference, whose fields are what it holds.</summary>
    public bool IsObject { get; init; }

    public override bool IsDifferentiable => Fields.Any(f => f.Type.IsDifferentiable && !f.NoGradient);

    /// <summary>A nullable value: the fields <c>HasValue</c> and <c>Value</c>, the second of which is zero where there is none.</summary>
    public bool IsNullable => CSharp.EndsWith("?", StringComparison.Ordinal);

    /// <summary>Whether it is a nullable value or has one in it.</summary>
    public bool HoldsNullable => IsNullable || Fields.Any(f => f.Type is StructType { HoldsNullable: true });

    /// <summary>Whether it has a field in it that C# has no name for, so that it can only be taken apart where it was made.</summary>
    public bool HoldsUnnamed => Fields.Any(f => f.IsUnnamed || f.Type is StructType { HoldsUnnamed: true });

    /// <summary>How C# reads what stands at a path: <c>Value</c> throws where there is none, and private fields are reached by accessors.</summary>
    /// <param name="start">What holds the struct.</param>
    /// <param name="accessor">The accessor of a private field; null where it can be named.</param>
    /// <param name="byReference">Passes the text of a struct by reference.</param>
    public string Read(string start, string path, Func<StructType, StructField, string?> accessor, Func<string, string> byReference)
    {
        string text = start;
        IrType? type = this;
        foreach (string part in path.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var owner = type as StructType;
            var field = owner?.Fields.FirstOrDefault(f => f.Name == part);
            text = owner is { IsNullable: true } && part == "Value" ? text + ".GetValueOrDefault()"
                : owner is not null && field is { Backing.Length: > 0, IsReadable: false } && accessor(owner, field) is { } reader ? $"{reader}({(owner.IsObject ? text : byReference(text))})"
                : text + "." + Emit.NameScope.Escape(part);
            type = field?.Type;
        }

        return text;
    }

    /// <summary>Where the adjoint of what stands at a path is found in the adjoint: that of a nullable value is that of what it holds.</summary>
    public string InGradient(string path)
    {
        var text = new System.Text.StringBuilder();
        IrType? type = this;
        foreach (string part in path.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(type is StructType { IsNullable: true } && part == "Value" ? "" : "." + Emit.NameScope.Escape(part));
            type = (type as StructType)?.Fields.FirstOrDefault(f => f.Name == part)?.Type;
        }

        return text.ToString();
    }

    /// <summary>How C# makes one of the numbers in it, in the order of <see cref="Leaves()"/>; null when it cannot be made.</summary>
    public string? Create(IReadOnlyList<string> leaves)
    {
        int next = 0;
        string? Of(StructType type)
        {
            var parts = type.Fields.Select(f => f.Type is StructType inner ? Of(inner) : leaves[next++]).ToArray();
            return type.Creation.Length == 0 || parts.Contains(null) ? null : string.Format(System.Globalization.CultureInfo.InvariantCulture, type.Creation, parts);
        }

        return Of(this);
    }

    /// <summary>How C# makes its adjoint of the adjoints of the numbers in it, in the order of <see cref="Leaves()"/>.</summary>
    public string CreateGradient(IReadOnlyList<string> leaves)
    {
        int next = 0;
        string Of(StructType type)
        {
            var parts = type.Fields.Select(f => (f.Name, Text: f.Type is StructType inner ? Of(inner) : leaves[next++], Has: f.Type.IsDifferentiable && !f.NoGradient)).ToList();
            return type.Gradient.StartsWith("(", StringComparison.Ordinal) ? "(" + string.Join(", ", parts.Select(p => p.Has ? p.Text : "default")) + ")"
                : type.Gradient == type.CSharp ? string.Format(System.Globalization.CultureInfo.InvariantCulture, type.Creation, [.. parts.Select(p => (object)p.Text)])
                : $"new {type.Gradient} {{ {string.Join(", ", parts.Where(p => p.Has).Select(p => $"{p.Name} = {p.Text}"))} }}";
        }

        return Of(this);
    }

    /// <summary>Every number in it, with the path that leads there: <c>.Position.X</c>.</summary>
    public IEnumerable<(string Path, IrType Type, bool NoGradient, bool CanSet)> Leaves() => Leaves("", false, true);

    private IEnumerable<(string Path, IrType Type, bool NoGradient, bool CanSet)> Leaves(string path, bool noGradient, bool canSet)
    {
        foreach (var field in Fields)
        {
            string inner = path + "." + field.Name;
            bool constant = noGradient || field.NoGradient, settable = canSet && field.CanSet;
            if (field.Type is StructType nested)
            {
                foreach (var leaf in nested.Leaves(inner, constant, settable))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (inner, field.Type, constant, settable);
            }
        }
    }

    public override string ToString() => "struct<" + CSharp + ">";
}

/// <summary>An instance of a <c>[Differentiable]</c> type; <paramref name="CSharp"/> is its fully qualified name.</summary>
internal sealed record ModelType(string CSharp) : IrType
{
    public override bool IsDifferentiable => true;

    public override string ToString() => "model<" + CSharp + ">";
}

/// <summary>A value that derivatives only pass through: a string, an enum, an object.</summary>
internal sealed record OpaqueType(string CSharp) : IrType
{
    public override bool IsDifferentiable => false;

    public override string ToString() => "opaque<" + CSharp + ">";
}
