namespace AutoDiffGen.Generator.Ir;

/// <summary>
/// Everything the passes need of one <c>[Differentiable]</c> method: its IR and that of every method it calls, direct or
/// not. Value-equal, so that an edit elsewhere stops here.
/// </summary>
/// <param name="Root">Null when lowering reported an error.</param>
/// <param name="Callees">The functions reachable from the root, in order of key.</param>
internal sealed record LoweredUnit(
    MethodSignature Signature,
    IrFunction? Root,
    EquatableArray<IrFunction> Callees,
    EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>What other assemblies are told of it besides the IR; null where they cannot call it.</summary>
    public ExportScope? Export { get; init; }

    /// <summary>The root and the callees, by key.</summary>
    public Dictionary<string, IrFunction> Functions() => ByKey(Callees.Append(Root!));

    /// <summary>Functions by key; of two with one key the first.</summary>
    public static Dictionary<string, IrFunction> ByKey(IEnumerable<IrFunction> functions) => functions.GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.First());
}

/// <summary>
/// A diagnostic without a location object: a span relative to the first character of a method's declaration.
/// <paramref name="Owner"/> is that method's documentation id; empty for the root.
/// </summary>
internal sealed record DiagnosticInfo(string Id, IrSpan Span, EquatableArray<string> Arguments, string Owner = "");

/// <summary>What emission needs of the method's declaration.</summary>
/// <param name="Key">The key of its IR.</param>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="ContainingTypes">Outermost first.</param>
/// <param name="Modifiers">Accessibility, <c>static</c>, <c>unsafe</c>: what the generated members repeat.</param>
/// <param name="TypeParameters">With their angle brackets, or empty.</param>
/// <param name="Constraints">The <c>where</c> clauses, or empty.</param>
/// <param name="Receiver">For an instance method, the receiver's type: fully qualified.</param>
/// <param name="HasModelGradient">An instance method of a type that has parameters: it takes a <c>Gradient</c>.</param>
/// <param name="ReservedNames">Names that no generated local may take: members and type parameters in scope.</param>
internal sealed record MethodSignature(
    string Key,
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Modifiers,
    string Name,
    string TypeParameters,
    string Constraints,
    EquatableArray<SignatureParameter> Parameters,
    string ReturnType,
    IrType? Result,
    bool IsStatic,
    bool HasModelGradient,
    string Cref,
    GeneratedNames Names,
    string HintName,
    EquatableArray<string> ReservedNames)
{
    /// <summary>The trainable members of the receiver: all of them are part of its gradient, whether the method reads them or not.</summary>
    public EquatableArray<string> ModelMembers { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The receiver's generated member that tells whether its parameters have changed; empty for other receivers.</summary>
    public string FingerprintMember { get; init; } = "";

    /// <summary>Whether the model has modules, whose parameters its gradient holds too.</summary>
    public bool HasModules { get; init; }

    /// <summary>Of a method that calls reach by way of its pair; null for all others.</summary>
    public DispatchSignature? Dispatch { get; init; }

    /// <summary>The parameters of the type's primary constructor: a parameter of a member hides one, and nothing could name it then.</summary>
    public EquatableArray<string> Captured { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The parameters that give something back, in the order of the outputs: what is passed by reference, then objects.</summary>
    public IEnumerable<SignatureParameter> Outputs => Parameters.Where(p => p.IsOutput).OrderBy(p => p.IsObject);

    /// <summary>The names that no generated parameter may take.</summary>
    public HashSet<string> Taken() => [.. Parameters.Select(p => p.Name), .. Captured];

    /// <summary>Which derivatives are generated.</summary>
    public DerivativeModes Modes { get; init; } = DerivativeModes.Reverse;
}

/// <summary>How the members of a virtual method, and of one that implements an interface, are declared.</summary>
/// <param name="Modifiers">Of the pair.</param>
/// <param name="Names">Of the pair: those of the method that is overridden.</param>
/// <param name="IsAbstract">The pair has no bodies.</param>
/// <param name="IsCalled">The members that everybody may call stand here, and call the pair of whichever body runs.</param>
/// <param name="IsOwn">They stand here too, and are those of this body.</param>
/// <param name="HasForward">Value and tangent together are a member of the pair.</param>
/// <param name="Guarded">The type whose body the pair is made of, where a further type may override it; else empty.</param>
internal sealed record DispatchSignature(string Modifiers, GeneratedNames Names, bool IsAbstract, bool IsCalled, bool IsOwn, bool HasForward, string Guarded, EquatableArray<ImplementedMethod> Interfaces);

/// <summary>A marked method of an interface that is implemented.</summary>
internal sealed record ImplementedMethod(string Interface, GeneratedNames Names, bool HasForward);

/// <summary>One level of the chain of types that the generated part repeats: <c>public sealed partial class</c>, name, parameters.</summary>
internal sealed record TypeDeclaration(string Keywords, string Name, string TypeParameters);

/// <summary>A parameter as emission sees it. <paramref name="Type"/> is fully qualified; <paramref name="Shape"/> is what <c>[Shape]</c> says.</summary>
/// <param name="Reference">How it is passed: empty, <c>ref</c>, <c>out</c> or <c>in</c>, with a blank after it.</param>
internal sealed record SignatureParameter(string Name, string Type, IrType IrType, bool NoGradient, EquatableArray<Dim>? Shape, string Reference = "")
{
    /// <summary>An object whose fields the method changes.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Of an object of a marked class that is held constant the reason; else empty.</summary>
    public string Held { get; init; } = "";

    public bool IsObject => IrType is StructType { IsObject: true };

    /// <summary>Whether it gives something back besides the result.</summary>
    public bool IsOutput => Reference is "ref " or "out " || IsChanged;

    /// <summary>As generated members declare it.</summary>
    public string Declaration => $"{Reference}{Type} {Emit.NameScope.Escape(Name)}";

    public bool IsActive => IrType.IsDifferentiable && IrType is not StructType { Gradient: "" } && !NoGradient && Reference != "out ";
}

/// <summary>The names of the generated members, none of which is taken.</summary>
internal sealed record GeneratedNames(string Gradient, string WithPullback, string Primal, string Pullback, string Forward, string Reverse, string Loops)
{
    public string Pushforward { get; init; } = "";

    public string HessianVector { get; init; } = "";

    public string Jacobian { get; init; } = "";

    public string Hessian { get; init; } = "";

    /// <summary>Beside the pair: the value alone, and value and tangent together, with the parameters of the pair.</summary>
    public string Value { get; init; } = "";

    public string Tangent { get; init; } = "";

    /// <summary>What the names of its accessors begin with.</summary>
    public string Accessors { get; init; } = "";

    /// <summary>The type that holds the pairs of helpers without a mark.</summary>
    public string Calls { get; init; } = "";
}
