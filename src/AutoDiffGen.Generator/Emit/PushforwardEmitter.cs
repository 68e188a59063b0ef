using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes <c>MPushforward</c>: the value and its tangent in one pass, which keeps nothing.</summary>
internal sealed class PushforwardEmitter(MethodSignature signature, Pushforward pushforward, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, pushforward.Program, loops, writer)
{
    public void Emit()
    {
        var roots = Roots.Analyze(Function);
        var tangents = new TangentList(Signature, name => Function.Parameters.Any(p => p.Name == name && roots.IsWritten(p.Value.Id)));
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Concat(tangents.Names));
        var entry = new Entry(Function, Signature, context);
        var tangentEntry = new TangentEntry(pushforward, tangents, context);
        bool left = pushforward.Inputs.Any(i => i.Of.Type is not ScalarType);
        Summary(Writer, $"The value of <c>{Signature.Name}</c> and its derivative along the tangents of the parameters{(left ? "; a tangent that is empty or null is zero" : "")}.");
        WriteHead(Head(Signature.ReturnType, Signature.Names.Pushforward), [.. entry.Declarations(), .. tangents.Declarations]);
        entry.BindValues();
        entry.CheckArrays();
        var block = pushforward.Block;
        var reads = Reads(block);
        var plan = ForwardPlan(block, []);
        if (HasTensors)
        {
            entry.CheckAndBind();
        }

        tangentEntry.Check();
        if (HasTensors)
        {
            entry.ReadInputs(reads);
        }

        tangentEntry.Read(reads);
        Body(context, block, plan, tangents.Result, () =>
        {
            tangentEntry.Release();
            entry.ReleaseInputs();
            context.ReleaseLeases(context.Leases.Peek());
        });
        Writer.Close();
    }

    private void Body(EmitContext context, IrBlock block, TensorPlan plan, string tangent, Action release)
    {
        var homes = new Dictionary<int, string>();
        string result = "", tangentData = "";
        if (WritesResult(plan, out int root))
        {
            result = NewTensor(context, out string span);
            homes[root] = span;
        }

        if (ResultTensor is { } type)
        {
            tangentData = context.Names.Take(tangent + "Data");
            Writer.Line($"{tangent} = Tensor.CreateFromShapeUninitialized<{type.Element.CSharp}>([{string.Join(", ", type.Shape.Select(context.Size))}]);");
            Writer.Line($"Span<{type.Element.CSharp}> {tangentData} = Dense.Write({tangent}, \"{tangent}\");");
            int home = plan.Root(pushforward.Tangent);
            if (plan.HasScratch(home) && !homes.ContainsKey(home))
            {
                homes[home] = tangentData;
            }
        }
        else if (block.Ops.Any(op => op.Results.Any(r => r.Id == pushforward.Tangent) && !Simplify.IsLeaf(op)) && pushforward.Tangent != block.Terminator.Operands[0])
        {
            context.Assigned[pushforward.Tangent] = tangent;
        }

        string scratch = Rent(context, plan.Total, out string lease);
        var steps = new StepEmitter(context, Loops, plan, [block], [], v => homes.TryGetValue(v.Id, out string? span) ? span : Slice(context, v, scratch));
        plan.Steps.ForEach(steps.Emit);
        if (ResultTensor is not null)
        {
            if (!homes.ContainsKey(plan.Root(pushforward.Tangent)) || homes[plan.Root(pushforward.Tangent)] != tangentData)
            {
                Writer.Line($"{context.Span(pushforward.Tangent)}.CopyTo({tangentData});");
            }

            release();
            ReturnTensor(context, plan, result, [lease]);
            return;
        }

        string text = context.Value(pushforward.Tangent).Text;
        if (text != tangent)
        {
            Writer.Line($"{tangent} = {text};");
        }

        string value = context.Value(block.Terminator.Operands[0]).Text;
        if (lease.Length > 0)
        {
            Writer.Line($"{lease}.Dispose();");
        }

        release();
        Writer.Line($"return {value};");
    }
}
