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
        _root = body;
        var statements = block?.Operations as IReadOnlyList<IOperation> ?? ConstructorBody(body);
        if (statements is null)
        {
            Report("ADG0003", null, _method.Name, "a method without a body", "give it a body, or differentiate the methods that implement it");
            return null;
        }

        StatementList(statements);
        if (_diagnostics.Count > 0)
        {
            return null;
        }

        if (_returned is null && _returnType is not null)
        {
            Report("ADG0003", null, _method.Name, "a method that never returns a value", "return the value that is to be differentiated");
        }

        return _returned;
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
            if (e.Id.Length > 0)
            {
                Report(e.Id, e.Syntax, [.. e.Arguments]);
            }
        }
    }

    private void Statement(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                StatementList(block.Operations);
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
            case ILoopOperation loop:
                Loop(loop);
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case ILocalFunctionOperation:
                // Its body is read where it is called.
                break;
            case IReturnOperation @return:
                Return(@return);
                break;
            case IBranchOperation jump:
                Jump(jump);
                break;
            case IThrowOperation @throw:
                Throw(@throw);
                break;
            default:
                throw Unsupported(statement);
        }
    }

    private void ExpressionStatement(IOperation operation)
    {
        if (operation is IThrowOperation thrown)
        {
            Throw(thrown);
            return;
        }

        if (operation is ISimpleAssignmentOperation { Target: IDiscardOperation } discard)
        {
            Expression(discard.Value);
            return;
        }

        if (operation is IInvocationOperation { TargetMethod.ReturnsVoid: true } call)
        {
            Invocation(call);
            return;
        }

        Expression(operation);
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        var symbol = declarator.Symbol;
        var initializer = declarator.GetVariableInitializer();
        if (symbol.IsRef && initializer is not null)
        {
            Bind(symbol, initializer.Value);
            return;
        }

        if (symbol.Type.TypeKind == TypeKind.Delegate && LocalFunctions.LambdaOf(symbol, declarator) is not null)
        {
            return;
        }

        if (initializer is not null)
        {
            Assign(symbol, Expression(initializer.Value));
        }

        // Without an initialiser the local has no value yet; C# makes sure that none is read.
        else if (_types.TryRead(symbol.Type) is { } type)
        {
            _values[symbol] = Rebuild(type, [.. LeafTypes(type, symbol.Name).Select(leaf => Undefined(leaf.Type, leaf.Name))]);
        }
    }

    /// <summary>The local's new value. A value that came from elsewhere keeps its own name, a fresh one takes the local's.</summary>
    private void Assign(ISymbol symbol, int id)
    {
        _values[symbol] = id;
        if (IsStruct(id) || IsObject(id))
        {
            return;
        }

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
}
