using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes <c>MPrimal</c>: the fused forward pass alone, which keeps nothing.</summary>
internal sealed class PrimalEmitter(MethodSignature signature, Derivative derivative, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, derivative, loops, writer)
{
    public void Emit()
    {
        var context = NewContext(Signature.Parameters.Select(p => p.Name));
        var entry = new Entry(Function, Signature, context);
        Summary(Writer, $"The value of <c>{Signature.Name}</c> alone: the fused forward pass, which keeps nothing for a reverse pass.");
        WriteHead(Head(Signature.ReturnType, Signature.Names.Primal), entry.Declarations());
        entry.BindValues();
        entry.CheckArrays();
        var block = Simplify.PrimalBlock(Derivative);
        string lease = "";
        var plan = ForwardPlan(block, []);
        string result = "", resultSpan = "";
        bool writes = WritesResult(plan, out int root);
        string scratch = "";
        if (HasTensors)
        {
            entry.CheckAndBind();
            entry.ReadInputs(Reads(block));
            if (writes)
            {
                result = NewTensor(context, out resultSpan);
            }

            scratch = Rent(context, plan.Total, out lease);
            OpenTemporaries(context, block);
            Writer.Line();
        }

        RentStacks(context, block);
        context.Owned.UnionWith(OutputList.Own(block, []) is { } own ? [own] : []);
        var steps = new StepEmitter(context, Loops, plan, [block], [], v => writes && v.Id == root ? resultSpan : Slice(context, v, scratch));
        plan.Steps.ForEach(steps.Emit);
        if (ResultTensor is not null)
        {
            ReturnTensor(context, result, () =>
            {
                entry.ReleaseInputs();
                Release(lease);
                CloseTemporaries(context);
                context.ReleaseLeases(context.Leases.Peek());
            });
        }
        else
        {
            var outputs = new OutputList(Signature, Derivative, []);
            string kept = outputs.Kept(context, block);
            Release(lease);
            CloseTemporaries(context);
            entry.ReleaseInputs();
            context.ReleaseLeases(context.Leases.Peek());
            outputs.Return(context, block, kept);
        }

        Writer.Close();
    }
}
