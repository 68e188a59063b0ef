using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Which kinds of places a reference may stand for, as the text shows: from every expression that is bound to it.
internal sealed partial class FunctionLowering
{
    /// <summary>A kind of place: a local or one of its fields, or the elements of arrays of one type or a field of theirs.</summary>
    private abstract record Cell(string Path, IrType Type);

    private sealed record LocalCell(ISymbol Symbol, string Path, IrType Type) : Cell(Path, Type);

    // An array and a span of it are one kind.
    private sealed record ElementCell(ArrayType Array, string Path, IrType Type) : Cell(Path, Type);

    private readonly Dictionary<ISymbol, IReadOnlyList<Cell>> _cells = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _finding = new(SymbolEqualityComparer.Default);
    private IOperation? _root;

    private static ElementCell ElementsOf(ArrayType type) => new(type with { Kind = ArrayKind.Span }, "", type.Element);

    /// <summary>The kind of a known place; null for one that no reference can stand for.</summary>
    private Cell? CellOf(Place place) => place switch
    {
        LocalPlace local => new LocalCell(local.Symbol, "", local.Type),
        ElementPlace element => ElementsOf((ArrayType)_builder.TypeOf(element.Array)),
        FieldPlace field => CellOf(field.Owner) is { } owner ? Field(owner, field.Name, field.Type) : null,
        _ => null,
    };

    private static Cell Field(Cell owner, string name, IrType type) => owner with { Path = owner.Path + "." + name, Type = type };

    /// <summary>The kinds of places that a ref local may stand for, of every binding of it together.</summary>
    private IReadOnlyList<Cell> Cells(ISymbol symbol)
    {
        if (_cells.TryGetValue(symbol, out var known))
        {
            return known;
        }

        if (!_finding.Add(symbol))
        {
            return [];
        }

        List<Cell> found;
        try
        {
            found = [.. Bindings(symbol).Distinct()];
        }
        finally
        {
            _finding.Remove(symbol);
        }

        // One that is being found within another's search is not whole yet.
        return _finding.Count == 0 ? _cells[symbol] = found : found;
    }

    private List<Cell> Bindings(ISymbol symbol)
    {
        var cells = new List<Cell>();
        foreach (var op in _root?.DescendantsAndSelf() ?? [])
        {
            switch (op)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol) && declarator.GetVariableInitializer() is { } initializer:
                    cells.AddRange(Cells(initializer.Value));
                    break;
                case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, symbol):
                    cells.AddRange(Cells(assignment.Value));
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation element } each when SymbolEqualityComparer.Default.Equals(element.Symbol, symbol):
                    cells.Add(_types.TryRead(Unconverted(each.Collection).Type) is ArrayType array ? ElementsOf(array) : throw NotNamed(each.Collection.Syntax));
                    break;
            }
        }

        return cells;
    }

    private IReadOnlyList<Cell> Cells(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return Cells(parenthesized.Operand);
            case IConversionOperation conversion when conversion.IsImplicit:
                return Cells(conversion.Operand);
            case IConditionalOperation pick:
                return [.. Cells(pick.WhenTrue).Concat(Cells(pick.WhenFalse!)).Distinct()];
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                return Cells(assignment.Target);
            case ILocalReferenceOperation { Local.IsRef: true } reference:
                return Cells(reference.Local);
            case ILocalReferenceOperation local:
                return [new LocalCell(local.Local, "", TypeOf(local))];
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return [new LocalCell(declared.Local, "", TypeOf(declared))];
            case IParameterReferenceOperation parameter:
                return _cells.TryGetValue(parameter.Parameter, out var bound) ? bound : [new LocalCell(parameter.Parameter, "", TypeOf(parameter))];
            case IInstanceReferenceOperation { Type.IsValueType: true }:
                return [new LocalCell(_method.ContainingType, "", TypeOf(target))];
            case IArrayElementReferenceOperation { ArrayReference: var array } when _types.TryRead(array.Type) is ArrayType type:
                return [ElementsOf(type)];
            case IImplicitIndexerReferenceOperation { Instance: var owner } when _types.TryRead(owner.Type) is ArrayType type:
                return [ElementsOf(type)];
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner } when _types.TryRead(owner.Type) is ArrayType type:
                return [ElementsOf(type)];
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } field when _types.TryRead(owner.Type) is StructType:
                return [.. Cells(owner).Select(c => Field(c, TupleName(field.Field), TypeOf(field)))];
            case IPropertyReferenceOperation { Property: { GetMethod: { } getter } } property when ReturnsReference(getter) && Symbols.IsDifferentiable(getter):
                return Cells(getter, property.Arguments, property.Instance, target);
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call when LocalFunctions.BodyOf(call.TargetMethod.OriginalDefinition, call) is { } body:
                return LocalFunctionCells(call, body);
            case IInvocationOperation call when ReturnsReference(call.TargetMethod) && Symbols.IsDifferentiable(call.TargetMethod):
                return Cells(call.TargetMethod, call.Arguments, call.Instance, target);
            default:
                throw NotNamed(target.Syntax);
        }
    }

    // What a local function returns, with the places that it is given in place of its ref parameters.
    private IReadOnlyList<Cell> LocalFunctionCells(IInvocationOperation call, IBlockOperation body)
    {
        var function = call.TargetMethod.OriginalDefinition;
        var hidden = new List<(ISymbol Symbol, IReadOnlyList<Cell>? Cells)>();
        foreach (var argument in call.Arguments.Where(a => IsByReference(a)))
        {
            var parameter = function.Parameters[argument.Parameter!.Ordinal];
            var cells = Cells(argument.Value);
            hidden.Add((parameter, _cells.TryGetValue(parameter, out var before) ? before : null));
            _cells[parameter] = cells;
        }

        var found = body.Descendants().OfType<IReturnOperation>().Where(r => r.ReturnedValue is not null).SelectMany(r => Cells(r.ReturnedValue!)).Distinct().ToList();
        foreach (var (symbol, before) in hidden)
        {
            _cells.Remove(symbol);
            if (before is not null)
            {
                _cells[symbol] = before;
            }
        }

        return found;
    }

    private IReadOnlyList<Cell> Cells(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, IOperation? receiver, IOperation at)
    {
        var own = ReturnCells(method);
        if (own.Count == 0)
        {
            throw NotNamed(at.Syntax);
        }

        IOperation? Argument(ISymbol symbol) => symbol is IParameterSymbol parameter ? arguments.FirstOrDefault(a => a.Parameter!.Ordinal == parameter.Ordinal)?.Value : receiver;
        IEnumerable<Cell> InCaller(Cell cell) => cell is not LocalCell local ? [cell]
            : Argument(local.Symbol) is { } value && IsNamed(value) ? Cells(value).Select(c => c with { Path = c.Path + local.Path, Type = local.Type })
            : [];
        return [.. own.SelectMany(InCaller).Distinct()];
    }

    /// <summary>
    /// The kinds of places that a method may return by ref, as its signature shows: elements of the arrays that it is
    /// given, parameters by reference, the struct that it is a method of, and fields of these of the returned type.
    /// </summary>
    private IReadOnlyList<Cell> ReturnCells(IMethodSymbol method)
    {
        if (_types.TryRead(method.ReturnType) is not { } type)
        {
            return [];
        }

        var cells = new List<Cell>();
        void Add(Cell cell)
        {
            if (cell.Type.Equals(type))
            {
                cells.Add(cell);
            }

            foreach (var field in (cell.Type as StructType)?.Fields ?? EquatableArray<StructField>.Empty)
            {
                Add(Field(cell, field.Name, field.Type));
            }
        }

        if (!method.IsStatic && _types.TryRead(method.ContainingType) is StructType self)
        {
            Add(new LocalCell(method.ContainingType, "", self));
        }

        foreach (var parameter in method.OriginalDefinition.Parameters.Zip(method.Parameters, (original, p) => (Symbol: original, p.Type, p.RefKind)))
        {
            var given = _types.TryRead(parameter.Type);
            for (var array = given as ArrayType; array is not null; array = array.Element as ArrayType)
            {
                Add(ElementsOf(array));
            }

            if (given is not null and not ArrayType && parameter.RefKind is not RefKind.None and not RefKind.Out)
            {
                Add(new LocalCell(parameter.Symbol, "", given));
            }
        }

        return [.. cells.Distinct()];
    }

    private bool IsByReference(IArgumentOperation argument) =>
        argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out || (argument.Parameter.RefKind != RefKind.None && IsNamed(argument.Value));

    /// <summary>What is written when some references are: the locals behind them.</summary>
    private IEnumerable<ISymbol> Behind(IEnumerable<ISymbol> references) => references
        .SelectMany(s => _cells.TryGetValue(s, out var known) ? known : s is ILocalSymbol { IsRef: true } ? Cells(s) : [])
        .OfType<LocalCell>().Select(c => c.Symbol);
}
