using System.Numerics.Tensors;
using static AutoDiffGen.Ops;

namespace AutoDiffGen.Gradient.Tests.Programs;

/// <summary>A module that others are made of.</summary>
[Differentiable]
public sealed partial class Affine(int inputs, int outputs)
{
    public int Outputs => outputs;

    [Parameter("inputs", "outputs", Init = Init.KaimingNormal)]
    public partial Tensor<double> W { get; }

    [Parameter("outputs", Init = Init.Normal)]
    public partial Tensor<double> B { get; }

    [Differentiable]
    [return: Shape("N", "outputs")]
    public Tensor<double> Forward([Shape("N", "inputs")] Tensor<double> x) => MatMul(x, W) + B;
}

/// <summary>Modules before, between and after parameters of its own; an array of them; one's tensor read from outside.</summary>
[Differentiable]
public sealed partial class TwoLevels(int inputs, int hidden)
{
    public Affine First { get; } = new(inputs, hidden);

    [Parameter("hidden", Init = Init.Normal)]
    public partial Tensor<double> Scale { get; }

    public Affine[] Blocks { get; } = [new(hidden, hidden), new(hidden, hidden)];

    private readonly Affine _last = new(hidden, 1);

    [Differentiable]
    public double Loss([Shape("N", "inputs")] Tensor<double> x)
    {
        var h = Tanh(First.Forward(x)) * Scale;
        foreach (var block in Blocks)
        {
            h = Tanh(block.Forward(h));
        }

        return Sum(_last.Forward(h)) + Sum(First.W * First.W);
    }

    /// <summary>Nothing of it depends on the modules in the array.</summary>
    [Differentiable]
    public double OnlyOne([Shape("N", "inputs")] Tensor<double> x) => Sum(Tanh(First.Forward(x)));
}

/// <summary>One module under two names.</summary>
[Differentiable]
public sealed partial class SharedModule(int n)
{
    public Affine A { get; } = new(n, n);

    public Affine? B { get; set; }

    [Differentiable]
    public double Loss([Shape("N", "n")] Tensor<double> x) => Sum(Tanh(B!.Forward(Tanh(A.Forward(x)))));
}

/// <summary>Two modules; a member that is no method with a mark.</summary>
[Differentiable]
public sealed partial class TwoInOne(int n)
{
    public Affine First { get; } = new(n, n);

    public Affine Second { get; } = new(n, n);

    public Tensor<double> Both(Tensor<double> x) => Second.Forward(Tanh(First.Forward(x)));
}

/// <summary>Modules found by an index, by a branch, and within others.</summary>
[Differentiable]
public sealed partial class Choosing(int n)
{
    public List<Affine> Blocks { get; } = [new(n, n), new(n, n), new(n, n)];

    public IReadOnlyList<TwoInOne> Inner { get; } = [new(n), new(n)];

    [Differentiable]
    public double ByIndex([Shape("N", "n")] Tensor<double> x)
    {
        for (int i = 0; i < Blocks.Count; i++)
        {
            x = Tanh(Blocks[i].Forward(x));
        }

        return Sum(x * x);
    }

    [Differentiable]
    public double ByBranch([Shape("N", "n")] Tensor<double> x, int i, bool listed)
    {
        var layer = listed ? Blocks[i] : Inner[1].Second;
        var y = Tanh(layer.Forward(x));
        if (!listed)
        {
            y = y + Blocks[^i].Forward(y);
        }

        return Sum(y * y) + Sum(layer.W);
    }

    [Differentiable]
    public double Residual([Shape("N", "n")] Tensor<double> x)
    {
        foreach (var block in Blocks)
        {
            if (Sum(x) > 0.3)
            {
                x = x + Tanh(block.Forward(x));
            }
        }

        return Sum(x * x);
    }

    [Differentiable]
    public double Repeated([Shape("N", "n")] Tensor<double> x, int times)
    {
        for (int k = 0; k < times; k++)
        {
            x = Tanh(Blocks[k % 2].Forward(x));
        }

        return Sum(x);
    }

    [Differentiable]
    public double Within([Shape("N", "n")] Tensor<double> x)
    {
        foreach (var pair in Inner)
        {
            x = Tanh(pair.Both(x));
        }

        return Sum(x) + Sum(Inner[0].First.W * Inner[1].Second.W) + Sum(Inner[0].First.B);
    }

    [Differentiable]
    [return: Shape("N", "n")]
    public Tensor<double> Features([Shape("N", "n")] Tensor<double> x)
    {
        int last = Blocks.Count - 1;
        return Tanh(Blocks[last].Forward(x)) * x;
    }

    /// <summary>The best of several: what was carried is a module.</summary>
    [Differentiable]
    public double Largest([Shape("N", "n")] Tensor<double> x)
    {
        var best = Blocks[0];
        double most = -1e9;
        foreach (var block in Blocks)
        {
            double size = Sum(block.B * block.B);
            if (size > most)
            {
                (most, best) = (size, block);
            }
        }

        return Sum(Tanh(best.Forward(x))) * most;
    }
}

/// <summary>What gives and takes as many numbers as it is wide, and may be of different kinds.</summary>
public interface ILayer
{
    int Width { get; }

    [Differentiable]
    [return: Shape("N", "Width")]
    Tensor<double> Forward([Shape("N", "M")] Tensor<double> x);
}

[Differentiable]
public sealed partial class AffineLayer(int inputs, int outputs) : ILayer
{
    public int Width => outputs;

    [Parameter("inputs", "outputs", Init = Init.KaimingNormal)]
    public partial Tensor<double> W { get; }

    [Differentiable]
    [return: Shape("N", "outputs")]
    public Tensor<double> Forward([Shape("N", "inputs")] Tensor<double> x) => MatMul(x, W);
}

/// <summary>A layer without parameters.</summary>
[Differentiable]
public sealed partial class BendLayer(int width) : ILayer
{
    public int Width => width;

    [Differentiable]
    [return: Shape("N", "Width")]
    public Tensor<double> Forward([Shape("N", "Width")] Tensor<double> x) => Tanh(x);
}

public abstract class AnyBlock
{
    public abstract int Size { get; }

    [Differentiable]
    [return: Shape("N", "Size")]
    public abstract Tensor<double> Apply([Shape("N", "Size")] Tensor<double> x, double scale);
}

[Differentiable]
public sealed partial class GainBlock(int size) : AnyBlock
{
    public override int Size => size;

    [Parameter("size", Init = Init.Normal)]
    public partial Tensor<double> G { get; }

    [Differentiable]
    [return: Shape("N", "size")]
    public override Tensor<double> Apply([Shape("N", "size")] Tensor<double> x, double scale) => x * G * scale;
}

[Differentiable]
public sealed partial class ResidualBlock(int size) : AnyBlock
{
    public override int Size => size;

    public AffineLayer Inner { get; } = new(size, size);

    [Differentiable]
    [return: Shape("N", "size")]
    public override Tensor<double> Apply([Shape("N", "size")] Tensor<double> x, double scale) => x + Tanh(Inner.Forward(x)) * scale;
}

/// <summary>Layers of different types, behind an interface and behind an abstract class.</summary>
[Differentiable]
public sealed partial class Mixed(int n)
{
    public ILayer[] Layers { get; } = [new AffineLayer(n, n), new BendLayer(n), new AffineLayer(n, n)];

    public IReadOnlyList<AnyBlock> Blocks { get; } = [new GainBlock(n), new ResidualBlock(n), new GainBlock(n)];

    public ILayer Head { get; set; } = new AffineLayer(n, 2);

    [Differentiable]
    public double ByInterface([Shape("N", "n")] Tensor<double> x)
    {
        foreach (var layer in Layers)
        {
            x = layer.Forward(x);
        }

        return Sum(Tanh(Head.Forward(x)));
    }

    [Differentiable]
    public double ByBase([Shape("N", "n")] Tensor<double> x)
    {
        double scale = Sum(x) * 0.1;
        for (int i = 0; i < Blocks.Count; i++)
        {
            x = Blocks[i].Apply(x, scale);
        }

        return Sum(x * x);
    }
}

/// <summary>As wide within as it likes.</summary>
[Differentiable]
public sealed partial class Bottleneck(int n, int hidden)
{
    public Affine Up { get; } = new(n, hidden);

    public Affine Down { get; } = new(hidden, n);

    public Tensor<double> Both(Tensor<double> x) => Down.Forward(Tanh(Up.Forward(x)));
}

/// <summary>Sizes that each iteration finds.</summary>
[Differentiable]
public sealed partial class Widths(int n)
{
    public Bottleneck[] Blocks { get; } = [new(n, 7), new(n, 2), new(n, 5)];

    [Differentiable]
    public double Residual([Shape("N", "n")] Tensor<double> x)
    {
        foreach (var block in Blocks)
        {
            x = x + Tanh(block.Both(x));
        }

        return Sum(x * x);
    }

    [Differentiable]
    public double Nested([Shape("N", "n")] Tensor<double> x)
    {
        double sum = 0;
        foreach (var block in Blocks)
        {
            for (int k = 0; k < 2; k++)
            {
                x = Tanh(block.Both(x));
                sum += Sum(block.Up.W * block.Up.W) * 0.1 * k;
            }

            sum += Mean(block.Down.W * block.Down.W);
        }

        return Sum(x * x) + sum;
    }

    [Differentiable]
    public double While([Shape("N", "n")] Tensor<double> x)
    {
        int i = 0;
        while (Sum(x * x) > 0.05 && i < Blocks.Length)
        {
            x = Softmax(Blocks[i].Both(x), 1) * x;
            i++;
        }

        return Sum(x * x);
    }
}

/// <summary>A model that may hold itself.</summary>
[Differentiable]
public sealed partial class SelfHolding(int n)
{
    [Parameter("n", "n", Init = Init.Normal)]
    public partial Tensor<double> W { get; }

    public SelfHolding? Next { get; set; }

    [Differentiable]
    public double Loss([Shape("N", "n")] Tensor<double> x)
    {
        var y = Tanh(MatMul(x, W));
        if (Next is not null)
        {
            y = y + MatMul(y, Next.W);
        }

        return Sum(y * y);
    }
}

/// <summary>Modules handed to helpers, in tuples, local functions, switches and properties, and a loop that is left.</summary>
[Differentiable]
public sealed partial class HandedOn(int n)
{
    public Affine First { get; } = new(n, n);

    public Affine Second { get; } = new(n, n);

    public Affine[] More { get; } = [new(n, n), new(n, n)];

    private Affine Best => More[1];

    private static Tensor<double> Run(Affine layer, Tensor<double> x) => Tanh(layer.Forward(x));

    [Differentiable]
    public double Helpers([Shape("N", "n")] Tensor<double> x) => Sum(Run(First, Run(Second, Run(First, x))));

    [Differentiable]
    public double Tuples([Shape("N", "n")] Tensor<double> x)
    {
        var (a, b) = (First, Second);
        (a, b) = (b, a);
        return Sum(Run(a, x)) + 2 * Sum(Run(b, x));
    }

    [Differentiable]
    public double Locals([Shape("N", "n")] Tensor<double> x)
    {
        Tensor<double> Step(Affine layer) => Tanh(layer.Forward(x));
        var last = First;
        for (int i = 0; i < More.Length; i++)
        {
            x = Step(last);
            last = More[i];
        }

        return Sum(Step(last));
    }

    [Differentiable]
    public double Switched([Shape("N", "n")] Tensor<double> x)
    {
        double sum = 0;
        for (int k = 0; k < 4; k++)
        {
            var layer = k switch { 0 => First, 1 => More[0], _ => Best };
            sum += Sum(Run(layer, x)) * k;
        }

        return sum;
    }

    [Differentiable]
    public double Left([Shape("N", "n")] Tensor<double> x)
    {
        foreach (var layer in More)
        {
            x = Run(layer, x);
            if (Sum(x) < 100)
            {
                return Sum(x * x);
            }
        }

        return Sum(x);
    }
}
