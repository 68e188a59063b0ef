using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Which locals and parameters a piece of code may assign: what a loop has to carry.</summary>
internal static class WrittenSymbols
{
    public static HashSet<ISymbol> Of(params IOperation?[] operations)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var called = new HashSet<IOperation>();
        foreach (var operation in operations)
        {
            Collect(operation, found, called);
        }

        return found;
    }

    private static void Collect(IOperation? operation, HashSet<ISymbol> found, HashSet<IOperation> called)
    {
        foreach (var op in operation?.DescendantsAndSelf() ?? [])
        {
            switch (op)
            {
                case IAssignmentOperation assignment:
                    Target(assignment.Target, found);
                    break;
                case IIncrementOrDecrementOperation increment:
                    Target(increment.Target, found);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Target(argument.Value, found);
                    break;
                case IInvocationOperation { Instance: { Type.IsValueType: true } instance }:
                    Target(instance, found);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call when LocalFunctions.BodyOf(call.TargetMethod.OriginalDefinition, call) is { } body && called.Add(body):
                    Collect(body, found, called);
                    break;
                case IInvocationOperation { Instance: ILocalReferenceOperation held, TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when LocalFunctions.LambdaOf(held.Local, call)?.Body is { } body && called.Add(body):
                    Collect(body, found, called);
                    break;
                case IVariableDeclaratorOperation declarator:
                    found.Add(declarator.Symbol);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                    found.Add(symbol);
                    break;
            }
        }
    }

    private static void Target(IOperation target, HashSet<ISymbol> found)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                found.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                found.Add(parameter.Parameter);
                break;
            case IInstanceReferenceOperation { Type: { IsValueType: true } self }:
                found.Add(self);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Target(element, found);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                Target(declaration.Expression, found);
                break;
            case IParenthesizedOperation parenthesized:
                Target(parenthesized.Operand, found);
                break;
            case IConversionOperation conversion:
                Target(conversion.Operand, found);
                break;

            // A field of a struct is part of the local that holds it.
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                Target(instance, found);
                break;
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                Target(instance, found);
                break;
        }
    }
}
