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

    /// <summary><c>MJacobian</c>: the derivatives of all outputs with respect to all parameters, several columns at a time.</summary>
    Jacobian = 8,

    /// <summary><c>MHessian</c>: the gradient and all second derivatives of a number, several columns at a time.</summary>
    Hessian = 16,
}
