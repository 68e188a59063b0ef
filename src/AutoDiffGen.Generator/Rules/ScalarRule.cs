namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// A function of numbers, applied element by element when its operands are tensors. One row of <see cref="ScalarRules"/>.
/// </summary>
/// <param name="Code">The operation's code in the IR.</param>
/// <param name="Spelling">The C# operator (<c>+</c>) or the method's name on the number type (<c>Sin</c>).</param>
/// <param name="Derivatives">
/// One for each argument: its contribution to the argument's adjoint as an expression over the arguments x, y, z, the
/// result r and the cotangent g. Naming a value is what makes it saved. Empty: piecewise constant, nothing flows back.
/// </param>
internal sealed record ScalarRule(string Code, int Arity, string Spelling, EquatableArray<string> Derivatives)
{
    public bool IsOperator => !char.IsLetter(Spelling[0]);

    /// <summary>A function of <c>AutoDiffGen.Ops</c> rather than of the number type.</summary>
    public bool IsOps => Code is "sigmoid" or "relu" or "softplus" or "erf";

    /// <summary>A function of single numbers, which <c>AutoDiffGen.Ops</c> does not have for tensors.</summary>
    public bool IsOfNumbers => Code is "max_magnitude_number" or "min_magnitude_number" or "max_native" or "min_native" or "clamp_native" or "bit_increment" or "bit_decrement";

    public bool IsPiecewiseConstant => Derivatives.Count == 0;

    /// <summary>The same derivatives, written so that they can be differentiated again; empty where they can as they are.</summary>
    public EquatableArray<string> Smooth { get; init; } = EquatableArray<string>.Empty;

    /// <param name="again">The derivative will be differentiated itself.</param>
    public RuleExpression Derivative(int argument, bool again = false) => RuleExpression.Parse(again && Smooth.Count > 0 ? Smooth[argument] : Derivatives[argument]);
}
