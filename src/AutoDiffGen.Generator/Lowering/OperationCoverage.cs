using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// What lowering does with each kind of operation that Roslyn has. Nothing falls through: a kind that is not lowered is
/// an error at its place, and a test holds this table against Roslyn's list.
/// </summary>
internal static class OperationCoverage
{
    private static readonly string Later = "write it with numbers, locals, branches and loops";

    /// <summary>Kinds that are lowered, as expressions, statements or parts of them.</summary>
    public static IReadOnlyCollection<OperationKind> Lowered { get; } = new HashSet<OperationKind>
    {
        OperationKind.Block, OperationKind.VariableDeclarationGroup, OperationKind.VariableDeclaration, OperationKind.VariableDeclarator,
        OperationKind.VariableInitializer, OperationKind.Empty, OperationKind.Return, OperationKind.ExpressionStatement, OperationKind.Literal,
        OperationKind.Conversion, OperationKind.Invocation, OperationKind.LocalReference, OperationKind.ParameterReference,
        OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.Unary, OperationKind.Binary, OperationKind.Conditional,
        OperationKind.InstanceReference, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.Parenthesized,
        OperationKind.Increment, OperationKind.Decrement, OperationKind.DefaultValue, OperationKind.NameOf, OperationKind.TypeOf,
        OperationKind.SizeOf, OperationKind.Argument, OperationKind.Discard, OperationKind.MethodBody,
        OperationKind.Loop, OperationKind.Switch, OperationKind.SwitchCase, OperationKind.CaseClause, OperationKind.Branch, OperationKind.Throw,
        OperationKind.SwitchExpression, OperationKind.SwitchExpressionArm, OperationKind.IsPattern, OperationKind.ConstantPattern,
        OperationKind.RelationalPattern, OperationKind.NegatedPattern, OperationKind.BinaryPattern, OperationKind.DeclarationPattern, OperationKind.DiscardPattern,
        OperationKind.RecursivePattern, OperationKind.PropertySubpattern,
        OperationKind.ArrayElementReference, OperationKind.ImplicitIndexerReference, OperationKind.Range, OperationKind.DeconstructionAssignment,
        OperationKind.Tuple, OperationKind.ObjectCreation, OperationKind.ObjectOrCollectionInitializer, OperationKind.With, OperationKind.LocalFunction,
        OperationKind.AnonymousFunction, OperationKind.DelegateCreation, OperationKind.InterpolatedString, OperationKind.InterpolatedStringText, OperationKind.Interpolation,
        OperationKind.ConstructorBody, OperationKind.DeclarationExpression, OperationKind.CollectionExpression, OperationKind.ArrayCreation, OperationKind.ArrayInitializer,
        OperationKind.Spread, OperationKind.Coalesce, OperationKind.CoalesceAssignment, OperationKind.ConditionalAccess, OperationKind.ConditionalAccessInstance,
        OperationKind.ListPattern, OperationKind.SlicePattern, OperationKind.TypePattern,
    };

    /// <summary>Kinds with a sentence of their own on what to write instead.</summary>
    private static readonly Dictionary<OperationKind, (string Name, string Advice)> Special = new()
    {
        [OperationKind.Loop] = ("a foreach over this kind of collection", "go through an array or a span, such as list.ToArray()"),
        [OperationKind.Branch] = ("a goto", "use loops, break, continue and return"),
        [OperationKind.Labeled] = ("a label", "use loops, break, continue and return"),
        [OperationKind.Try] = ("a try block", "let exceptions pass through a differentiable method, and catch them outside"),
        [OperationKind.Throw] = ("a rethrow", "throw a new exception"),
        [OperationKind.Using] = ("a using statement", "acquire resources outside of the differentiable method"),
        [OperationKind.UsingDeclaration] = ("a using declaration", "acquire resources outside of the differentiable method"),
        [OperationKind.Lock] = ("a lock", "lock outside of the differentiable method"),
        [OperationKind.Await] = ("an await", "a derivative runs to its end at once: await outside of it"),
        [OperationKind.YieldReturn] = ("a yield", "return one value"),
        [OperationKind.YieldBreak] = ("a yield", "return one value"),
        [OperationKind.DelegateCreation] = ("a delegate that leaves the method", "call the method itself, or hold the lambda in a local that is assigned once"),
        [OperationKind.AnonymousFunction] = ("a lambda that leaves the method", "hold it in a local that is assigned once, and call that"),
        [OperationKind.With] = ("a with expression on a class", "use a record struct"),
        [OperationKind.ObjectCreation] = ("the creation of this object", "create it outside and pass it in"),
        [OperationKind.TupleBinary] = ("a comparison of tuples", "compare the elements"),
        [OperationKind.DeconstructionAssignment] = ("a deconstruction of something other than a tuple written in place", "assign one local after the other"),
        [OperationKind.Coalesce] = ("a null-coalescing expression", "check for null outside"),
        [OperationKind.CoalesceAssignment] = ("a null-coalescing assignment", "check for null outside"),
        [OperationKind.ConditionalAccess] = ("a conditional access", "check for null outside"),
        [OperationKind.DynamicInvocation] = ("a dynamic call", "use static types"),
        [OperationKind.DynamicMemberReference] = ("a dynamic member", "use static types"),
        [OperationKind.DynamicIndexerAccess] = ("a dynamic indexer", "use static types"),
        [OperationKind.DynamicObjectCreation] = ("a dynamic creation", "use static types"),
        [OperationKind.AddressOf] = ("a pointer", "use values"),
        [OperationKind.IsType] = ("a type test", "decide by a value"),
        [OperationKind.EventReference] = ("an event", "raise events outside"),
        [OperationKind.EventAssignment] = ("an event", "subscribe outside"),
        [OperationKind.Invalid] = ("an expression that C# itself rejects", "see the compiler's own error"),
        [OperationKind.ImplicitIndexerReference] = ("an index from the end or a slice of this type", "use arrays and spans"),
        [OperationKind.InlineArrayAccess] = ("an element of an inline array", "use separate locals"),
        [OperationKind.RecursivePattern] = ("a pattern that looks into an object", "read its members into locals, and test those"),
        [OperationKind.MethodReference] = ("a method group", "call the method"),
    };

    public static IEnumerable<OperationKind> SpecialKinds => Special.Keys;

    public static string Describe(OperationKind kind) => Special.TryGetValue(kind, out var entry) ? entry.Name : $"this construct ({kind})";

    public static string Advice(OperationKind kind) => Special.TryGetValue(kind, out var entry) ? entry.Advice : Later;

    /// <summary>What happens to a kind: <c>lowered</c>, or the id of its diagnostic.</summary>
    public static string Outcome(OperationKind kind) => Lowered.Contains(kind) ? "lowered" : "ADG0010";
}
