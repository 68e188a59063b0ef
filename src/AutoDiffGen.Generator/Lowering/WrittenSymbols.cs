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

    /// <summary>Ref locals that are bound again.</summary>
    public static HashSet<ISymbol> Rebound(IOperation? test, IOperation body, IReadOnlyList<IOperation> bottom) =>
        new(bottom.Append(test).Append(body).SelectMany(o => o?.DescendantsAndSelf() ?? []).OfType<ISimpleAssignmentOperation>()
            .Where(a => a.IsRef).Select(a => a.Target).OfType<ILocalReferenceOperation>().Select(l => l.Local), SymbolEqualityComparer.Default);

    private static void Collect(IOperation? operation, HashSet<ISymbol> found, HashSet<IOperation> called)
    {
        foreach (var op in operation?.DescendantsAndSelf() ?? [])
        {
            switch (op)
            {
                case ISimpleAssignmentOperation { IsRef: true }:
                    break;
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
                case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance, Property: { GetMethod.IsReadOnly: false } property } when !Symbols.IsAutoProperty(property):
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
                case IRecursivePatternOperation { DeclaredSymbol: { } symbol }:
                    found.Add(symbol);
                    break;
                case IListPatternOperation { DeclaredSymbol: { } symbol }:
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
            case IConditionalOperation { IsRef: true } pick:
                Target(pick.WhenTrue, found);
                Target(pick.WhenFalse!, found);
                break;
            case ISimpleAssignmentOperation { IsRef: true } rebinding:
                Target(rebinding.Target, found);
                break;

            // A reference that a call gives is one of the places that it is given.
            case IInvocationOperation call:
                foreach (var argument in call.Arguments.Where(a => a.Parameter!.RefKind != RefKind.None))
                {
                    Target(argument.Value, found);
                }

                if (call.Instance is { Type.IsValueType: true } receiver)
                {
                    Target(receiver, found);
                }

                if (call.TargetMethod.MethodKind == MethodKind.LocalFunction && LocalFunctions.BodyOf(call.TargetMethod.OriginalDefinition, call) is { } body)
                {
                    foreach (var returned in body.Descendants().OfType<IReturnOperation>().Where(r => r.ReturnedValue is not null))
                    {
                        Target(returned.ReturnedValue!, found);
                    }
                }

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
