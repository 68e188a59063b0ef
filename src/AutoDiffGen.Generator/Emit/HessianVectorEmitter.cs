using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes <c>MHessianVectorProduct</c>: the value, the gradient, and the derivative of the gradient along the tangents,
/// which is the Hessian times them. It is the pushforward of the gradient function, whose arrays of adjoints are the
/// destinations of the gradient and their tangents those of the product.
/// </summary>
internal sealed class HessianVectorEmitter : MemberEmitter
{
    private readonly GradientPushforward _gradient;

    private HessianVectorEmitter(MethodSignature signature, GradientPushforward gradient, LoopLibrary loops, CodeWriter writer)
        : base(signature, gradient.Pushforward.Program, loops, writer) => _gradient = gradient;

    private Pushforward Pushforward => _gradient.Pushforward;

    /// <param name="ofGradient">The pushforward of the gradient function of the method.</param>
    public static HessianVectorEmitter For(MethodSignature signature, Pushforward ofGradient, LoopLibrary loops, CodeWriter writer) =>
        new(signature, GradientPushforward.Of(ofGradient), loops, writer);

    public void Emit()
    {
        var block = Pushforward.Block;
        var roots = Roots.Analyze(Function);
        var list = new HessianVectorList(Signature, name => Function.Parameters.Any(p => p.Name == name && roots.IsWritten(p.Value.Id)));
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Concat(list.Names));
        var entry = new Entry(Function, Signature, context);
        var tangents = new TangentEntry(Pushforward, list.Tangents, context);
        Summary(Writer, $"The value of <c>{Signature.Name}</c>, its gradient, and its Hessian times the tangents of the parameters{(list.Gradient.CanAccumulate ? "; a tangent that is empty is zero, a destination that is empty is skipped" : "")}.");
        WriteHead(Head(Signature.ReturnType, Signature.Names.HessianVector), [.. entry.Declarations(), .. list.Declarations]);
        entry.BindValues();
        entry.CheckArrays();
        tangents.Check();
        var sums = Sums(list);
        Check(sums, list);
        tangents.Read(Reads(block));
        RentStacks(context, block);
        Open(sums, list, context);
        foreach (var whole in list.Gradient.Parameters.Concat(list.Product.Parameters).Where(p => p.IsStruct))
        {
            Writer.Line($"{whole.Name} = default;");
        }

        var targets = Targets(list);
        foreach (var (id, name) in targets.Where(t => targets.Count(o => o.Id == t.Id) == 1 && !block.Terminator.Operands.Take(_gradient.Outputs).Contains(t.Id)))
        {
            if (block.Ops.Any(op => op.Results.Any(r => r.Id == id) && !Simplify.IsLeaf(op)))
            {
                context.Assigned[id] = name;
            }
        }

        var plan = ForwardPlan(block, []);
        var steps = new StepEmitter(context, Loops, plan, [block], [], _ => "");
        plan.Steps.ForEach(steps.Emit);
        foreach (var (id, name) in targets.Where(t => context.Value(t.Id).Text != t.Name))
        {
            Writer.Line($"{name} = {context.Value(id).Text};");
        }

        var outputs = new OutputList(Signature, Derivative, []);
        string kept = outputs.Kept(context, block);
        tangents.Release();
        context.ReleaseLeases(context.Leases.Peek());
        outputs.Return(context, block, kept);
        Writer.Close();
    }

    // Adjoints of numbers stand after the outputs, their tangents after all of these.
    private List<(int Id, string Name)> Targets(HessianVectorList list)
    {
        var targets = new List<(int, string)>();
        for (int i = 0; i < _gradient.Numbers.Count; i++)
        {
            targets.Add((_gradient.Adjoint(i), list.Gradient.Target(_gradient.Numbers[i])));
            targets.Add((_gradient.Tangent(i), list.Product.Target(_gradient.Numbers[i])));
        }

        return targets;
    }

    // The arrays: the method's parameter, the array of its adjoints and that of their tangents in the IR, and both destinations.
    private List<(IrParameter Of, TangentInput Input, int Adjoints, string Gradient, string Product)> Sums(HessianVectorList list)
    {
        var arrays = Function.Parameters.Where(p => p.IsActive && p.Type is ArrayType).ToList();
        string Name(DestinationList destinations, IrParameter of) => destinations.Parameters.First(d => d.Source == of.Name).Name;
        return [.. _gradient.Sums.Select((input, i) => (arrays[i], input, _gradient.Adjoints(input), Name(list.Gradient, arrays[i]), Name(list.Product, arrays[i])))];
    }

    private void Check(List<(IrParameter Of, TangentInput Input, int Adjoints, string Gradient, string Product)> sums, HessianVectorList list)
    {
        var memory = ArgumentMemory(p => NameScope.Escape(p.Name));
        foreach (var input in Pushforward.Inputs.Where(i => i.Of.Type is ArrayType))
        {
            string tangent = list.Tangents.Parameters.First(p => p.Source == input.Of.Name).Name;
            memory.Add(MemoryChecks.Of((ArrayType)input.Value.Type, tangent, tangent, ScalarEmitter.TypeText(((ArrayType)input.Value.Type).Innermost)));
        }

        foreach (var (of, _, _, gradient, product) in sums)
        {
            var type = (ArrayType)of.Type;
            string argument = NameScope.Escape(of.Name);
            foreach (string name in new[] { gradient, product })
            {
                Writer.Line(ArrayDestinations.IsFlat(type) ? $"Guard.Length({name}.Length, {argument}.Length, nameof({name}));" : $"Guard.SameShape({name}, {argument}, nameof({name}));");
                memory.Check(MemoryChecks.Of(type, name, name, ArrayDestinations.ElementText(type)), $"nameof({name})");
            }
        }
    }

    // Destinations are cleared unless they are added to; zeros stand in for those that are left out.
    private void Open(List<(IrParameter Of, TangentInput Input, int Adjoints, string Gradient, string Product)> sums, HessianVectorList list, EmitContext context)
    {
        if (sums.Count > 0)
        {
            Writer.Open($"if (!{list.Accumulate})");
            foreach (var (name, flat) in sums.SelectMany(s => new[] { (s.Gradient, Flat: ArrayDestinations.IsFlat((ArrayType)s.Of.Type)), (s.Product, Flat: ArrayDestinations.IsFlat((ArrayType)s.Of.Type)) }))
            {
                if (flat)
                {
                    Writer.Line($"{name}.Clear();");
                    continue;
                }

                Writer.Open($"if ({name} is not null)").Line($"Shadow.Clear({name});").Close();
            }

            Writer.Close();
        }

        foreach (var (of, input, adjoints, gradient, product) in sums)
        {
            var type = (ArrayType)of.Type;
            string argument = NameScope.Escape(of.Name);
            bool flat = ArrayDestinations.IsFlat(type);
            foreach (var (name, id) in new[] { (gradient, adjoints), (product, input.Value.Id) })
            {
                string sum = context.Names.Take(name + "Sums");
                if (flat)
                {
                    string element = ArrayDestinations.ElementText(type), lease = context.Names.Take(name + "Lease");
                    Writer.Line($"Span<{element}> {sum} = Tangent.OrZeros({name}, {argument}.Length, out Lease<{element}> {lease});");
                    context.Leases.Peek().Add(lease);
                    context.Locals.Add(id);
                }
                else
                {
                    Writer.Line($"{ArrayDestinations.AdjointText(type)} {sum} = {name} ?? {ArrayDestinations.Like(type, argument)};");
                }

                context.Values[id] = Expr.Of(sum);
            }
        }
    }
}
