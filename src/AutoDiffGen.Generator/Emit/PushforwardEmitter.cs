using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes <c>MPushforward</c>: the value and its tangent in one pass, which keeps nothing.</summary>
internal sealed class PushforwardEmitter(MethodSignature signature, Pushforward pushforward, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, pushforward.Program, loops, writer)
{
    private IrBlock Block => pushforward.Block;

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
        var reads = Reads(Block);
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
        var plan = ForwardPlan(Block, []);
        RentStacks(context, Block);
        void Release()
        {
            tangentEntry.Release();
            entry.ReleaseInputs();
            context.ReleaseLeases(context.Leases.Peek());
        }

        if (ResultTensor is { } type)
        {
            Tensor(context, plan, type, tangents.Outputs[0].Name, Release);
        }
        else
        {
            Numbers(context, plan, tangents, Release);
        }

        Writer.Close();
    }

    private void Numbers(EmitContext context, TensorPlan plan, TangentList tangents, Action release)
    {
        // The targets of the tangents, number by number.
        var targets = new List<(string Name, bool IsInput)>();
        foreach (var output in tangents.Outputs)
        {
            if (output.Type is not StructType s)
            {
                targets.Add((output.Name, output.IsInput));
                continue;
            }

            if (!output.IsInput)
            {
                Writer.Line($"{output.Name} = default;");
            }

            targets.AddRange(s.Leaves().Where(l => l.Type.IsDifferentiable).Select(l => (l.NoGradient ? "" : output.Name + s.InGradient(l.Path), output.IsInput)));
        }

        // What nothing reads before may be computed in its place.
        for (int i = 0; i < targets.Count; i++)
        {
            int id = pushforward.Tangents[i];
            if (!targets[i].IsInput && targets[i].Name.Length > 0 && context.Types[id] is not ArrayType && !context.Assigned.ContainsKey(id) && !Block.Terminator.Operands.Take(Function.Return.Operands.Count).Contains(id)
                && Block.Ops.Any(op => op.Results.Any(r => r.Id == id) && !Simplify.IsLeaf(op)))
            {
                context.Assigned[id] = targets[i].Name;
            }
        }

        string scratch = Rent(context, plan.Total, out string lease);
        OpenTemporaries(context, Block);
        context.Owned.UnionWith(OutputList.Own(Block, []) is { } own ? [own] : []);
        var steps = new StepEmitter(context, Loops, plan, [Block], [], v => Slice(context, v, scratch));
        plan.Steps.ForEach(steps.Emit);

        // The old tangent of a ref parameter may still be read: those are assigned at the end.
        var pending = targets.Select((t, i) => (t.Name, t.IsInput, Text: context.Value(pushforward.Tangents[i]).Text, Type: context.Types[pushforward.Tangents[i]])).Where(t => t.Name.Length > 0 && t.Name != t.Text).ToList();
        foreach (var (name, _, text, _) in pending.Where(p => !p.IsInput).Select(p => p.Type is ArrayType array ? p with { Text = OutputList.CopyOf(Expr.Of(p.Text), array) } : p))
        {
            Writer.Line($"{name} = {text};");
        }

        var outputs = new OutputList(Signature, Derivative, []);
        string kept = outputs.Kept(context, Block);
        References(context, [.. pending.Where(p => p.IsInput).Select(p => (p.Name, p.Text, p.Type))]);
        Release(lease);
        CloseTemporaries(context);
        release();
        outputs.Return(context, Block, kept);
    }

    private void References(EmitContext context, List<(string Name, string Text, IrType Type)> tangents)
    {
        if (tangents.Count == 1)
        {
            Writer.Line($"{tangents[0].Name} = {tangents[0].Text};");
            return;
        }

        var waiting = tangents.Select(t => context.Names.Take("next" + NameScope.Pascal(t.Name.Replace(".", "")))).ToList();
        for (int i = 0; i < tangents.Count; i++)
        {
            Writer.Line($"{ScalarEmitter.TypeText(tangents[i].Type)} {waiting[i]} = {tangents[i].Text};");
        }

        for (int i = 0; i < tangents.Count; i++)
        {
            Writer.Line($"{tangents[i].Name} = {waiting[i]};");
        }
    }

    private void Tensor(EmitContext context, TensorPlan plan, TensorType type, string tangent, Action release)
    {
        var homes = new Dictionary<int, string>();
        string result = "";
        if (WritesResult(plan, out int root))
        {
            result = NewTensor(context, out string span);
            homes[root] = span;
        }

        string data = context.Names.Take(tangent + "Data");
        Writer.Line($"{tangent} = Tensor.CreateFromShapeUninitialized<{type.Element.CSharp}>([{context.Lengths(type.Shape)}]);");
        Writer.Line($"Span<{type.Element.CSharp}> {data} = Dense.Write({tangent}, \"{tangent}\");");
        int home = plan.Root(pushforward.Tangents[0]);
        bool inPlace = plan.HasScratch(home) && !homes.ContainsKey(home);
        if (inPlace)
        {
            homes[home] = data;
        }

        string scratch = Rent(context, plan.Total, out string lease);
        OpenTemporaries(context, Block);
        var steps = new StepEmitter(context, Loops, plan, [Block], [], v => homes.TryGetValue(v.Id, out string? span) ? span : Slice(context, v, scratch));
        plan.Steps.ForEach(steps.Emit);
        if (!inPlace)
        {
            Writer.Line($"{context.Span(pushforward.Tangents[0])}.CopyTo({data});");
        }

        ReturnTensor(context, result, () =>
        {
            release();
            Release(lease);
            CloseTemporaries(context);
        });
    }
}
