namespace AutoDiffGen.Gradient.Tests.Oracle;

// Activations that the library does not have for numbers: their values are those of Ops, which tests of the lanes hold
// against arithmetic of 192 bits.
public readonly partial struct Var
{
    public static Var Softplus(Var x) => From(Ops.Softplus(x.Value), (x, Activations.Sigmoid(x.Value)));

    public static Var Erf(Var x) => From(Ops.Erf(x.Value), (x, 2 / Math.Sqrt(Math.PI) * Math.Exp(-Square(x.Value))));
}
