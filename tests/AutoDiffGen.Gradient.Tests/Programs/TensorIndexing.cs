using System.Numerics.Tensors;
using AutoDiffGen.Gradient.Tests.Harness;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>Elements by indices along an axis, sums at indices, and sums of products by the indices of an equation.</summary>
public static partial class TensorIndexing
{
    [Differentiable, At]
    public static Tensor<double> GatherAlongEach([Shape("L", "M", "N"), Sizes(3, 4, 5)] Tensor<double> x, [Shape("B"), Values(2, 0, 2)] Tensor<int> i) =>
        Sum(Tanh(Gather(x, i, 0)) * Exp(Gather(x, i, axis: -3)), 1) + Sum(Gather(x * x, i, 1), 0) * Sum(Gather(Tanh(x), i, -2), 0) + Sum(Gather(x, i, 2) * Gather(x, i, -1), [0, 1]).Reshape([-1, 1]);

    [Differentiable, At]
    public static Tensor<double> GatherByAMatrix([Shape("L", "N"), Sizes(2, 4)] Tensor<double> x, [Shape("P", "Q"), Values(3, 1, 3, 3, 0, 1), Sizes(2, 3)] Tensor<int> i) => Tanh(Gather(x, i, 1)) * Gather(x * x, i, -1);

    [Differentiable, At]
    public static Tensor<double> ScatterAddRows([Shape("V", "E"), Sizes(4, 3)] Tensor<double> x, [Shape("B"), Values(1, 3, 1, 1, 0)] Tensor<int> i, [Shape("B", "E"), Sizes(5, 3)] Tensor<double> v) =>
        Sin(ScatterAdd(x * x, i, Exp(v))) * x;

    [Differentiable, At]
    public static Tensor<double> ScatterAddColumns([Shape("V", "E"), Sizes(3, 4)] Tensor<double> x, [Shape("P", "Q"), Values(3, 1, 1, 3), Sizes(2, 2)] Tensor<int> i, [Shape("V", "P", "Q"), Sizes(3, 2, 2)] Tensor<double> v) =>
        Tanh(ScatterAdd(x, i, v * v, 1));

    [Differentiable, At]
    public static Tensor<double> ScatterAddToConstants([NoGradient, Shape("V"), Sizes(3)] Tensor<double> x, [Shape("B"), Values(2, 2, 0, 2)] Tensor<int> i, [Shape("B"), Sizes(4)] Tensor<double> v) => Exp(ScatterAdd(x, i, Tanh(v)));

    [Differentiable, At]
    public static Tensor<double> TakeAlongTheLast([Shape("L", "N"), Sizes(2, 4)] Tensor<double> x, [Shape("L", "K"), Values(3, 1, 3, 2, 2, 0), Sizes(2, 3)] Tensor<int> i) => Tanh(TakeAlongAxis(x, i, -1)) * TakeAlongAxis(x * x, i, 1);

    [Differentiable, At]
    public static Tensor<double> TakeAlongTheMiddle([Shape("L", "M", "N"), Sizes(2, 3, 2)] Tensor<double> x, [Shape("L", "2", "N"), Values(2, 0, 2, 2, 1, 1, 0, 1), Sizes(2, 2, 2)] Tensor<int> i) => Exp(TakeAlongAxis(x, i, 1)) * Tanh(TakeAlongAxis(x, i, 1));

    [Differentiable, At]
    public static Tensor<double> AddAlongAnAxis([Shape("L", "N"), Sizes(2, 4)] Tensor<double> x, [Shape("L", "K"), Values(3, 1, 3, 2, 2, 0), Sizes(2, 3)] Tensor<int> i, [Shape("L", "K"), Sizes(2, 3)] Tensor<double> v) =>
        Tanh(ScatterAddAlongAxis(x * x, i, v, 1)) + ScatterAddAlongAxis(x, i, Exp(v), -1) * x;

    [Differentiable, At]
    public static Tensor<double> RowsOfOneOne([Shape("B", "4"), Sizes(3, 4)] Tensor<double> x, [Shape("B"), Values(2, 0, 2)] Tensor<int> i) => OneHot<double>(i, 4) * Exp(x) + MatMul(OneHot<double>(i, (int)x.Lengths[0]), x);

    [Differentiable, At]
    public static Tensor<double> WhereTheLargestIs([Shape("B", "V"), Sizes(3, 4)] Tensor<double> x) => Exp(Gather(x, ArgMax(x, 1), 1)) + Sum(TakeAlongAxis(x * x, ArgMin(x, -1, keepDims: true), 1), [0, 1], keepDims: true);

    [Differentiable, At]
    public static Tensor<double> EinsumOfMatrices([Shape("L", "M"), Sizes(2, 3)] Tensor<double> a, [Shape("M", "N"), Sizes(3, 4)] Tensor<double> b) => Tanh(Einsum("ij,jk->ki", a, b)) + Einsum("jk,ij->k", b, a).Reshape([-1, 1]);

    [Differentiable, At]
    public static Tensor<double> EinsumOfHeads([Shape("B", "T", "H", "D"), Sizes(2, 3, 2, 2)] Tensor<double> q, [Shape("B", "S", "H", "D"), Sizes(2, 4, 2, 2)] Tensor<double> k) => Einsum("bhts,bshd->bthd", Softmax(Einsum("bthd,bshd->bhts", q, k)), k);

    [Differentiable, At]
    public static Tensor<double> EinsumOfThree([Shape("L", "M", "N"), Sizes(2, 3, 2)] Tensor<double> a, [Shape("N", "O"), Sizes(2, 3)] Tensor<double> b, [Shape("M"), Sizes(3)] Tensor<double> c) =>
        Einsum("ijk,kl,j->il", a, b, c) + Einsum("i,l->il", Einsum("ijk->i", a * a), Einsum("kl->l", b));
}
