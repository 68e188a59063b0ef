namespace AutoDiffGen.Gradient.Tests.Oracle;

// Activations: each side of a bend by itself.
public static partial class VarOps
{
    public static Var Softplus(Var x) => Var.Softplus(x);

    public static Var Erf(Var x) => Var.Erf(x);

    public static VarTensor Softplus(VarTensor x) => x.Map(Var.Softplus);

    public static VarTensor Softplus(VarTensor x, Var beta) => x.Map(v => Var.Log(1 + Var.Exp(beta * v)) / beta);

    public static VarTensor LogSigmoid(VarTensor x) => x.Map(v => Var.Log(Var.Sigmoid(v)));

    public static VarTensor Erf(VarTensor x) => x.Map(Var.Erf);

    public static VarTensor Silu(VarTensor x) => x.Map(v => v / (1 + Var.Exp(-v)));

    public static VarTensor LeakyRelu(VarTensor x) => LeakyRelu(x, 0.01);

    public static VarTensor LeakyRelu(VarTensor x, Var negativeSlope) => x.Map(v => v.Value > 0 ? v : v * negativeSlope);

    public static VarTensor Elu(VarTensor x) => Elu(x, 1);

    public static VarTensor Elu(VarTensor x, Var alpha) => x.Map(v => v.Value > 0 ? v : alpha * (Var.Exp(v) - 1));

    public static VarTensor Gelu(VarTensor x) => x.Map(v => v / 2 * (1 + Var.Erf(v / Math.Sqrt(2))));

    public static VarTensor GeluTanh(VarTensor x) => x.Map(v => v / 2 * (1 + Var.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))));
}
