using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes <c>MJacobian</c>: for each active parameter the derivatives of all outputs with respect to it, one row an output
/// and one column a number of the parameter.
/// </summary>
internal sealed class JacobianEmitter(MethodSignature signature, Pushforward pushforward, LoopLibrary loops, CodeWriter writer)
    : MatrixEmitter(signature, pushforward, MatrixList.Jacobian(signature), loops, writer)
{
    protected override string Kind => "Jacobian";

    public void Emit()
    {
        if (Signature.Result is ArrayType { Element: ArrayType })
        {
            throw new CompilationException("ADG0221", IrSpan.None, Signature.Name, Kind, "its result is an array of arrays");
        }

        Emit(Signature.Names.Jacobian, $"The value of <c>{Signature.Name}</c> and, for each parameter, the derivatives of all outputs: a row for each number that comes out, a column for each number of the parameter; a matrix that is empty is skipped.");
    }

    protected override void Count(EmitContext context)
    {
        var start = Extent.Zero;
        foreach (var parameter in Signature.Parameters.Where(p => p.IsActive))
        {
            var matrix = List.Of(parameter.Name);
            var count = Extent.Numbers(parameter.IrType, NameScope.Escape(parameter.Name));
            string columns = context.Names.Take(NameScope.Camel(parameter.Name) + "Columns");
            Writer.Line($"int {columns} = {matrix.Name}.IsEmpty ? 0 : {count.Text};");
            Columns.Add(new ParameterColumns(parameter, matrix, count, start, columns));
            start += Extent.Of(columns);
        }

        Writer.Line($"int {Total} = {start.Text};");
    }

    protected override void Check(EmitContext context)
    {
        // How long an array is that comes out shows only then.
        if (Signature.Result is not ArrayType)
        {
            Sizes(Rows(context));
        }

        var memory = Arguments();
        foreach (var matrix in List.Matrices)
        {
            memory.Check(MemoryOf(matrix), $"nameof({matrix.Name})");
        }
    }

    protected override void Open(EmitContext context)
    {
    }

    protected override void Begin(EmitContext context)
    {
    }

    protected override void Store(EmitContext context)
    {
        if (Signature.Result is ArrayType)
        {
            Sizes(Rows(context));
        }

        var row = Extent.Zero;
        foreach (var (id, rows) in Outputs(context))
        {
            foreach (var columns in Columns)
            {
                string value = context.Types[id] is ArrayType { Rank: > 1 } ? $"Directions.Flat<{Lane.CSharp}>({context.Value(id).Text})" : LaneText(context, id);
                Writer.Line($"{StoreIn(columns.Matrix)}({value}, {columns.Matrix.Name}, {row.Text}, {columns.Wanted}, {columns.Start.Lane(First)}, {List.Accumulate});");
            }

            row += rows;
        }
    }

    protected override void End(EmitContext context)
    {
    }

    private void Sizes(Extent rows) => Columns.ForEach(c => Writer.Line($"Directions.Check({c.Matrix.Name}.Length, {rows.Text}, {c.Count.Text}, nameof({c.Matrix.Name}));"));

    private Extent Rows(EmitContext context) => Outputs(context).Aggregate(Extent.Zero, (sum, o) => sum + o.Rows);

    // The tangents of what comes out, in the order of the outputs: the result, ref and out parameters, arrays that are written.
    private List<(int Tangent, Extent Rows)> Outputs(EmitContext context)
    {
        var all = new List<(int, Extent)>();
        int next = 0;
        void Add(IrType type)
        {
            if (type is StructType s)
            {
                foreach (var leaf in s.Leaves().Where(l => l.Type.IsDifferentiable))
                {
                    int id = Pushforward.Tangents[next++];
                    if (!leaf.NoGradient)
                    {
                        all.Add((id, Extent.Of(1)));
                    }
                }
            }
            else if (type.IsDifferentiable)
            {
                int id = Pushforward.Tangents[next++];
                all.Add((id, type is ArrayType ? Extent.Of(context.Values.TryGetValue(id, out var text) ? text.At(Expr.Primary) + ".Length" : "") : Extent.Of(1)));
            }
        }

        if (Signature.Result is { } result)
        {
            Add(result);
        }

        foreach (var parameter in Signature.Outputs)
        {
            Add(parameter.IrType);
        }

        var roots = Roots.Analyze(Function);
        foreach (var parameter in Function.Parameters.Where(p => p.IsActive && p.Type is ArrayType && roots.IsWritten(p.Value.Id)))
        {
            var input = Pushforward.Inputs.First(i => Function.Parameters[i.Of.Parameter] == parameter);
            all.Add((input.Value.Id, Extent.Numbers(parameter.Type, NameScope.Escape(parameter.Name))));
        }

        return all;
    }
}
