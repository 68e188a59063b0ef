using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Of any floating-point number.</summary>
[Differentiable]
public sealed partial class AnyNumbers<T>(int n)
    where T : System.Numerics.IFloatingPointIeee754<T>
{
    [Parameter("n", "n", Init = Init.Normal)]
    public partial Tensor<T> W { get; }

    [Differentiable]
    [return: Shape("N", "n")]
    public Tensor<T> Forward([Shape("N", "n")] Tensor<T> x) => MatMul(x, W);
}

[Differentiable]
public sealed partial class AnyNet<T>(int n)
    where T : System.Numerics.IFloatingPointIeee754<T>
{
    public AnyNumbers<T>[] Layers { get; } = [new(n), new(n)];

    [Differentiable]
    public T Loss([Shape("N", "n")] Tensor<T> x)
    {
        foreach (var layer in Layers)
        {
            x = Tanh(layer.Forward(x));
        }

        return Sum(x);
    }
}
