namespace AutoDiffGen;

/// <summary>
/// On an operation whose body is made of other operations: the generator reads the body, so that where it is called it is
/// inlined, fused with what stands around it and differentiated, and needs no rule of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ComposedAttribute : Attribute;

/// <summary>
/// On a method that checks the arguments of a composed operation before it computes: in a derivative the compiler has
/// checked the shapes, and the call is left out.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EagerOnlyAttribute : Attribute;
