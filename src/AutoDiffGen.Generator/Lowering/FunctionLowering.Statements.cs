using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    private SyntaxNode? _returnSyntax;

    // The id of what the method returns; null when an error was reported.
    private int? Body(IOperation? body)
    {
        var block = body switch
        {
            IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
            IBlockOperation b => b,
            _ => null,
        };
        if (block is null)
        {
            Report("ADG0003", null, _method.Name, "a method without a body", "give it a body, or differentiate the methods that implement it");
            return null;
        }

        int? result = null;
        for (int i = 0; i < block.Operations.Length; i++)
        {
            var statement = block.Operations[i];
            if (statement is IReturnOperation { ReturnedValue: { } value } @return)
            {
                Guarded(() => result = Expression(value));
                _returnSyntax = value.Syntax;
                if (i < block.Operations.Length - 1 && block.Operations[i + 1] is not IReturnOperation)
                {
                    // What follows is unreachable, and C# warns of it.
                    break;
                }

                return result;
            }

            Guarded(() => Statement(statement));
        }

        if (result is null && _diagnostics.Count == 0)
        {
            Report("ADG0003", null, _method.Name, "a method that does not end in one return", "give every path one return at the end, for now: early returns come with control flow");
        }

        return result;
    }

    // One error a statement: the next one is read all the same.
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (LoweringException e)
        {
            Report(e.Id, e.Syntax, [.. e.Arguments]);
        }
    }

    private void Statement(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations)
                {
                    Guarded(() => Statement(inner));
                }

                break;
            case IEmptyOperation:
                break;
            case IExpressionStatementOperation expression:
                ExpressionStatement(expression.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                {
                    Declare(declarator);
                }

                break;
            case IConditionalOperation branch:
                Branch(branch);
                break;
            case ILocalFunctionOperation or IReturnOperation:
                throw Unsupported(statement);
            default:
                throw Unsupported(statement);
        }
    }

    private void ExpressionStatement(IOperation operation)
    {
        if (operation is ISimpleAssignmentOperation { Target: IDiscardOperation } discard)
        {
            Expression(discard.Value);
            return;
        }

        if (operation is IInvocationOperation { TargetMethod.ReturnsVoid: true } call)
        {
            InertCall(call, null);
            return;
        }

        Expression(operation);
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        var symbol = declarator.Symbol;
        if (symbol.IsRef)
        {
            throw new LoweringException("ADG0010", declarator.Syntax, "a ref local", "copy the value into an ordinary local");
        }

        var initializer = declarator.GetVariableInitializer();
        if (initializer is not null)
        {
            Assign(symbol, Expression(initializer.Value));
        }

        // Without an initialiser the local has no value yet; C# makes sure that none is read.
    }

    /// <summary>The local's new value. A value that came from elsewhere keeps its own name, a fresh one takes the local's.</summary>
    private void Assign(ISymbol symbol, int id)
    {
        _values[symbol] = id;
        for (int i = _builder.Ops.Count - 1; i >= 0 && i >= _builder.Ops.Count - 2; i--)
        {
            var op = _builder.Ops[i];
            int at = op.Results.Select((r, k) => (r, k)).Where(p => p.r.Id == id && p.r.Name.Length == 0).Select(p => p.k).DefaultIfEmpty(-1).First();
            if (at >= 0 && op.Code is not ("const" or "parameter"))
            {
                var results = op.Results.Select((r, k) => k == at ? r with { Name = symbol.Name } : r).ToEquatable();
                _builder.Ops[i] = op with { Results = results };
                return;
            }
        }
    }

    // if and else without exits: locals that a branch assigns become results of the branch.
    private void Branch(IConditionalOperation branch)
    {
        int condition = Expression(branch.Condition);
        var before = new Dictionary<ISymbol, int>(_values, SymbolEqualityComparer.Default);
        var thenOps = _builder.Capture(() => Statement(branch.WhenTrue));
        var afterThen = new Dictionary<ISymbol, int>(_values, SymbolEqualityComparer.Default);
        Restore(before);
        var elseOps = branch.WhenFalse is { } otherwise ? _builder.Capture(() => Statement(otherwise)) : [];
        var afterElse = new Dictionary<ISymbol, int>(_values, SymbolEqualityComparer.Default);

        // Only locals that exist outside, and have a value on both sides, can be read afterwards.
        var changed = afterThen.Keys.Where(s => afterElse.ContainsKey(s) && afterThen[s] != afterElse[s]).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        Restore(before);
        foreach (var symbol in afterThen.Keys.Where(s => afterElse.TryGetValue(s, out int other) && afterThen[s] == other))
        {
            _values[symbol] = afterThen[symbol];
        }

        If(branch.Syntax, condition, thenOps, [.. changed.Select(s => afterThen[s])], elseOps, [.. changed.Select(s => afterElse[s])], [.. changed.Select(s => s.Name)], out var results);
        for (int i = 0; i < changed.Count; i++)
        {
            _values[changed[i]] = results[i];
        }
    }

    private void Restore(Dictionary<ISymbol, int> values)
    {
        _values.Clear();
        foreach (var pair in values)
        {
            _values[pair.Key] = pair.Value;
        }
    }

    private void If(SyntaxNode syntax, int condition, List<IrOp> thenOps, List<int> thenYields, List<IrOp> elseOps, List<int> elseYields, List<string> names, out List<int> results)
    {
        var values = thenYields.Select((id, i) => new IrValue(_builder.Id(), _builder.TypeOf(id), names[i])).ToList();
        static IrBlock Region(List<IrOp> ops, List<int> yields) =>
            new(EquatableArray<IrValue>.Empty, ops.Append(IrOp.Create("yield", yields, [])).ToEquatable());
        _builder.Append(IrOp.Create("if", [condition], values, span: Span(syntax), regions: [Region(thenOps, thenYields), Region(elseOps, elseYields)]));
        results = [.. values.Select(v => v.Id)];
    }
}
