using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>What is known of a method and the elements of an array that it is given.</summary>
internal enum Writing
{
    /// <summary>It only reads them.</summary>
    Never,

    /// <summary>It may write to them: its text is not here, or hands the array to something that cannot be looked into.</summary>
    Perhaps,

    /// <summary>It assigns an element somewhere.</summary>
    Somewhere,
}

/// <summary>
/// Reads the body of a method, and those of the methods that it passes an array on to, for writes to the elements of an
/// array parameter. Every use of the array, or of a local that may stand for it, is a read only when it is known as one.
/// </summary>
internal sealed class ArrayWrites
{
    private static readonly HashSet<string> Readers = ["Length", "LongLength", "IsEmpty", "Rank", "GetLength", "GetUpperBound", "GetLowerBound", "ToArray", "Clone", "GetEnumerator", "SequenceEqual", "IndexOf", "Contains"];
    private static readonly HashSet<string> Views = ["AsSpan", "Slice", "op_Implicit"];

    private readonly Compilation _compilation;
    private readonly Dictionary<ISymbol, Writing> _known = new(SymbolEqualityComparer.Default);

    private ArrayWrites(Compilation compilation) => _compilation = compilation;

    public static Writing Of(IParameterSymbol parameter, Compilation compilation) => new ArrayWrites(compilation).Parameter(parameter.OriginalDefinition);

    private Writing Parameter(IParameterSymbol parameter)
    {
        if (parameter.Type is INamedTypeSymbol { Name: "ReadOnlySpan" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" })
        {
            return Writing.Never;
        }

        // One that is being read adds nothing to what its first reading finds.
        if (_known.TryGetValue(parameter, out var known))
        {
            return known;
        }

        _known[parameter] = Writing.Never;
        return _known[parameter] = Read(parameter);
    }

    private Writing Read(IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.ContainingSymbol is not IMethodSymbol method || method.IsVirtual || method.IsAbstract || method.IsOverride || Body(method) is not { } body)
        {
            return Writing.Perhaps;
        }

        var names = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { parameter };
        if (method.PartialImplementationPart is { } part)
        {
            names.Add(part.Parameters[parameter.Ordinal]);
        }

        var all = body.DescendantsAndSelf().ToList();
        var worst = Writing.Never;
        int before;
        do
        {
            before = names.Count;
            worst = all.Where(o => o is IParameterReferenceOperation p && names.Contains(p.Parameter) || o is ILocalReferenceOperation l && names.Contains(l.Local))
                .Select(o => Use(o, names)).DefaultIfEmpty(Writing.Never).Max();
        }
        while (names.Count > before);
        return worst;
    }

    private IOperation? Body(IMethodSymbol method)
    {
        var syntax = ((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault())?.GetSyntax();
        return syntax is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax && _compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax)
            : null;
    }

    // What is done with an array, or with a reference that may stand for it.
    private Writing Use(IOperation array, HashSet<ISymbol> names)
    {
        switch (array.Parent)
        {
            case IConversionOperation { IsImplicit: true, Parent: IForEachLoopOperation } collection:
                return Use(collection, names);
            case IConversionOperation conversion when conversion.Type is INamedTypeSymbol { Name: "ReadOnlySpan" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" }:
                return Writing.Never;
            case IConversionOperation or IParenthesizedOperation or ICoalesceOperation:
                return Use(array.Parent, names);
            case IConditionalOperation choice when choice.Condition != array:
                return Use(choice, names);
            case IArrayElementReferenceOperation element when element.ArrayReference == array:
                return element.Type is IArrayTypeSymbol ? Use(element, names) : Element(element);
            case IPropertyReferenceOperation { Property.IsIndexer: true } element when element.Instance == array:
                return element.Type is IArrayTypeSymbol ? Use(element, names) : Element(element);
            case IImplicitIndexerReferenceOperation { Argument.Type.Name: "Range" } slice when slice.Instance == array:
                return Use(slice, names);
            case IImplicitIndexerReferenceOperation element when element.Instance == array:
                return Element(element);
            case IPropertyReferenceOperation property when property.Instance == array && Readers.Contains(property.Property.Name):
                return Writing.Never;
            case IInvocationOperation call when call.Instance == array:
                return Call(call, names);
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return Argument(call, argument, names);
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: { } row } } loop when loop.Collection == array:
                return row.IsRef ? Writing.Perhaps : Named(row, row.Type is IArrayTypeSymbol, names);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } }:
                return Named(local, true, names);
            case ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation local } assignment when assignment.Value == array:
                return Named(local.Local, true, names);
            case ISimpleAssignmentOperation assignment when assignment.Target == array:
                return Writing.Never;
            case IBinaryOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } or INameOfOperation or IExpressionStatementOperation:
                return Writing.Never;
            default:
                return Writing.Perhaps;
        }
    }

    private static Writing Named(ILocalSymbol local, bool isAlias, HashSet<ISymbol> names)
    {
        if (isAlias)
        {
            names.Add(local);
        }

        return Writing.Never;
    }

    private static Writing Element(IOperation element)
    {
        switch (element.Parent)
        {
            case IAssignmentOperation assignment when assignment.Target == element:
            case IIncrementOrDecrementOperation:
                return Writing.Somewhere;
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation tuple } target when tuple.Target == target:
                return Writing.Somewhere;
            case IArgumentOperation argument when argument.Parameter?.RefKind is not (null or RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter):
                return Writing.Somewhere;
            case ITupleOperation { Parent: ITupleOperation }:
                return Writing.Perhaps;

            // A field of a struct in it, or a method that may change that struct.
            case IFieldReferenceOperation or IPropertyReferenceOperation when element.Type is { IsValueType: true }:
                return Element(element.Parent);
            case IInvocationOperation call when call.Instance == element && element.Type is { IsValueType: true, SpecialType: SpecialType.None }:
                return call.TargetMethod.IsReadOnly || call.TargetMethod.ContainingType.IsReadOnly ? Writing.Never : Writing.Perhaps;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } }:
            case ISimpleAssignmentOperation { IsRef: true }:
            case IReturnOperation { SemanticModel: not null } when element.Syntax.Parent is RefExpressionSyntax:
            case IAddressOfOperation:
                return Writing.Perhaps;
            default:
                return element.Syntax.Parent is RefExpressionSyntax ? Writing.Perhaps : Writing.Never;
        }
    }

    private Writing Call(IInvocationOperation call, HashSet<ISymbol> names)
    {
        string name = call.TargetMethod.Name;
        return name is "Fill" or "Clear" ? Writing.Somewhere
            : name is "CopyTo" or "TryCopyTo" || Readers.Contains(name) ? Writing.Never
            : Views.Contains(name) ? Use(call, names)
            : Writing.Perhaps;
    }

    private Writing Argument(IInvocationOperation call, IArgumentOperation argument, HashSet<ISymbol> names)
    {
        var method = call.TargetMethod;
        if (argument.Parameter is not { } parameter)
        {
            return Writing.Perhaps;
        }

        if (Symbols.IsIn(method, "System") && method.ContainingType.Name == "MemoryExtensions" && parameter.Ordinal == 0)
        {
            return Call(call, names);
        }

        if (Symbols.IsIn(method, "System") && method.ContainingType.Name == "Array")
        {
            return method.Name is "Fill" or "Clear" or "Reverse" or "Sort" ? Writing.Somewhere
                : method.Name is "Copy" ? parameter.Name == "sourceArray" ? Writing.Never : Writing.Somewhere
                : method.Name is "IndexOf" or "BinarySearch" or "Exists" or "Find" or "FindIndex" ? Writing.Never : Writing.Perhaps;
        }

        return method.ReturnType is IArrayTypeSymbol or INamedTypeSymbol { IsRefLikeType: true } && method.DeclaringSyntaxReferences.Length > 0 ? Writing.Perhaps : Parameter(parameter.OriginalDefinition);
    }
}
