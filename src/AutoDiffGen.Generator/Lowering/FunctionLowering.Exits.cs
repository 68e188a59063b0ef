using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// The one place where break, continue, return and throw are normalised: into an exit code, and into the side of a branch
// on which the rest of a statement list stands.
internal sealed partial class FunctionLowering
{
    /// <summary>Reads statements one after the other. What follows one that may leave is read only where it did not.</summary>
    private void StatementList(IReadOnlyList<IOperation> statements, int start = 0)
    {
        for (int i = start; i < statements.Count && !HasLeft; i++)
        {
            var statement = statements[i];
            bool more = statements.Skip(i + 1).Any(s => s is not (IEmptyOperation or ILocalFunctionOperation));
            if (more && statement is IConditionalOperation branch && new[] { branch.WhenTrue, branch.WhenFalse }.Any(side => AlwaysLeaves(side) && !AlwaysThrows(side)))
            {
                int next = i + 1;
                Guarded(() => Branch(branch, () => StatementList(statements, next)));
                return;
            }

            Guarded(() => Statement(statement));
            if (more && MayLeave && !HasLeft)
            {
                int next = i + 1;
                WhereNotLeft(statement.Syntax, () => StatementList(statements, next));
                return;
            }
        }
    }

    /// <summary>Reads what happens only on the paths that have not left.</summary>
    private void WhereNotLeft(SyntaxNode syntax, Action read)
    {
        if (HasLeft)
        {
            return;
        }

        if (_exitKnown == ExitCode.None)
        {
            read();
            return;
        }

        int stays = _builder.Op("eq", ScalarType.Bool, [_exit, _builder.Constant("0", ScalarType.I32)]);
        Merge(syntax, stays, () =>
        {
            _exitKnown = ExitCode.None;
            read();
            return null;
        }, () => null);
    }

    private void Leave(int code) => _exitKnown = code;

    /// <summary>The paths that left with a code go on from here: at the end of a switch, of a loop's body.</summary>
    private void Arrive(int code)
    {
        if (_exitKnown == code)
        {
            _exitKnown = ExitCode.None;
        }
        else if (_exitKnown is null)
        {
            int zero = _builder.Constant("0", ScalarType.I32);
            int arrived = _builder.Constant(code.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarType.I32);
            _exit = _builder.Op("select", ScalarType.I32, [_exit, arrived, zero, _exit], "exit", ("compare", "eq"));
        }
    }

    // if and else; what follows the statement, where it is known to follow one side only, stands on that side.
    private void Branch(IConditionalOperation branch, Action? rest = null)
    {
        int condition = Expression(branch.Condition);
        bool thenLeaves = AlwaysLeaves(branch.WhenTrue), elseLeaves = AlwaysLeaves(branch.WhenFalse);
        int? Side(IOperation? statement, bool leaves)
        {
            if (statement is not null)
            {
                Statement(statement);
            }

            if (!leaves && rest is not null)
            {
                WhereNotLeft(branch.Syntax, rest);
            }

            return null;
        }

        Merge(branch.Syntax, condition, () => Side(branch.WhenTrue, thenLeaves), () => Side(branch.WhenFalse, elseLeaves));
    }

    /// <summary>Whether no path reaches the end of a statement, as far as its outline shows.</summary>
    private static bool AlwaysLeaves(IOperation? statement) => statement switch
    {
        IBlockOperation block => block.Operations.Any(AlwaysLeaves),
        IReturnOperation or IBranchOperation => true,
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IConditionalOperation { WhenFalse: not null } branch => AlwaysLeaves(branch.WhenTrue) && AlwaysLeaves(branch.WhenFalse),
        _ => false,
    };

    /// <summary>Whether a statement only throws: what follows it needs no other side to stand on.</summary>
    private static bool AlwaysThrows(IOperation? statement) => statement switch
    {
        IBlockOperation block => block.Operations.Length > 0 && AlwaysThrows(block.Operations[0]),
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private void Return(IReturnOperation statement)
    {
        if (statement.ReturnedValue is { } value)
        {
            int result = _returnType is StructType shape && _cellsOfShape.ContainsKey(shape.CSharp) ? Reference(value, shape) : Expression(value);
            if (_dead)
            {
                return;
            }

            _returned = result;
            _returnSyntax ??= value.Syntax;
        }

        Leave(ExitCode.Return);
    }

    private void Jump(IBranchOperation branch)
    {
        if (branch.BranchKind == BranchKind.GoTo)
        {
            throw Unsupported(branch);
        }

        bool ofSwitch = branch.BranchKind == BranchKind.Break && _breakables.Count > 0 && _breakables.Peek() is ISwitchOperation;
        Leave(branch.BranchKind == BranchKind.Continue ? ExitCode.Continue : ofSwitch ? ExitCode.EndSwitch : ExitCode.Break);
    }

    // The loops and switches around the statement that is being read, innermost last.
    private readonly Stack<IOperation> _breakables = new();

    private void Within(IOperation breakable, Action read)
    {
        _breakables.Push(breakable);
        try
        {
            read();
        }
        finally
        {
            _breakables.Pop();
        }
    }

    private void Throw(IThrowOperation statement)
    {
        if (statement.Exception is not { } exception)
        {
            throw Unsupported(statement);
        }

        int thrown = Expression(exception);
        _builder.Span = Span(statement.Syntax);
        _builder.Append(IrOp.Create("throw", [thrown], [], span: _builder.Span));
        _dead = true;
    }
}
