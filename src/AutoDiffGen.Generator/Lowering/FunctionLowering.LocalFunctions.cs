using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Local functions, and lambdas held in a local that is never assigned again: their bodies are read where they are called,
// with the values that the locals around them have then.
internal sealed partial class FunctionLowering
{
    // What a return in the body that is being read gives.
    private IrType? _returnType;

    private int LocalCall(IInvocationOperation call)
    {
        var (function, body) = call.TargetMethod.MethodKind == MethodKind.LocalFunction
            ? (call.TargetMethod.OriginalDefinition, LocalFunctions.BodyOf(call.TargetMethod.OriginalDefinition, call))
            : Lambda(call);
        if (body is null)
        {
            throw new LoweringException("ADG0010", call.Syntax, "a call of a delegate whose body cannot be seen here", "call a method, a local function, or a lambda held in a local that is assigned once");
        }

        if (LocalFunctions.CallsItself(function, call))
        {
            return RecursiveLocalCall(call, function);
        }

        // In C#'s order: arguments first, then the body with its parameters as locals.
        // What is passed by reference stays a reference: the body may reach the same place by its own name.
        var bound = new List<(IParameterSymbol Parameter, int Value, IReadOnlyList<Cell>? Cells)>();
        var returnCells = ReturnsReference(function) ? Cells(call) : null;
        foreach (var argument in call.Arguments)
        {
            var parameter = function.Parameters[argument.Parameter!.Ordinal];
            if (!IsByReference(argument) || argument.Value is IDiscardOperation)
            {
                bound.Add((parameter, parameter.RefKind == RefKind.Out ? ZeroOf(TypeOf(argument.Value)) : Expression(argument.Value), null));
                continue;
            }

            if (argument.Value is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            {
                _values[declared.Local] = ZeroOf(TypeOf(declared));
            }

            var cells = Cells(argument.Value);
            bound.Add((parameter, Reference(argument.Value, Shape(cells)), cells));
        }

        foreach (var (parameter, value, cells) in bound)
        {
            _values[parameter] = value;
            if (cells is not null)
            {
                _cells[parameter] = cells;
            }
        }

        var (exitKnown, exit, returned, type) = (_exitKnown, _exit, _returned, _returnType);
        (_exitKnown, _returned) = (ExitCode.None, null);
        _returnType = function.ReturnsVoid ? null : returnCells is not null ? Shape(returnCells) : _types.TryRead(function.ReturnType) ?? throw new LoweringException("ADG0007", call.Syntax, TypeReader.Shown(function.ReturnType));
        var loops = _breakables.ToArray();
        _breakables.Clear();
        StatementList(body.Operations);
        foreach (var loop in Enumerable.Reverse(loops))
        {
            _breakables.Push(loop);
        }

        int? result = _returned;
        (_exitKnown, _exit, _returned, _returnType) = (exitKnown, exit, returned, type);
        foreach (var (parameter, _, _) in bound)
        {
            _values.Remove(parameter);
            _cells.Remove(parameter);
        }

        return result ?? -1;
    }

    private static (IMethodSymbol Function, IBlockOperation? Body) Lambda(IInvocationOperation call) =>
        call.Instance is ILocalReferenceOperation local && LocalFunctions.LambdaOf(local.Local, call) is { } lambda
            ? (lambda.Symbol, lambda.Body)
            : (call.TargetMethod, null);
}

/// <summary>Finds the bodies of local functions and lambdas around a call.</summary>
internal static class LocalFunctions
{
    public static IBlockOperation? BodyOf(IMethodSymbol function, IOperation near) =>
        Root(near).Descendants().OfType<ILocalFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, function))?.Body;

    /// <summary>The bodies of a local function and of the local functions and lambdas that it may call, its own first.</summary>
    public static List<IBlockOperation> Reached(IMethodSymbol function, IOperation near)
    {
        var found = new List<IBlockOperation>();
        var pending = new Queue<IBlockOperation?>([BodyOf(function, near)]);
        while (pending.Count > 0)
        {
            if (pending.Dequeue() is not { } body || found.Contains(body))
            {
                continue;
            }

            found.Add(body);
            foreach (var called in Called(body, near))
            {
                pending.Enqueue(called);
            }
        }

        return found;
    }

    /// <summary>Whether a local function can be called by itself, directly or through others.</summary>
    public static bool CallsItself(IMethodSymbol function, IOperation near) =>
        BodyOf(function, near) is { } own && Reached(function, near).Any(body => Called(body, near).Contains(own));

    /// <summary>The declaration that a body belongs to.</summary>
    public static SyntaxNode Declaration(IBlockOperation body) => body.Parent is ILocalFunctionOperation or IAnonymousFunctionOperation ? body.Parent.Syntax : body.Syntax;

    /// <summary>A local function by its name and its number among those of the method.</summary>
    public static string Place(IMethodSymbol function, IOperation near) =>
        $"{function.Name}@{All(Root(near)).FindIndex(f => SymbolEqualityComparer.Default.Equals(f.Symbol, function))}";

    public static ILocalFunctionOperation? At(string place, IOperation body) => All(Root(body)).Where((f, i) => $"{f.Symbol.Name}@{i}" == place).FirstOrDefault();

    private static List<ILocalFunctionOperation> All(IOperation root) => [.. root.DescendantsAndSelf().OfType<ILocalFunctionOperation>()];

    // A call within a function that is declared in the body is found when that one is called.
    private static IEnumerable<IBlockOperation?> Called(IBlockOperation body, IOperation near) => body.Descendants().OfType<IInvocationOperation>().Select(call => call.TargetMethod.MethodKind switch
    {
        MethodKind.LocalFunction => BodyOf(call.TargetMethod.OriginalDefinition, near),
        MethodKind.DelegateInvoke when call.Instance is ILocalReferenceOperation held => LambdaOf(held.Local, near)?.Body,
        _ => null,
    }).Where(b => b is not null);

    /// <summary>The lambda that a local is declared with, when nothing assigns the local again.</summary>
    public static IAnonymousFunctionOperation? LambdaOf(ILocalSymbol local, IOperation near)
    {
        var all = Root(near).DescendantsAndSelf().ToList();
        if (all.OfType<IAssignmentOperation>().Any(a => a.Target is ILocalReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Local, local)))
        {
            return null;
        }

        var value = all.OfType<IVariableDeclaratorOperation>().FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local))?.GetVariableInitializer()?.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return (value as IDelegateCreationOperation)?.Target as IAnonymousFunctionOperation;
    }

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
