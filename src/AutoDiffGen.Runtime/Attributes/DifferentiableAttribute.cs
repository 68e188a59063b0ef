namespace AutoDiffGen;

/// <summary>
/// On a method: its derivative is generated into the containing type, which is <c>partial</c>. On a class or struct: it
/// has differentiable members, and for a class with <see cref="ParameterAttribute"/>s the nested type <c>Gradient</c>
/// and the storage of the parameters are generated.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>On a method: which derivatives are generated. Reverse mode is generated whatever this says.</summary>
    public DerivativeModes Modes { get; set; } = DerivativeModes.Reverse;
}
