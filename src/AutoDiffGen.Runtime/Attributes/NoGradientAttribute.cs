namespace AutoDiffGen;

/// <summary>The parameter, or the field or property of a struct, is held constant: no gradient is computed for it.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoGradientAttribute : Attribute;
