namespace AutoDiffGen.Generator.Ir;

/// <summary>Which derivatives the attribute asks for; the numbers are those of the runtime's enum.</summary>
[Flags]
internal enum DerivativeModes
{
    Reverse = 1,
    Forward = 2,
    HessianVector = 4,
    Jacobian = 8,
    Hessian = 16,
}
