using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The pushforwards, along several directions at once, of the members that give matrices; null for one that is not asked for.</summary>
internal sealed record MatrixMembers(Passes.Pushforward? Jacobian, Passes.Pushforward? Hessian);

/// <summary>A destination of derivatives, row by row.</summary>
/// <param name="Source">The parameter whose columns they are; empty for all of them.</param>
/// <param name="Element">The type of the derivatives.</param>
internal sealed record Matrix(string Name, string Source, ScalarType Element)
{
    public string Declaration => $"Span<{Element.CSharp}> {Name}";
}

/// <summary>
/// What <c>MJacobian</c> and <c>MHessian</c> take after the parameters of M: one matrix for each active parameter, or the
/// gradient's destinations and one matrix; and the flag to add to them.
/// </summary>
internal sealed class MatrixList
{
    private MatrixList(MethodSignature signature, DestinationList? gradient)
    {
        Gradient = gradient;
        var taken = signature.Taken();
        taken.UnionWith(gradient?.Names ?? []);
        string Free(string name) => NameScope.Free(taken, name);

        var active = signature.Parameters.Where(p => p.IsActive).ToList();
        Matrices = gradient is null
            ? [.. active.Select(p => new Matrix(Free("j" + NameScope.Pascal(p.Name)), p.Name, Element([p.IrType])))]
            : [new Matrix(Free("hessian"), "", Element(active.Select(p => p.IrType)))];
        Accumulate = gradient is { CanAccumulate: true } ? gradient.Accumulate : Free("accumulate");
    }

    public DestinationList? Gradient { get; }

    public IReadOnlyList<Matrix> Matrices { get; }

    public string Accumulate { get; }

    public IEnumerable<string> Declarations => [.. Gradient?.Parameters.Select(p => p.Declaration) ?? [], .. Matrices.Select(m => m.Declaration), $"bool {Accumulate} = false"];

    public IEnumerable<string> Names => [.. Gradient?.Parameters.Select(p => p.Name) ?? [], .. Matrices.Select(m => m.Name), Accumulate];

    public static MatrixList Jacobian(MethodSignature signature) => new(signature, null);

    public static MatrixList Hessian(MethodSignature signature) => new(signature, new DestinationList(signature));

    /// <summary>The matrix that has the columns of a parameter.</summary>
    public Matrix Of(string parameter) => Matrices.First(m => m.Source.Length == 0 || m.Source == parameter);

    // Derivatives with respect to numbers of both types are double.
    private static ScalarType Element(IEnumerable<IrType> types)
    {
        static IEnumerable<ScalarType> Numbers(IrType type) => type switch
        {
            ScalarType { IsFloating: true } s => [s],
            ArrayType array => Numbers(array.Innermost),
            StructType s => s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).SelectMany(l => Numbers(l.Type)),
            _ => [],
        };
        var all = types.SelectMany(Numbers).Distinct().ToList();
        return all.Count == 1 ? all[0] : ScalarType.F64;
    }
}
