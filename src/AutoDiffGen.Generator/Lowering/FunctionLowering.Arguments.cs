using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// The arguments of a call: what is passed by reference is copied in and out, where that makes no difference.
internal sealed partial class FunctionLowering
{
    /// <summary>The arguments in the order of the parameters, evaluated in the order in which they are written.</summary>
    /// <param name="back">Receives the places of ref and out arguments, in the order of the parameters; null: there may be none.</param>
    private int[] Arguments(IInvocationOperation call, List<Place>? back = null) => Arguments(call.TargetMethod, call.Arguments, back);

    /// <param name="named">Receives the places of everything that is passed by reference, by parameter.</param>
    /// <param name="receiver">The struct that the method is called on, when it may change it.</param>
    private int[] Arguments(IMethodSymbol method, IReadOnlyList<IArgumentOperation> given, List<Place>? back, Dictionary<ISymbol, Place>? named = null, (Place Place, SyntaxNode Syntax)? receiver = null, (Place Place, SyntaxNode Syntax)? seen = null)
    {
        List<(Place Place, SyntaxNode Syntax)> reads = seen is { } whole ? [whole] : [];
        var result = new int[method.Parameters.Length];
        var places = new SortedDictionary<int, (Place Place, SyntaxNode Syntax)>();
        foreach (var argument in given)
        {
            var parameter = argument.Parameter!;
            if (named is not null && parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter && IsNamed(argument.Value))
            {
                var read = PlaceOf(argument.Value);
                named[parameter.OriginalDefinition] = read;
                reads.Add((read, argument.Syntax));
                result[parameter.Ordinal] = Read(read);
                continue;
            }

            // What is passed to be read alone is copied too, and the callee may see it change.
            if (back is not null && parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter && HasPlace(argument.Value))
            {
                var read = PlaceOf(argument.Value);
                reads.Add((read, argument.Syntax));
                result[parameter.Ordinal] = Read(read);
                continue;
            }

            if (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter && (back is not null || parameter.RefKind == RefKind.None || !IsPlace(argument.Value)))
            {
                result[parameter.Ordinal] = Expression(argument.Value);
                continue;
            }

            if (back is null)
            {
                throw new LoweringException("ADG0010", argument.Syntax, $"an argument passed by {TypeReader.Shown(parameter.RefKind)} to a method that is not differentiable", "return the value instead");
            }

            var place = PlaceOf(argument.Value);
            if (named is not null)
            {
                named[parameter.OriginalDefinition] = place;
            }

            places[parameter.Ordinal] = (place, argument.Syntax);
            result[parameter.Ordinal] = parameter.RefKind == RefKind.Out ? -1 : Read(place);
        }

        List<(Place Place, SyntaxNode Syntax)> written = receiver is { } self ? [.. places.Values, self] : [.. places.Values];
        Distinct(written, result);
        Unchanged(reads, written, result);
        back?.AddRange(places.Values.Select(p => p.Place));
        return result;
    }

    private static bool IsPlace(IOperation value) => value is ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IFieldReferenceOperation;

    // What a reference can be bound to.
    private bool IsNamed(IOperation value) => value switch
    {
        IParenthesizedOperation parenthesized => IsNamed(parenthesized.Operand),
        IConditionalOperation pick => pick.IsRef,
        ISimpleAssignmentOperation assignment => assignment.IsRef,
        IInvocationOperation call => ReturnsReference(call.TargetMethod) && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || Symbols.IsDifferentiable(call.TargetMethod)),
        IPropertyReferenceOperation { Instance: { } owner, Arguments.Length: 1 } => _types.TryRead(owner.Type) is ArrayType,
        IImplicitIndexerReferenceOperation indexer => _types.TryRead(indexer.Instance.Type) is ArrayType,
        IInstanceReferenceOperation self => self.Type is { IsValueType: true },
        _ => IsPlace(value),
    };

    // A value is copied in and back out, which differs from a reference only where the callee can reach the same memory by
    // another way: that is refused.
    private void Distinct(IReadOnlyList<(Place Place, SyntaxNode Syntax)> places, int[] arguments)
    {
        foreach (var (place, syntax) in places)
        {
            bool array = Owners(place).OfType<ElementPlace>().Any(element => arguments.SelectMany(Leaves).Any(a => a >= 0 && _builder.TypeOf(a) is ArrayType type && type.Innermost.Equals(element.Type)));
            bool twice = places.Any(p => p.Place != place && MayBeSame(p.Place, place));
            if (array || (twice && !ConstantIndices(places)))
            {
                throw new LoweringException("ADG0010", syntax, ReachedOtherwise, "copy the element into a local, pass that, and store it back");
            }
        }
    }

    // Arrays that the call that comes next must not write: an element of theirs was copied.
    private readonly HashSet<int> _held = [];

    private void Unchanged(IReadOnlyList<(Place Place, SyntaxNode Syntax)> reads, IReadOnlyList<(Place Place, SyntaxNode Syntax)> written, int[] arguments)
    {
        _held.Clear();
        foreach (var read in reads)
        {
            if (written.Any(w => MayBeSame(w.Place, read.Place) && !ConstantIndices([w, read])))
            {
                throw new LoweringException("ADG0010", read.Syntax, ReachedOtherwise, "copy the element into a local, pass that, and store it back");
            }

            _held.UnionWith(Owners(read.Place).OfType<ElementPlace>().SelectMany(element => arguments.SelectMany(Leaves)
                .Where(a => a >= 0 && _builder.TypeOf(a) is ArrayType { Kind: not ArrayKind.ReadOnlySpan } type && type.Innermost.Equals(element.Type))));
        }
    }

    /// <summary>What stands in the way of a call that copies what C# passes by reference.</summary>
    public const string ReachedOtherwise = "a reference to memory that the callee may also reach otherwise";

    // Whether an expression that is read can be asked for its place.
    private bool HasPlace(IOperation value) => value switch
    {
        IParenthesizedOperation parenthesized => HasPlace(parenthesized.Operand),
        IParameterReferenceOperation parameter => _values.ContainsKey(parameter.Parameter),
        ILocalReferenceOperation local => _values.ContainsKey(local.Local),
        IInstanceReferenceOperation { Type.IsValueType: true } => _values.ContainsKey(_method.ContainingType),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } => _types.TryRead(owner.Type) is StructType && HasPlace(owner),
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 1 } => value.Type is { } type && _types.TryRead(type) is ScalarType or StructType && IsNamed(value),
        _ => false,
    };

    private static Place Owner(Place place) => place is FieldPlace field ? Owner(field.Owner) : place;

    // Every whole place that a place may be or be a part of.
    private IEnumerable<Place> Owners(Place place) => Owner(place) is ReferencePlace reference
        ? CellsOf(reference.Value).Select((_, k) => Owner(PlaceOf(reference.Value, k, reference.Syntax)))
        : [Owner(place)];

    // Two elements of one type; a local and itself, or parts of it of which one is within the other.
    private bool MayBeSame(Place a, Place b)
    {
        bool known = Owner(a) is not ReferencePlace && Owner(b) is not ReferencePlace;
        bool apart = known && !(PathOf(a) + ".").StartsWith(PathOf(b) + ".", StringComparison.Ordinal) && !(PathOf(b) + ".").StartsWith(PathOf(a) + ".", StringComparison.Ordinal);
        return Owners(a).Any(x => Owners(b).Any(y => x switch
        {
            LocalPlace local => !apart && y is LocalPlace other && SymbolEqualityComparer.Default.Equals(local.Symbol, other.Symbol),
            ElementPlace element => y is ElementPlace other && element.Type.Equals(other.Type),
            _ => false,
        }));
    }

    // Elements of one array at different constant indices are different memory.
    private bool ConstantIndices(IReadOnlyList<(Place Place, SyntaxNode Syntax)> places)
    {
        var elements = places.Select(p => Owner(p.Place)).OfType<ElementPlace>().ToList();
        var constants = elements.Select(e => e.Indices.Count == 1 ? _builder.Ops.FirstOrDefault(o => o.Code == "const" && o.Result.Id == e.Indices[0])?.TryText("value") : null).ToList();
        return elements.Count == places.Count && elements.Select(e => e.Array).Distinct().Count() == 1 && constants.All(c => c is not null) && constants.Distinct().Count() == constants.Count;
    }
}
