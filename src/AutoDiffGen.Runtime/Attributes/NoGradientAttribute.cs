namespace AutoDiffGen;

/// <summary>The parameter is held constant: no gradient is computed for it and it has no destination.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoGradientAttribute : Attribute;
