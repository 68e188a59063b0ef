using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// References to places: ref locals, ref parameters of local functions, what a method returns by ref. Which kinds of places
// one may stand for is read from the text (FunctionLowering.Cells); its value is which of them it is, and for an element
// the array and the indices. So it goes through branches and loops like a struct.
internal sealed partial class FunctionLowering
{
    /// <summary>A reference of which only the running program knows the place.</summary>
    private sealed record ReferencePlace(int Value, IrType Type, SyntaxNode Syntax) : Place(Type);

    private readonly Dictionary<string, IReadOnlyList<Cell>> _cellsOfShape = [];

    // The numbers of cells that are known while lowering, by the value that holds them.
    private readonly Dictionary<int, int> _knownCells = [];

    private bool IsReference(int id) => IsStruct(id) && _cellsOfShape.ContainsKey(Parts(id).Type.CSharp);

    private IReadOnlyList<Cell> CellsOf(int reference) => _cellsOfShape[Parts(reference).Type.CSharp];

    /// <summary>The type of references to some kinds of places: a number where there are several, an array and indices for each kind of element.</summary>
    private StructType Shape(IReadOnlyList<Cell> cells)
    {
        foreach (var known in _cellsOfShape.Where(s => s.Value.SequenceEqual(cells)))
        {
            return new StructType(known.Key, Fields(cells), "", "");
        }

        string name = "ref " + _cellsOfShape.Count.ToString(CultureInfo.InvariantCulture);
        _cellsOfShape[name] = cells;
        return new StructType(name, Fields(cells), "", "");

        static EquatableArray<StructField> Fields(IReadOnlyList<Cell> cells)
        {
            var fields = new List<StructField>();
            if (cells.Count > 1)
            {
                fields.Add(new StructField("which", ScalarType.I32));
            }

            foreach (var (cell, k) in cells.Select((c, k) => (c, k)).Where(p => p.c is ElementCell))
            {
                string suffix = cells.Count > 1 ? k.ToString(CultureInfo.InvariantCulture) : "";
                fields.Add(new StructField("array" + suffix, ((ElementCell)cell).Array));
                for (int i = 0; i < ((ElementCell)cell).Array.Rank; i++)
                {
                    fields.Add(new StructField("index" + suffix + (i == 0 ? "" : "_" + i), ScalarType.I32));
                }
            }

            return fields.ToEquatable();
        }
    }

    /// <summary>The reference to what an expression names, as one of the shape's kinds of places.</summary>
    private int Reference(IOperation target, StructType shape)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return Reference(parenthesized.Operand, shape);
            case IConditionalOperation pick:
                int condition = Expression(pick.Condition);
                return Merge(pick.Syntax, condition, () => Reference(pick.WhenTrue, shape), () => Reference(pick.WhenFalse!, shape))!.Value;
            default:
                return Reference(PlaceOf(target), shape, target.Syntax);
        }
    }

    private int Reference(Place place, StructType shape, SyntaxNode syntax)
    {
        if (place is ReferencePlace dynamic)
        {
            return Widened(dynamic.Value, shape);
        }

        int k = IndexOf(_cellsOfShape[shape.CSharp], CellOf(place) ?? throw NotNamed(syntax));
        return k >= 0 ? Bound(shape, k, Owner(place) is ElementPlace element ? [element.Array, .. element.Indices] : []) : throw NotNamed(syntax);
    }

    private static int IndexOf(IReadOnlyList<Cell> cells, Cell cell)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].Equals(cell))
            {
                return i;
            }
        }

        return -1;
    }

    private static LoweringException NotNamed(SyntaxNode syntax) =>
        new("ADG0010", syntax, "a reference to memory that has no name here", "refer to a local, a parameter, a field of a struct, or an element of an array or span");

    // A reference of a shape to its kind of place number k, with that place's array and indices.
    private int Bound(StructType shape, int k, IReadOnlyList<int> payload)
    {
        var cells = _cellsOfShape[shape.CSharp];
        var fields = new List<int>();
        if (cells.Count > 1)
        {
            fields.Add(Which(k));
        }

        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] is ElementCell element)
            {
                fields.AddRange(i == k ? payload : [Undefined(element.Array), .. Enumerable.Range(0, element.Array.Rank).Select(_ => _builder.Constant("0", ScalarType.I32))]);
            }
        }

        return Struct(shape, fields);
    }

    private int Which(int k)
    {
        int id = _builder.Constant(k.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
        _knownCells[id] = k;
        return id;
    }

    // The same reference as one of a shape that has all of its kinds of places.
    private int Widened(int reference, StructType shape)
    {
        var (type, fields) = Parts(reference);
        if (type.CSharp == shape.CSharp)
        {
            return reference;
        }

        var (from, to) = (_cellsOfShape[type.CSharp], _cellsOfShape[shape.CSharp]);
        int[] numbers = [.. from.Select(c => IndexOf(to, c))];
        if (Known(reference) is { } known)
        {
            return Bound(shape, numbers[known], Payload(reference, known));
        }

        int which = Which(numbers[from.Count - 1]);
        for (int k = from.Count - 2; k >= 0; k--)
        {
            which = _builder.Op("select", ScalarType.I32, [fields[0], Which(k), Which(numbers[k]), which], ("compare", "eq"));
        }

        var parts = new List<int> { which };
        for (int i = 0; i < to.Count; i++)
        {
            if (to[i] is ElementCell element)
            {
                int k = Array.IndexOf(numbers, i);
                parts.AddRange(k >= 0 ? Payload(reference, k) : [Undefined(element.Array), .. Enumerable.Range(0, element.Array.Rank).Select(_ => _builder.Constant("0", ScalarType.I32))]);
            }
        }

        return Struct(shape, parts);
    }

    private int? Known(int reference) => CellsOf(reference).Count == 1 ? 0 : _knownCells.TryGetValue(Parts(reference).Fields[0], out int k) ? k : null;

    private List<int> Payload(int reference, int k)
    {
        var cells = CellsOf(reference);
        int at = cells.Count > 1 ? 1 : 0;
        for (int i = 0; i < k; i++)
        {
            at += cells[i] is ElementCell before ? 1 + before.Array.Rank : 0;
        }

        return cells[k] is ElementCell element ? [.. Parts(reference).Fields.Skip(at).Take(1 + element.Array.Rank)] : [];
    }

    /// <summary>The place that a reference stands for, where it is known; else one that is found when it is read or written.</summary>
    private Place Resolve(int reference, SyntaxNode syntax) =>
        Known(reference) is { } k ? PlaceOf(reference, k, syntax) : new ReferencePlace(reference, CellsOf(reference)[0].Type, syntax);

    private Place PlaceOf(int reference, int k, SyntaxNode syntax)
    {
        var cell = CellsOf(reference)[k];
        Place place;
        if (cell is LocalCell local)
        {
            place = new LocalPlace(local.Symbol, _types.TryRead(local.Symbol switch { ILocalSymbol l => l.Type, IParameterSymbol p => p.Type, ISymbol type => (ITypeSymbol)type })!, syntax);
        }
        else
        {
            var payload = Payload(reference, k);
            place = new ElementPlace(payload[0], payload.Skip(1).ToEquatable(), ((ElementCell)cell).Array.Element, syntax);
        }

        return Within(place, cell.Path);
    }

    /// <summary>A field of a field ... of a place.</summary>
    private static Place Within(Place place, string path)
    {
        foreach (string name in path.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            place = new FieldPlace(place, name, ((StructType)place.Type).Fields[IndexOf((StructType)place.Type, name)].Type);
        }

        return place;
    }

    // Does something with the place that a reference turns out to stand for.
    private int? AtPlace(ReferencePlace reference, Func<Place, int?> use)
    {
        var cells = CellsOf(reference.Value);
        int? From(int k)
        {
            var place = PlaceOf(reference.Value, k, reference.Syntax);
            if (k == cells.Count - 1)
            {
                return use(place);
            }

            _builder.Span = Span(reference.Syntax);
            int here = _builder.Op("eq", ScalarType.Bool, [Parts(reference.Value).Fields[0], Which(k)]);
            return Merge(reference.Syntax, here, () => use(place), () => From(k + 1));
        }

        return From(0);
    }

    /// <summary>ref T local = ref place, local = ref place.</summary>
    private void Bind(ISymbol symbol, IOperation target)
    {
        int reference = Reference(target, Shape(Cells(symbol)));
        _values[symbol] = reference;
    }

    private static bool ReturnsReference(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    /// <summary>
    /// What a call gives that returns by ref, in terms of the caller: an element where it lies, an argument passed by
    /// reference as the place that was passed.
    /// </summary>
    private int InCaller(int reference, IReadOnlyDictionary<ISymbol, Place> arguments, StructType shape, SyntaxNode syntax)
    {
        var cells = CellsOf(reference);
        int From(int k)
        {
            int Here() => cells[k] is LocalCell local
                ? arguments.TryGetValue(local.Symbol, out var place) ? Reference(Within(place, local.Path), shape, syntax) : throw NotNamed(syntax)
                : Bound(shape, IndexOf(_cellsOfShape[shape.CSharp], cells[k]), Payload(reference, k));
            if (k == cells.Count - 1)
            {
                return Here();
            }

            int test = _builder.Op("eq", ScalarType.Bool, [Parts(reference).Fields[0], Which(k)]);
            return Merge(syntax, test, () => Here(), () => From(k + 1))!.Value;
        }

        return From(0);
    }
}
