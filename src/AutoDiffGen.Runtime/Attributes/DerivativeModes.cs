namespace AutoDiffGen;

/// <summary>Which derivatives of a method are generated.</summary>
[Flags]
public enum DerivativeModes
{
    /// <summary>Reverse mode: <c>MGradient</c> and <c>MWithPullback</c>.</summary>
    Reverse = 1,

    /// <summary>Forward mode: <c>MPushforward</c>, which carries one tangent beside every value.</summary>
    Forward = 2,

    /// <summary>Forward over reverse: <c>MHessianVectorProduct</c>, the gradient and the Hessian's product with a direction.</summary>
    HessianVector = 4,
}
