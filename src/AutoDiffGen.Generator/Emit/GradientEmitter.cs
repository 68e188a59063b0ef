using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes <c>MGradient</c>: the value and the gradient in one call, with the cotangent 1 folded in.</summary>
internal sealed class GradientEmitter(MethodSignature signature, Derivative unit, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, unit, loops, writer)
{
    public void Emit()
    {
        var destinations = new DestinationList(Signature);
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Concat(destinations.Names));
        var entry = new Entry(Function, Signature, context);
        Summary(Writer, $"The value of <c>{Signature.Name}</c> and its gradient{(destinations.CanAccumulate ? ", written to the destinations or, with <c>accumulate</c>, added to them; a destination that is null is skipped" : "")}.");
        WriteHead(Head(Signature.ReturnType, Signature.Names.Gradient), [.. entry.Declarations(), .. destinations.Declarations]);
        entry.BindValues();

        entry.CheckArrays();
        var reverse = new ReverseEmitter(context, Derivative, destinations);
        if (HasTensors)
        {
            entry.CheckAndBind();
            entry.ReadInputs(Reads(Derivative.Forward, reverse.Block));
        }

        reverse.CheckDestinations(ArgumentMemory(p => p.Type is TensorType ? NameScope.Escape(p.Name) : context.Value(p.Value.Id).Text));
        var plan = ForwardPlan(Derivative.Forward, Derivative.Saved.Select(v => v.Id));
        string scratch = Rent(context, plan.Total + reverse.Scratch, out string lease);
        OpenTemporaries(context, Derivative.Forward, reverse.Block);
        string tapeLease = RentTape(context);
        RentStacks(context, Derivative.Forward, reverse.Block);
        var forward = new StepEmitter(context, Loops, plan, [Derivative.Forward, reverse.Block], [], v => Slice(context, v, scratch));
        Writer.Section("Forward", () => plan.Steps.ForEach(forward.Emit));
        Writer.Section("Reverse", () =>
        {
            OpenTape(context, tapeLease);
            reverse.Emit(Loops, [Derivative.Forward], scratch);
        });
        var outputs = new OutputList(Signature, Derivative, []);
        string result = outputs.Kept(context, Derivative.Forward);
        context.ReleaseLeases(context.Leases.Peek());
        if (lease.Length > 0)
        {
            Writer.Line().Line($"{lease}.Dispose();");
        }

        CloseTemporaries(context);
        Release(tapeLease);

        entry.ReleaseInputs();
        outputs.Return(context, Derivative.Forward, result);
        Writer.Close();
    }
}
