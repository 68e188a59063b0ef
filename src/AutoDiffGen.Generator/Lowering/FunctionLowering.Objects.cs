using System.Globalization;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Objects that the method makes or is given. Which object a variable stands for is known while the method is read, so that two
// variables may name one object: its fields are the present values of a symbol that no source declares. A reference whose
// object only shows when the program runs is an error.
internal sealed partial class FunctionLowering
{
    private const int FirstObject = -1_000_000;

    private readonly List<(ISymbol Key, StructType Type)> _objects = [];

    private static bool IsObject(int id) => id <= FirstObject;

    private (ISymbol Key, StructType Type) ObjectOf(int reference) => _objects[FirstObject - reference];

    /// <summary>The fields of an object as they are now.</summary>
    private int StateOf(int reference) => _values[ObjectOf(reference).Key];

    /// <summary>A new object with these fields; its reference comes back.</summary>
    private int NewObject(Compilation compilation, StructType type, string name, int state)
    {
        int count = _objects.Count + 1;
        var key = compilation.CreateErrorTypeSymbol(null, name + (count == 1 ? "" : count.ToString(CultureInfo.InvariantCulture)), 0);
        int reference = FirstObject - _objects.Count;
        _objects.Add((key, type));
        _values[key] = state;
        _builder.Types[reference] = new OpaqueType(type.CSharp);
        return reference;
    }

    // new B(...) { X = ... } of a marked class whose fields are numbers and structs of numbers.
    private int? ObjectCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol named || StructReader.TryReadClass(named, _types) is not { } type)
        {
            return null;
        }

        if (type.Fields.Any(f => f.IsUnnamed))
        {
            throw new LoweringException("ADG0010", creation.Syntax, $"the constructor of {TypeReader.Shown(named)}, whose parameters its members use", "assign them to fields");
        }

        int state = creation.Arguments.Length == 0 && creation.Constructor!.IsImplicitlyDeclared ? Initialised(named, ZeroOf(type)) : Constructed(creation, type);
        int made = NewObject(creation.SemanticModel!.Compilation, type, NameScope.Camel(named.Name), state);
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
        {
            if (initializer is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment)
            {
                throw Unsupported(initializer);
            }

            int value = Expression(assignment.Value);
            Write(member is IPropertyReferenceOperation { Arguments.Length: 0, Property: { SetMethod: { } setter } property } && !type.Fields.Any(f => f.Name == property.Name) && Symbols.IsDifferentiable(setter)
                ? new ObjectAccessorPlace(made, property, EquatableArray<int>.Empty, TypeOf(member), member)
                : MemberPlace(made, member), value);
        }

        return made;
    }

    private FieldPlace MemberPlace(int reference, IMemberReferenceOperation member)
    {
        var (key, type) = ObjectOf(reference);
        string name = member.Member is IFieldSymbol field ? StructReader.Name(field) : member.Member.Name;
        var found = type.Fields.FirstOrDefault(f => f.Name == name)
            ?? throw new LoweringException("ADG0009", member.Syntax, member.Syntax.ToString());
        return new FieldPlace(new LocalPlace(key, type, member.Syntax), name, found.Type);
    }

    /// <summary>A field or automatic property of an object that the method made; null for one of any other object.</summary>
    private FieldPlace? MemberPlace(IOperation target) =>
        target is IMemberReferenceOperation { Instance: { Type: INamedTypeSymbol { IsReferenceType: true } type } instance } member && StructReader.TryReadClass(type, _types) is not null
            && Expression(instance) is var id && IsObject(id)
            ? MemberPlace(id, member)
            : null;

    /// <summary>Whether an expression that is a reference stands where only the object it names matters.</summary>
    private static bool MayStandFor(IOperation reference) => reference.Parent switch
    {
        IVariableInitializerOperation or IExpressionStatementOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation } => true,
        IInvocationOperation call => Symbols.IsDifferentiable(call.TargetMethod),
        IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation call } => call.TargetMethod.MethodKind == MethodKind.LocalFunction || Symbols.IsDifferentiable(call.TargetMethod),
        IConditionalAccessOperation access => access.Operation == reference,
        IIsPatternOperation test => test.Value == reference,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } test => IsNull(test.LeftOperand) || IsNull(test.RightOperand),
        IConversionOperation { Type.SpecialType: SpecialType.System_Object, Parent: IBinaryOperation } compared => MayStandFor(compared),
        IConversionOperation conversion => SymbolEqualityComparer.Default.Equals(conversion.Type, reference.Type) && MayStandFor(conversion),
        IParenthesizedOperation parenthesized => MayStandFor(parenthesized),
        _ => false,
    };

    private static LoweringException Lost(SyntaxNode? syntax) => new("ADG0010", syntax,
        "a reference to an object, where which object it is shows only when the program runs, or which leaves the method", "keep each object in a variable of its own, and give it to methods that are marked [Differentiable]");

    private int Standing(int id, IOperation at) => IsObject(id) && !MayStandFor(at) ? throw Lost(at.Syntax) : id;

    private readonly HashSet<ISymbol> _lost = new(SymbolEqualityComparer.Default);

    // A variable that names one object on one path and another one on the other names none where they meet.
    private void JoinReferences(State before, State then, State otherwise)
    {
        foreach (var symbol in before.Values.Keys.ToList())
        {
            int? a = then.Values.TryGetValue(symbol, out int x) ? x : null, b = otherwise.Values.TryGetValue(symbol, out int y) ? y : null;
            if ((a == b && a is not null) || (a is { } p && b is { } q && !IsObject(p) && !IsObject(q)))
            {
                continue;
            }

            if ((then.Dead ? b : otherwise.Dead ? a : null) is { } only)
            {
                then.Values[symbol] = otherwise.Values[symbol] = before.Values[symbol] = only;
                continue;
            }

            _lost.Add(symbol);
            new[] { before, then, otherwise }.ToList().ForEach(s => s.Values.Remove(symbol));
        }
    }

    // The objects among the arguments of a call; one object under two names would be two to the callee.
    private List<(int Index, int Reference)> Objects(IOperation at, int receiver, int[] arguments, IReadOnlyList<Place> places)
    {
        var found = arguments.Select((a, i) => (Index: i, Reference: a)).Append((Index: -1, Reference: receiver)).Where(p => IsObject(p.Reference)).ToList();
        bool within = places.Any(p => Owner(p) is LocalPlace local && found.Any(f => SymbolEqualityComparer.Default.Equals(ObjectOf(f.Reference).Key, local.Symbol)));
        return within || found.Select(p => p.Reference).Distinct().Count() < found.Count
            ? throw new LoweringException("ADG0010", at.Syntax, "a call that is given one object twice", "write the method for one object")
            : found;
    }

    public static bool HasInitializers(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.SelectMany(r => ((Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)r.GetSyntax()).Members)
        .Any(m => m is Microsoft.CodeAnalysis.CSharp.Syntax.FieldDeclarationSyntax f && !f.Modifiers.Any(k => k.ValueText is "static" or "const") && f.Declaration.Variables.Any(v => v.Initializer is not null)
            || m is Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer: not null } p && !p.Modifiers.Any(k => k.ValueText == "static"));
}
