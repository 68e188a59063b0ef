namespace AutoDiffGen.Generator.Ir;

internal enum ScalarKind
{
    F32,
    F64,

    /// <summary>A type parameter bound to <c>IFloatingPointIeee754&lt;T&gt;</c>.</summary>
    Generic,
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

    public bool IsFloating => Kind is ScalarKind.F32 or ScalarKind.F64 or ScalarKind.Generic;

    public override bool IsDifferentiable => IsFloating;

    public static ScalarType TypeParameter(string name) => new(ScalarKind.Generic, name);

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
