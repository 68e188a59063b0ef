using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes the hidden pair of a method whose calls stay calls: a forward that pushes what it saves on a tape, after what
/// the methods that it calls have pushed, and a reverse that reads it back from the end. Beside them the value alone, and
/// value and tangent together, where the members that everybody may call take other parameters.
/// </summary>
internal sealed class PairEmitter(MethodSignature signature, Pair pair, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, pair.Derivative, loops, writer)
{
    // What the forward part calls the values that it saves.
    private readonly Dictionary<int, string> _saved = [];

    private bool IsHelper => pair.Name.Length > 0;

    private string Modifiers => IsHelper ? "internal static"
        : string.Join(" ", Signature.Modifiers.Split(' ').Select(m => m is "public" or "private" or "protected" ? "internal" : m).Distinct());

    private string TypeParameters => IsHelper ? "" : Signature.TypeParameters;

    // The members that everybody may call serve as well when they take and give plain numbers.
    private bool IsPlain => !IsHelper && Signature.Result is ScalarType && Derivative.Forward.Terminator.Operands.Count == 1
        && Signature.Parameters.All(p => p.Reference.Length == 0 && p.IrType is ScalarType or OpaqueType or ModelType);

    public void Emit()
    {
        if (Derivative.Saved.FirstOrDefault(v => v.Type is ArrayType) is not null)
        {
            throw new CompilationException("ADG0206", IrSpan.None);
        }

        if (!IsPlain)
        {
            Value();
            Writer.Line();
        }

        Forward();
        Writer.Line();
        Reverse();
        if (!IsPlain && pair.Pushforward is { } pushforward)
        {
            Writer.Line();
            Tangent(pushforward);
        }
    }

    private PairSignature NewSignature() => new(Function.Parameters, [.. Derivative.Outputs.Select(v => v.Type)], IsHelper);

    private void Value()
    {
        var own = NewSignature();
        Head(own.Result, IsHelper ? pair.Name : Signature.Names.Value, own.Declarations);
        var context = Begin(own, Types, own.Names);
        var block = Simplify.PrimalBlock(Derivative);
        Steps(context, block, []);
        Return(context, block.Terminator.Operands);
    }

    private void Forward()
    {
        var own = NewSignature();
        string tape = own.Take("tape");
        Head(own.Result, IsHelper ? pair.Name + "Forward" : Signature.Names.Forward, own.Declarations.Append($"Tape {tape}"));
        var context = Begin(own, Types, own.Names.Append(tape));
        context.Tape = tape;
        Steps(context, Derivative.Forward, Derivative.Saved.Select(v => v.Id));
        foreach (var value in Derivative.Saved)
        {
            string text = context.Value(value.Id).Text;
            _saved[value.Id] = NameScope.IsName(text) ? text : "saved";
            Writer.Line($"{tape}.Push({text});");
        }

        Return(context, Derivative.Forward.Terminator.Operands);
    }

    private void Reverse()
    {
        var own = NewSignature();
        string cursor = own.Take("cursor");
        var cotangents = own.Cotangents();
        var adjoints = own.Adjoints();
        Head("void", IsHelper ? pair.Name + "Reverse" : Signature.Names.Reverse,
            [.. own.Declarations, $"ref TapeCursor {cursor}", .. cotangents.Select(c => c.Declaration), .. adjoints.Select(a => a.Declaration)]);
        var context = Begin(own, Types, own.Names.Append(cursor).Concat(cotangents.Select(c => c.Name)).Concat(adjoints.Select(a => a.Name)));
        context.Cursor = cursor;
        foreach (var (value, cotangent) in Derivative.Cotangents.Zip(cotangents, (v, c) => (v, c)))
        {
            context.Values[value.Id] = Expr.Of(cotangent.Name);
        }

        foreach (var value in Derivative.Saved.Reverse())
        {
            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : _saved[value.Id]);
            Writer.Line($"{ScalarEmitter.TypeText(value.Type)} {name} = {cursor}.Pop<{ScalarEmitter.TypeText(value.Type)}>();");
            context.Values[value.Id] = Expr.Of(name);
        }

        Adjoints(context, adjoints);
        context.ReleaseLeases(context.Leases.Peek());
        Writer.Close();
    }

    // Shadows are worked on in place; numbers come out, computed in their places where nothing reads them again.
    private void Adjoints(EmitContext context, List<(PairParameter Of, string Name, string Declaration)> adjoints)
    {
        var reverse = Derivative.Reverse;
        var yields = reverse.Terminator.Operands;
        var targets = new List<(string Name, int Value)>();
        for (int k = 0; k < Derivative.Destinations.Count; k++)
        {
            var of = Function.Parameters[Derivative.Destinations[k].Parameter];
            if (adjoints.FirstOrDefault(a => a.Of.Of == of) is not { Name: { } name } adjoint)
            {
                continue;
            }

            if (adjoint.Of.IsArray)
            {
                context.Values[yields[k]] = Expr.Of(name);
                Flat(context, yields[k], (ArrayType)of.Type);
                continue;
            }

            targets.Add((name, yields[k]));
            if (!context.Assigned.ContainsKey(yields[k]) && reverse.Ops.Any(op => op.Results.Any(r => r.Id == yields[k]) && !Simplify.IsLeaf(op)))
            {
                context.Assigned[yields[k]] = name;
            }
        }

        var free = IrWalk.FreeIds(reverse);
        var leaves = Derivative.Forward.Ops.Where(op => Simplify.IsLeaf(op) && free.Contains(op.Result.Id)).ToList();
        var scalars = new ScalarEmitter(context, []);
        leaves.ForEach(scalars.Emit);
        Steps(context, reverse, []);
        foreach (var (name, value) in targets.Where(t => context.Value(t.Value).Text != t.Name))
        {
            Writer.Line($"{name} = {context.Value(value).Text};");
        }
    }

    private void Tangent(Pushforward pushforward)
    {
        var own = NewSignature();
        var values = IrWalk.AllValues(pushforward.Block).Concat(pushforward.Inputs.Select(i => i.Value)).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        var inputs = pushforward.Inputs.Where(i => own.Parameters.Any(p => p.IsActive && p.Of == Function.Parameters[i.Of.Parameter]))
            .Select(i => (i.Value, Name: own.Take("t" + NameScope.Pascal(i.Of.Name)))).ToList();
        IrType[] outputs = [.. own.Outputs, .. own.Outputs.Where(o => o.IsDifferentiable)];
        Head(PairSignature.Tuple(outputs), IsHelper ? pair.Name + "Tangent" : Signature.Names.Tangent,
            [.. own.Declarations, .. inputs.Select(i => $"{PairSignature.TypeText(i.Value.Type)} {i.Name}")]);
        var context = Begin(own, values, own.Names.Concat(inputs.Select(i => i.Name)));
        foreach (var (value, name) in inputs)
        {
            context.Values[value.Id] = Expr.Of(name);
            Flat(context, value.Id, value.Type as ArrayType);
        }

        Steps(context, pushforward.Block, []);
        Return(context, pushforward.Block.Terminator.Operands);
    }

    private void Head(string result, string name, IEnumerable<string> declarations)
    {
        Writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        WriteHead($"{Modifiers} {result} {name}{TypeParameters}", [.. declarations], constraints: !IsHelper);
    }

    private EmitContext Begin(PairSignature own, IReadOnlyDictionary<int, IrType> types, IEnumerable<string> names)
    {
        var all = types.Concat(Function.Parameters.Select(p => new KeyValuePair<int, IrType>(p.Value.Id, p.Type))).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.First().Value);
        var context = NewContext(names, all);
        context.Holder = IsHelper ? Signature.Names.Calls + Signature.TypeParameters : "";
        foreach (var parameter in own.Parameters)
        {
            context.Values[parameter.Of.Value.Id] = Expr.Of(parameter.Name);
            Flat(context, parameter.Of.Value.Id, parameter.Of.Type as ArrayType);
        }

        return context;
    }

    // Every array of one dimension is a span here.
    private static void Flat(EmitContext context, int id, ArrayType? type)
    {
        if (type is not null && ArrayDestinations.IsFlat(type))
        {
            context.Locals.Add(id);
        }
    }

    private void Steps(EmitContext context, IrBlock block, IEnumerable<int> saved)
    {
        var plan = new TensorPlan(block, [], _ => "");
        var steps = new StepEmitter(context, Loops, plan, [block], saved, _ => "");
        plan.Steps.ForEach(steps.Emit);
    }

    private void Return(EmitContext context, IEnumerable<int> outputs)
    {
        var texts = outputs.Select(id => context.Value(id).Text).ToList();
        context.ReleaseLeases(context.Leases.Peek());
        if (texts.Count > 0)
        {
            Writer.Line(texts.Count == 1 ? $"return {texts[0]};" : $"return ({string.Join(", ", texts)});");
        }

        Writer.Close();
    }
}
