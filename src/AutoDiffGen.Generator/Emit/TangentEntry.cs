using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What a pushforward does with its tangents before any work: check them, and stand zeros in for those left out.</summary>
internal sealed class TangentEntry(Pushforward pushforward, TangentList tangents, EmitContext context)
{
    private readonly List<string> _leases = [];

    private CodeWriter Writer => context.Writer;

    private IrFunction Function => pushforward.Program.Primal;

    /// <summary>Lengths and shapes, and that what is written has memory of its own.</summary>
    public void Check()
    {
        foreach (var input in pushforward.Inputs.Where(i => !i.Of.IsModelMember))
        {
            string name = For(input).Name, argument = NameScope.Escape(input.Of.Name);
            switch (input.Of.Type)
            {
                case ArrayType array when ArrayDestinations.IsFlat(array):
                    Writer.Line($"Tangent.CheckLength({name}.Length, {argument}.Length, nameof({name}));");
                    break;
                case ArrayType:
                    Writer.Line($"Tangent.CheckShape({name}, {argument}, nameof({name}));");
                    break;
                case TensorType tensor:
                    Writer.Line($"Tangent.CheckShape({name}, [{context.Lengths(tensor.Shape)}], nameof({name}));");
                    break;
            }
        }

        Apart();
    }

    // The tangents of a written array change, and a written array changes: neither may be read through another name.
    private void Apart()
    {
        var roots = Roots.Analyze(Function);
        var spans = pushforward.Inputs.Where(i => i.Of.Type is ArrayType array && ArrayDestinations.IsFlat(array))
            .Select(i => (For(i).Name, Element: ArrayDestinations.ElementText((ArrayType)i.Of.Type), Written: roots.IsWritten(Function.Parameters[i.Of.Parameter].Value.Id))).ToList();
        var arguments = Function.Parameters.Where(p => p.Type is ArrayType array && ArrayDestinations.IsFlat(array))
            .Select(p => (Name: NameScope.Escape(p.Name), Element: ScalarEmitter.TypeText(((ArrayType)p.Type).Element), Written: roots.IsWritten(p.Value.Id))).ToList();
        for (int i = 0; i < spans.Count; i++)
        {
            foreach (var other in arguments.Concat(spans.Skip(i + 1)).Where(o => o.Element == spans[i].Element && (o.Written || spans[i].Written)))
            {
                var (written, read) = spans[i].Written ? (spans[i], other) : (other, spans[i]);
                Writer.Line($"Guard.Apart<{written.Element}>({written.Name}, nameof({written.Name}), {read.Name}, nameof({read.Name}));");
            }
        }
    }

    /// <summary>Binds the tangents that the program reads.</summary>
    public void Read(HashSet<int> reads)
    {
        foreach (var input in pushforward.Inputs.Where(i => reads.Contains(i.Value.Id)))
        {
            string name = For(input).Name;
            switch (input.Of.Type)
            {
                case TensorType tensor:
                    string source = input.Of.IsModelMember ? $"{name}?.{input.Of.Name}" : name;
                    string data = context.Names.Take(input.Of.IsModelMember ? "t" + NameScope.Pascal(input.Of.Name) : name + "Data");
                    Writer.Line($"ReadOnlySpan<{tensor.Element.CSharp}> {data} = Tangent.Read({source}, {context.Size(tensor.Size)}, out Lease<{tensor.Element.CSharp}> {Lease(data)});");
                    if (input.Of.IsModelMember)
                    {
                        // A gradient of another model may have other sizes.
                        Writer.Line($"Guard.GradientLength({data}.Length, {context.Size(tensor.Size)}, nameof({name}), \"{input.Of.Name}\");");
                    }

                    context.Spans[input.Value.Id] = data;
                    break;
                case ArrayType array when ArrayDestinations.IsFlat(array):
                    string element = ArrayDestinations.ElementText(array), values = context.Names.Take(name + "Values");
                    string kind = ((ArrayType)input.Value.Type).Kind == ArrayKind.Span ? "Span" : "ReadOnlySpan";
                    Writer.Line($"{kind}<{element}> {values} = Tangent.OrZeros({name}, {NameScope.Escape(input.Of.Name)}.Length, out Lease<{element}> {Lease(name)});");
                    context.Values[input.Value.Id] = Expr.Of(values);
                    context.Locals.Add(input.Value.Id);
                    break;
                case ArrayType array:
                    string rows = context.Names.Take(name + "Values");
                    Writer.Line($"{ArrayDestinations.AdjointText(array)} {rows} = {name} ?? {ArrayDestinations.Like(array, NameScope.Escape(input.Of.Name))};");
                    context.Values[input.Value.Id] = Expr.Of(rows);
                    break;
                default:
                    context.Values[input.Value.Id] = Expr.Of(name + Path(input));
                    break;
            }
        }
    }

    public void Release() => context.ReleaseLeases(_leases);

    private TangentParameter For(TangentInput input) => tangents.Parameters.First(p => p.Source == (input.Of.IsModelMember ? "" : input.Of.Name.Split('.')[0]));

    // Of a field of a struct: where it stands within it.
    private string Path(TangentInput input)
    {
        string path = input.Of.Name.Substring(input.Of.Name.Split('.')[0].Length);
        return For(input).Struct is { } whole ? whole.InGradient(path) : path;
    }

    private string Lease(string name)
    {
        string lease = context.Names.Take(name + "Lease");
        _leases.Add(lease);
        return lease;
    }
}
