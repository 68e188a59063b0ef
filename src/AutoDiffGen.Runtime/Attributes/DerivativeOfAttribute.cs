namespace AutoDiffGen;

/// <summary>
/// On a static method: it is the pullback of another method, one's own or someone else's. Wherever a differentiable method
/// calls that one, the derivative calls this one, and neither differentiates the method's body nor needs it.
/// </summary>
/// <remarks>
/// <para>
/// The marked method returns nothing. Its parameters are known by their names, and only what is needed stands there:
/// parameters of the method, by name and type; <c>self</c>, the object that an instance method is called on;
/// <c>result</c>, what the method returned; <c>residual</c>, what <see cref="Forward"/> gave; <c>cotangent</c>, the
/// adjoint of the result, which must be there, and so must <c>cotangentY</c> for every <c>ref</c> or <c>out</c> parameter
/// <c>y</c> and every array that the method writes; <c>resultY</c>, what it left there; a destination for each parameter that has a derivative, called <c>d</c> and
/// the parameter's name (<c>x</c> gives <c>dX</c>); and, with destinations that are arrays, <c>bool accumulate</c>.
/// What is named is saved. A parameter without a destination is held constant.
/// </para>
/// <para>
/// The destination of a number is <c>out T dX</c>. That of an array or span is <c>Span&lt;T&gt; dX</c>, of the same length, to
/// which the rule adds when <c>accumulate</c> is true, as it always is when generated code calls it; an empty one is not
/// wanted. That the method only reads an array is seen from its text, or
/// stated by taking it as <c>ReadOnlySpan&lt;T&gt;</c>; its cotangent states that it is written.
/// </para>
/// </remarks>
/// <param name="type">The type that declares the method.</param>
/// <param name="method">The method's name. Of its overloads the one is meant whose parameters the marked method names.</param>
/// <example>
/// <code>
/// [DerivativeOf(typeof(Curves), nameof(Curves.Cube))]
/// internal static void Cube(double x, double cotangent, out double dX) => dX = 3 * x * x * cotangent;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the method.</summary>
    public string Method { get; } = method;

    /// <summary>
    /// The name of a static method beside the marked one which takes the method's parameters (the object of an instance
    /// method first), returns the same result and gives, in a last <c>out</c> parameter, a plain value that the marked
    /// method takes as <c>residual</c>. It stands in for the method where the pullback is going to be called.
    /// </summary>
    public string? Forward { get; set; }
}
