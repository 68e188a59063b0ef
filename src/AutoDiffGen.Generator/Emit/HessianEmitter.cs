using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes <c>MHessian</c>: the value, the gradient and the matrix of second derivatives. It is the Jacobian of the gradient
/// function, row by row.
/// </summary>
internal sealed class HessianEmitter : MatrixEmitter
{
    private readonly GradientPushforward _gradient;
    private readonly List<(IrParameter Of, TangentInput Input, string Destination, string Sums)> _sums = [];

    private HessianEmitter(MethodSignature signature, GradientPushforward gradient, LoopLibrary loops, CodeWriter writer)
        : base(signature, gradient.Pushforward, MatrixList.Hessian(signature), loops, writer) => _gradient = gradient;

    protected override string Kind => "Hessian";

    private Matrix Hessian => List.Matrices[0];

    private DestinationList Gradient => List.Gradient!;

    /// <param name="ofGradient">The pushforward of the gradient function of the method, along several directions at once.</param>
    public static HessianEmitter For(MethodSignature signature, Pushforward ofGradient, LoopLibrary loops, CodeWriter writer) =>
        new(signature, GradientPushforward.Of(ofGradient), loops, writer);

    public void Emit() => Emit(Signature.Names.Hessian, $"The value of <c>{Signature.Name}</c>, its gradient and its Hessian, row by row: as many rows and columns as the parameters have numbers; a destination that is empty is skipped.");

    protected override void Count(EmitContext context)
    {
        var start = Extent.Zero;
        foreach (var parameter in Signature.Parameters.Where(p => p.IsActive))
        {
            var count = Extent.Numbers(parameter.IrType, NameScope.Escape(parameter.Name));
            Columns.Add(new ParameterColumns(parameter, Hessian, count, start, Total));
            start += count;
        }

        Writer.Line($"int {Total} = {Hessian.Name}.IsEmpty ? 0 : {start.Text};");
    }

    protected override void Check(EmitContext context)
    {
        string size = Columns.Aggregate(Extent.Zero, (sum, c) => sum + c.Count).Text;
        var memory = Arguments();
        foreach (var (of, destination) in Arrays())
        {
            var type = (ArrayType)of.Type;
            string argument = NameScope.Escape(of.Name);
            Writer.Line(ArrayDestinations.IsFlat(type) ? $"Guard.Length({destination}.Length, {argument}.Length, nameof({destination}));" : $"Guard.SameShape({destination}, {argument}, nameof({destination}));");
            memory.Check(MemoryChecks.Of(type, destination, destination, ArrayDestinations.ElementText(type)), $"nameof({destination})");
        }

        Writer.Line($"Directions.Check({Hessian.Name}.Length, {size}, {size}, nameof({Hessian.Name}));");
        memory.Check(MemoryOf(Hessian), $"nameof({Hessian.Name})");
    }

    // Adjoints and their tangents are added up from zero in every sweep.
    protected override void Open(EmitContext context)
    {
        var arrays = Arrays();
        for (int i = 0; i < arrays.Count; i++)
        {
            var (of, destination) = arrays[i];
            var input = _gradient.Sums[i];
            var type = (ArrayType)of.Type;
            string argument = NameScope.Escape(of.Name), sums = context.Names.Take(destination + "Sums"), tangents = context.Names.Take("t" + NameScope.Pascal(sums));
            if (ArrayDestinations.IsFlat(type))
            {
                Rent(ArrayDestinations.ElementText(type), sums, argument + ".Length");
                Rent(Lane.CSharp, tangents, Extent.Numbers(type, argument).Text);
                context.Locals.Add(_gradient.Adjoints(input));
                context.Locals.Add(input.Value.Id);
            }
            else
            {
                Writer.Line($"{ScalarEmitter.TypeText(context.Types[_gradient.Adjoints(input)])} {sums} = {ArrayDestinations.Like(type, argument)};");
                Writer.Line($"{ScalarEmitter.TypeText(context.Types[input.Value.Id])} {tangents} = {LanesLike(type, argument)};");
            }

            context.Values[_gradient.Adjoints(input)] = Expr.Of(sums);
            context.Values[input.Value.Id] = Expr.Of(tangents);
            _sums.Add((of, input, destination, sums));
        }

        void Rent(string element, string name, string length)
        {
            string lease = context.Names.Take(name + "Lease");
            Writer.Line($"Lease<{element}> {lease} = Workspace.Rent<{element}>({length});");
            Writer.Line($"Span<{element}> {name} = {lease}.Span;");
            context.Leases.Peek().Add(lease);
        }
    }

    protected override void Begin(EmitContext context)
    {
        foreach (var (of, input, _, sums) in _sums)
        {
            foreach (string name in new[] { sums, context.Value(input.Value.Id).Text })
            {
                Writer.Line(ArrayDestinations.IsFlat((ArrayType)of.Type) ? $"{name}.Clear();" : $"Shadow.Clear({name});");
            }
        }
    }

    protected override void Store(EmitContext context)
    {
        var places = new Dictionary<string, int>();
        for (int i = 0; i < _gradient.Numbers.Count; i++)
        {
            string source = _gradient.Numbers[i].Name.Split('.')[0];
            int place = places.TryGetValue(source, out int n) ? n : 0;
            places[source] = place + 1;
            Row(LaneText(context, _gradient.Tangent(i)), Columns.First(c => c.Parameter.Name == source).Start + Extent.Of(place));
        }

        foreach (var (of, input, _, _) in _sums)
        {
            string tangents = context.Value(input.Value.Id).Text;
            Row(((ArrayType)of.Type).Rank > 1 ? $"Directions.Flat<{Lane.CSharp}>({tangents})" : tangents, Columns.First(c => c.Parameter.Name == of.Name).Start);
        }

        void Row(string value, Extent row) =>
            Writer.Line($"{StoreIn(Hessian)}({value}, {Hessian.Name}, {row.Text}, {Total}, -{First}, {List.Accumulate});");
    }

    protected override void End(EmitContext context)
    {
        foreach (var whole in Gradient.Parameters.Where(p => p.IsStruct))
        {
            Writer.Line($"{whole.Name} = default;");
        }

        for (int i = 0; i < _gradient.Numbers.Count; i++)
        {
            Writer.Line($"{Gradient.Target(_gradient.Numbers[i])} = {context.Value(_gradient.Adjoint(i)).Text};");
        }

        foreach (var (of, _, destination, sums) in _sums)
        {
            var type = (ArrayType)of.Type;
            Writer.Line(ArrayDestinations.Adding("Directions.Give", type, $"{sums}, {destination}, {List.Accumulate}") + ";");
        }
    }

    private List<(IrParameter Of, string Destination)> Arrays() =>
        [.. Function.Parameters.Where(p => p.IsActive && p.Type is ArrayType).Select(p => (p, Gradient.Parameters.First(d => d.Source == p.Name).Name))];
}
