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

    private DispatchSignature? Dispatch => IsHelper ? null : Signature.Dispatch;

    private GeneratedNames Names => Dispatch?.Names ?? Signature.Names;

    private string Modifiers => IsHelper ? "internal static" : Dispatch is { } dispatch ? dispatch.Modifiers
        : string.Join(" ", Signature.Modifiers.Split(' ').Select(m => m is "public" or "private" or "protected" ? "internal" : m).Distinct());

    private string TypeParameters => IsHelper ? "" : Signature.TypeParameters;

    // The members that everybody may call serve as well when they take and give plain numbers.
    private bool IsPlain => !IsHelper && Dispatch is null && Signature.Result is ScalarType && Derivative.Forward.Terminator.Operands.Count == 1
        && Signature.Parameters.All(p => p.Reference.Length == 0 && p.IrType is ScalarType or OpaqueType or ModelType);

    public void Emit()
    {
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

        Implementations();
    }

    // A method that implements an interface's hands its pair on under the interface's names.
    private void Implementations()
    {
        foreach (var method in Dispatch?.Interfaces ?? EquatableArray<ImplementedMethod>.Empty)
        {
            void Member(string result, string name, string target, IEnumerable<string> declarations)
            {
                var all = declarations.ToList();
                var arguments = all.Select(d => (d.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : d.StartsWith("out ", StringComparison.Ordinal) ? "out " : "") + d.Split(' ').Last());
                Writer.Line().Line("[EditorBrowsable(EditorBrowsableState.Never)]");
                Writer.Line($"{result} {method.Interface}.{name}({string.Join(", ", all)}) => {target}({string.Join(", ", arguments)});");
            }

            var own = NewSignature();
            Member(own.Result, method.Names.Value, Names.Value, own.Declarations);
            own = NewSignature();
            Member(own.Result, method.Names.Forward, Names.Forward, ForwardDeclarations(own, out _));
            own = NewSignature();
            Member("void", method.Names.Reverse, Names.Reverse, ReverseDeclarations(own, out _, out _, out _));
            if (method.HasForward && pair.Pushforward is { } pushforward)
            {
                own = NewSignature();
                Member(PairSignature.Tuple(TangentOutputs(own)), method.Names.Tangent, Names.Tangent, TangentDeclarations(own, pushforward, out _));
            }
        }
    }

    private static List<string> ForwardDeclarations(PairSignature own, out string tape)
    {
        tape = own.Take("tape");
        return [.. own.Declarations, $"Tape {tape}"];
    }

    private static List<string> ReverseDeclarations(
        PairSignature own, out string cursor, out List<(string Name, string Declaration)> cotangents, out List<(PairParameter Of, string Name, string Declaration)> adjoints)
    {
        cursor = own.Take("cursor");
        (cotangents, adjoints) = (own.Cotangents(), own.Adjoints());
        return [.. own.Declarations, $"ref TapeCursor {cursor}", .. cotangents.Select(c => c.Declaration), .. adjoints.Select(a => a.Declaration)];
    }

    private static IrType[] TangentOutputs(PairSignature own) => [.. own.Outputs, .. own.Outputs.Where(o => o.IsDifferentiable)];

    private List<string> TangentDeclarations(PairSignature own, Pushforward pushforward, out List<(IrValue Value, string Name)> inputs)
    {
        inputs = [.. pushforward.Inputs.Where(i => own.Parameters.Any(p => p.IsActive && p.Of == Function.Parameters[i.Of.Parameter]))
            .Select(i => (i.Value, Name: own.Take("t" + NameScope.Pascal(i.Of.Name))))];
        var types = inputs.Select(i => TangentType(i.Value.Type, Function.Parameters[pushforward.Inputs.First(input => input.Value.Id == i.Value.Id).Of.Parameter]));
        return [.. own.Declarations, .. types.Zip(inputs, (type, i) => $"{PairSignature.TypeText(type)} {i.Name}")];
    }

    // Which body runs is not known to a caller, nor whether that writes.
    private IrType TangentType(IrType type, IrParameter of) => Dispatch is not null && type is ArrayType array && ArrayDestinations.IsFlat(array)
        ? array with { Kind = of.Type is ArrayType { Kind: ArrayKind.ReadOnlySpan } ? ArrayKind.ReadOnlySpan : ArrayKind.Span }
        : type;

    private PairSignature NewSignature() => new(Function.Parameters, [.. Derivative.Outputs.Select(v => v.Type)], IsHelper);

    private void Value()
    {
        var own = NewSignature();
        if (Head(own.Result, IsHelper ? pair.Name : Names.Value, own.Declarations))
        {
            return;
        }

        var context = Begin(own, Types, own.Names);
        var block = Simplify.PrimalBlock(Derivative);
        Steps(context, block, []);
        Return(context, block.Terminator.Operands);
    }

    private void Forward()
    {
        var own = NewSignature();
        if (Head(own.Result, IsHelper ? pair.Name + "Forward" : Names.Forward, ForwardDeclarations(own, out string tape)))
        {
            return;
        }

        var context = Begin(own, Types, own.Names.Append(tape));
        context.Tape = tape;
        Steps(context, Derivative.Forward, Derivative.Saved.Select(v => v.Id));
        foreach (var value in Derivative.Saved)
        {
            string text = context.Value(value.Id).Text;
            _saved[value.Id] = NameScope.IsName(text) ? text : "saved";
            Writer.Line(ScalarEmitter.PushText(tape, value.Type, text));
        }

        Return(context, Derivative.Forward.Terminator.Operands);
    }

    private void Reverse()
    {
        var own = NewSignature();
        var declarations = ReverseDeclarations(own, out string cursor, out var cotangents, out var adjoints);
        if (Head("void", IsHelper ? pair.Name + "Reverse" : Names.Reverse, declarations))
        {
            return;
        }

        var context = Begin(own, Types, own.Names.Append(cursor).Concat(cotangents.Select(c => c.Name)).Concat(adjoints.Select(a => a.Name)));
        context.Cursor = cursor;
        foreach (var (value, cotangent) in Derivative.Cotangents.Zip(cotangents, (v, c) => (v, c)))
        {
            context.Values[value.Id] = Expr.Of(cotangent.Name);
        }

        foreach (var value in Derivative.Saved.Reverse())
        {
            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : _saved[value.Id]);
            Writer.Line($"{ScalarEmitter.TypeText(value.Type)} {name} = {ScalarEmitter.PopText(cursor, value.Type)};");
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
        var declarations = TangentDeclarations(own, pushforward, out var inputs);
        if (Head(PairSignature.Tuple(TangentOutputs(own)), IsHelper ? pair.Name + "Tangent" : Names.Tangent, declarations))
        {
            return;
        }

        var context = Begin(own, values, own.Names.Concat(inputs.Select(i => i.Name)));
        foreach (var (value, name) in inputs)
        {
            context.Values[value.Id] = Expr.Of(name);
            Flat(context, value.Id, value.Type as ArrayType);
        }

        Steps(context, pushforward.Block, []);
        Return(context, pushforward.Block.Terminator.Operands);
    }

    // The head of a member; true when that is all of it, because the method is abstract.
    private bool Head(string result, string name, IEnumerable<string> declarations)
    {
        Writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        string head = $"{Modifiers} {result} {name}{TypeParameters}".TrimStart();
        if (Dispatch is { IsAbstract: true })
        {
            Writer.Call(head, [.. declarations], ";");
            return true;
        }

        WriteHead(head, [.. declarations], constraints: !IsHelper);
        if (Dispatch is { Guarded: { Length: > 0 } type } && !name.StartsWith(Names.Reverse, StringComparison.Ordinal))
        {
            // A type that overrides the method without a derivative of its own must not get this one.
            Writer.Open($"if (GetType() != typeof({type}))").Line($"Guard.NotOverridden(this, typeof({type}), \"{Signature.Name}\");").Close();
        }

        return false;
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
        RentStacks(context, block);
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
