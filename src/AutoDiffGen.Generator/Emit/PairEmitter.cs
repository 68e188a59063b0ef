using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes the hidden pair of a recursive method: a forward that pushes what it saves on a tape, after what the methods
/// that it calls have pushed, and a reverse that reads it back from the end.
/// </summary>
internal sealed class PairEmitter(MethodSignature signature, Derivative derivative, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, derivative, loops, writer)
{
    // What the forward part calls the values that it saves.
    private readonly Dictionary<int, string> _saved = [];

    private string Modifiers => string.Join(" ", Signature.Modifiers.Split(' ').Select(m => m is "public" or "private" or "protected" ? "internal" : m).Distinct());

    public void Emit()
    {
        Forward();
        Writer.Line();
        Reverse();
    }

    private void Forward()
    {
        var names = new NameScope(Signature.Parameters.Select(p => p.Name));
        string tape = names.Take("tape");
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Append(tape));
        (context.Calls, context.Tape) = (CallMode.Forward, tape);
        var entry = new Entry(Function, Signature, context);
        Writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        WriteHead($"{Modifiers} {Signature.ReturnType} {Signature.Names.Forward}{Signature.TypeParameters}", [.. entry.Declarations(), $"Tape {tape}"]);
        entry.BindValues();
        RentStacks(context, Derivative.Forward);
        var plan = new TensorPlan(Derivative.Forward, [], _ => "");
        var steps = new StepEmitter(context, Loops, plan, [Derivative.Forward], Derivative.Saved.Select(v => v.Id), _ => "");
        plan.Steps.ForEach(steps.Emit);
        foreach (var value in Derivative.Saved)
        {
            string text = context.Value(value.Id).Text;
            _saved[value.Id] = NameScope.IsName(text) ? text : "saved";
            Writer.Line($"{tape}.Push({text});");
        }

        context.ReleaseLeases(context.Leases.Peek());
        Writer.Line($"return {context.Value(Derivative.Forward.Terminator.Operands[0]).Text};").Close();
    }

    private void Reverse()
    {
        var destinations = new DestinationList(Signature);
        var names = new NameScope(Signature.Parameters.Select(p => p.Name).Concat(destinations.Names));
        string cursor = names.Take("cursor");
        string cotangent = names.Take("cotangent");
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Concat(destinations.Names).Append(cursor).Append(cotangent));
        context.Cursor = cursor;
        var entry = new Entry(Function, Signature, context);
        Writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        WriteHead($"{Modifiers} void {Signature.Names.Reverse}{Signature.TypeParameters}",
            [.. entry.Declarations(), $"ref TapeCursor {cursor}", $"{Signature.ReturnType} {cotangent}", .. destinations.Declarations]);
        entry.BindValues();
        context.Values[Derivative.Cotangent.Id] = Expr.Of(cotangent);
        foreach (var value in Derivative.Saved.Reverse())
        {
            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : _saved[value.Id]);
            Writer.Line($"{ScalarEmitter.TypeText(value.Type)} {name} = {cursor}.Pop<{ScalarEmitter.TypeText(value.Type)}>();");
            context.Values[value.Id] = Expr.Of(name);
        }

        var reverse = new ReverseEmitter(context, Derivative, destinations);
        var leaves = Derivative.Forward.Ops.Where(op => Simplify.IsLeaf(op) && reverse.Reads.Contains(op.Result.Id)).ToList();
        var scalars = new ScalarEmitter(context, []);
        leaves.ForEach(scalars.Emit);
        RentStacks(context, reverse.Block);
        reverse.Emit(Loops, [new IrBlock(EquatableArray<IrValue>.Empty, leaves.ToEquatable())], "");
        context.ReleaseLeases(context.Leases.Peek());
        Writer.Close();
    }
}
