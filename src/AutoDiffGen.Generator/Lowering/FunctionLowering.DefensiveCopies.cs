using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// A member of a struct that may change it, called on something that cannot be assigned, works on a copy (C# standard,
// 12.8.10.2): what it changes of the copy is lost.
internal sealed partial class FunctionLowering
{
    /// <summary>Whether a member that is not readonly, called on this struct, changes a copy.</summary>
    private bool IsCopied(IOperation receiver) => receiver switch
    {
        IParenthesizedOperation parenthesized => IsCopied(parenthesized.Operand),
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => true,
        ILocalReferenceOperation { Local: { RefKind: RefKind.RefReadOnly } } => true,
        IInstanceReferenceOperation => _method.IsReadOnly,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } => !IsAssignableHere(field),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } => IsCopied(owner),
        IPropertyReferenceOperation property => !property.Property.ReturnsByRef,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol indexer } => !indexer.ReturnsByRef,
        IInvocationOperation call => !call.TargetMethod.ReturnsByRef,
        IConditionalOperation { IsRef: true } pick => IsCopied(pick.WhenTrue) || IsCopied(pick.WhenFalse!),
        ISimpleAssignmentOperation { IsRef: true } rebinding => IsCopied(rebinding.Target),

        // A value that no variable holds.
        _ => receiver is IConditionalAccessInstanceOperation or IObjectCreationOperation or IBinaryOperation or IUnaryOperation or IDefaultValueOperation or IWithOperation or IConditionalOperation or ISwitchExpressionOperation or IConversionOperation,
    };

    // A readonly field is a variable in its own type's constructors.
    private bool IsAssignableHere(IFieldSymbol field) =>
        _method.MethodKind == MethodKind.Constructor && SymbolEqualityComparer.Default.Equals(field.ContainingType.OriginalDefinition, _method.ContainingType.OriginalDefinition);
}
