using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

// Branches and loops that hand on tensors: variables that hold spans.
internal sealed partial class ScalarEmitter
{
    // One of two tensors that are there already.
    private void Pick(IrOp op)
    {
        string name = context.Names.Take(op.Result.Name.Length > 0 ? op.Result.Name : "picked");
        var (first, second) = (op.Regions[0].Terminator.Operands[0], op.Regions[1].Terminator.Operands[0]);
        context.Writer.Line($"{TypeText(op.Result.Type)} {name} = {context.Value(op.Operands[0]).At(Expr.Or)} ? {context.Span(first)} : {context.Span(second)};");
        context.Spans[op.Result.Id] = name;
    }

    // The steps of a loop's body, and the memory of the tensors that it carries.
    private (TensorPlan? Plan, CarriedTensors? Tensors) Tensors(IrOp op, List<string> variables)
    {
        if (steps is null || !Fuse.UsesTensors(op))
        {
            return (null, null);
        }

        var plan = StepEmitter.Plan(op.Regions[op.Regions.Count - 1]);
        return (plan, new CarriedTensors(context, op, plan, variables, steps.IsZero));
    }

    // What an iteration takes of the temporaries is free for the next.
    private void Releasing(IrOp loop, Action body)
    {
        if (steps is null || !Fuse.UsesTensors(loop))
        {
            body();
            return;
        }

        string mark = context.Names.Take("mark");
        context.Writer.Between($"long {mark} = {context.Temporaries}.Mark();", $"{context.Temporaries}.Reset({mark});", () =>
        {
            int before = context.TemporariesTaken;
            body();
            return context.TemporariesTaken > before;
        });
    }

    // Tensors stand whole on the tape, after the numbers when pushed and before them when popped.
    private void PushTensors(IrOp op)
    {
        foreach (int id in op.Operands.Where(id => context.Types[id] is TensorType))
        {
            context.Writer.Line($"{context.Records(op)}.PushAll<{context.Element(id).CSharp}>({context.Span(id)});");
        }
    }

    private void PopTensors(IrOp op)
    {
        foreach (var value in op.Results.Reverse().Where(r => r.Type is TensorType))
        {
            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : "saved");
            context.Writer.Line($"{TypeText(value.Type)} {name} = {context.Records(op)}.PopAll<{value.Tensor!.Element.CSharp}>({context.Size(value.Tensor.Size)});");
            context.Spans[value.Id] = name;
        }
    }
}
