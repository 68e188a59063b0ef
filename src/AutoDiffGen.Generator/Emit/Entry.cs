using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What a generated member does before any work: check ranks and lengths, bind symbols, take flat spans.</summary>
internal sealed class Entry(IrFunction function, MethodSignature signature, EmitContext context)
{
    private readonly List<string> _leases = [];

    private CodeWriter Writer => context.Writer;

    private IEnumerable<IrParameter> Tensors => function.Parameters.Where(p => p.Type is TensorType);

    /// <summary>Names of scalar parameters and the receiver.</summary>
    public void BindValues()
    {
        foreach (var parameter in function.Parameters)
        {
            string name = ObjectMembers.Read(parameter.Name, signature, context.Accessors);
            context.Values[parameter.Value.Id] = Expr.Of(parameter.Name == "this" ? "this" : name);
            if (parameter.Type is ScalarType { Kind: ScalarKind.Integer })
            {
                context.Symbols[parameter.Name] = Length(context.Value(parameter.Value.Id).Text, parameter.Type);
            }
        }
    }

    /// <summary>Checks that arrays are there, and that what is written has memory of its own.</summary>
    public void CheckArrays()
    {
        var arrays = function.Parameters.Where(p => p.Type is ArrayType).ToList();
        foreach (var parameter in arrays.Where(p => p.Type is ArrayType { IsSpan: false }))
        {
            Writer.Line($"ArgumentNullException.ThrowIfNull({NameScope.Escape(parameter.Name)});");
        }

        foreach (var parameter in signature.Parameters.Where(p => p.IsObject))
        {
            Writer.Line($"ArgumentNullException.ThrowIfNull({NameScope.Escape(parameter.Name)});");
        }

        foreach (string own in ObjectMembers.ApartFromReceiver(signature))
        {
            Writer.Line($"Guard.NotSame({own}, nameof({own}), this, \"this\");");
        }

        foreach (var (written, other) in ObjectMembers.Apart(signature))
        {
            Writer.Line($"Guard.NotSame({written}, nameof({written}), {other}, nameof({other}));");
        }

        new ReferenceChecks(function, signature, context).Write();
        var roots = Roots.Analyze(function);
        var memory = function.Parameters.Select(p => (Memory: MemoryChecks.Of(p, NameScope.Escape(p.Name)), IsWritten: roots.IsWritten(p.Value.Id)))
            .Where(p => p.Memory is not null and not { Kind: MemoryKind.Nested }).ToList();
        for (int i = 0; i < memory.Count; i++)
        {
            for (int j = 0; j < memory.Count; j++)
            {
                var (written, other) = (memory[i].Memory!, memory[j].Memory!);
                bool once = i == j ? written.Kind == MemoryKind.Rows : i < j || !memory[j].IsWritten;
                if (once && memory[i].IsWritten && written.Element == other.Element)
                {
                    string against = i == j ? "" : $", {MemoryChecks.Span(other)}, nameof({other.Text})";
                    Writer.Line($"Guard.Apart<{written.Element}>({MemoryChecks.Span(written)}, nameof({written.Text}){against});");
                }
            }
        }
    }

    /// <summary>Checks the tensors among the arguments and binds the symbols of their shapes.</summary>
    public void CheckAndBind()
    {
        var pending = new List<(IrParameter Parameter, int Axis, Dim Dim)>();
        foreach (var parameter in Tensors)
        {
            var type = (TensorType)parameter.Type;
            string name = NameScope.Escape(parameter.Name);
            Writer.Line(Packs.IndexIn(type.Shape) < 0 ? $"Guard.Rank({name}, {type.Rank}, nameof({name}), \"{Text(type)}\");"
                : $"Guard.RankAtLeast({name}, {type.Rank - 1}, nameof({name}), \"{Text(type)}\");");
        }

        foreach (var parameter in Tensors)
        {
            var shape = ((TensorType)parameter.Type).Shape;
            int pack = Packs.IndexIn(shape);
            for (int axis = 0; axis < shape.Count; axis++)
            {
                if (axis == pack)
                {
                    BindPack(parameter, shape[axis].SingleSymbol!, axis, shape.Count - 1 - axis);
                }
                else if (shape[axis].SingleSymbol is { } symbol && IsFree(symbol))
                {
                    string name = context.Names.Take(Packs.Hint(symbol));
                    context.Symbols[symbol] = name;
                    Writer.Line($"int {name} = checked((int){NameScope.Escape(parameter.Name)}.Lengths[{Index(axis)}]);");
                }
                else
                {
                    pending.Add((parameter, axis, shape[axis]));
                }

                string Index(int at) => pack >= 0 && at > pack ? "^" + (shape.Count - at) : at.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        foreach (var (parameter, index, dim) in pending.OrderBy(p => p.Dim.Symbols.Count(IsFree)))
        {
            string name = NameScope.Escape(parameter.Name);
            var shape = ((TensorType)parameter.Type).Shape;
            string axis = Packs.IndexIn(shape) is >= 0 and int pack && index > pack ? $"{name}.Rank - {shape.Count - index}" : index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string where = $"nameof({name}), \"{Text((TensorType)parameter.Type)}\"";
            var free = dim.Symbols.Where(IsFree).ToList();
            if (free.Count == 0)
            {
                Writer.Line($"Guard.Dimension({name}, {axis}, {context.Size(dim)}, {where});");
            }
            else if (free.Count == 1 && Dim.Divide(dim, Dim.Symbol(free[0])) is { } factor && !factor.Symbols.Contains(free[0]))
            {
                string symbol = context.Names.Take(free[0]);
                Writer.Line($"int {symbol} = Guard.Quotient({name}, {axis}, {context.Size(factor)}, {where});");
                context.Symbols[free[0]] = symbol;
            }
            else
            {
                throw new CompilationException("ADG0103", IrSpan.None, $"the symbol '{free[0]}' of parameter '{parameter.Name}' is only found within '{dim}', which does not determine it");
            }
        }
    }

    // Any number of dimensions: the first tensor that has them says which, and the others have the same.
    private void BindPack(IrParameter parameter, string symbol, int front, int back)
    {
        string name = NameScope.Escape(parameter.Name);
        if (context.Packs.TryGetValue(symbol, out string? known))
        {
            Writer.Line($"Guard.Leading({name}, {front}, {back}, {known}, nameof({name}), \"{Text((TensorType)parameter.Type)}\");");
            return;
        }

        string lengths = context.Packs[symbol] = context.Names.Take(Packs.LengthsHint(symbol)), size = context.Symbols[symbol] = context.Names.Take(Packs.Hint(symbol));
        Writer.Line($"ReadOnlySpan<nint> {lengths} = {name}.Lengths[{(front > 0 ? $"{front}" : "")}..{(back > 0 ? $"^{back}" : "")}];");
        Writer.Line($"int {size} = Guard.Size({lengths});");
    }

    /// <summary>Flat spans of the tensors that the member reads, copied to scratch where they are not dense.</summary>
    public void ReadInputs(HashSet<int> read, Func<string, string>? access = null)
    {
        foreach (var parameter in Tensors.Where(p => read.Contains(p.Value.Id)))
        {
            string name = NameScope.Escape(parameter.Name);
            string element = ((TensorType)parameter.Type).Element.CSharp;
            string span = context.Names.Take(parameter.Name + "Data");
            string lease = context.Names.Take(parameter.Name + "Lease");
            Writer.Line($"ReadOnlySpan<{element}> {span} = Dense.Read({access?.Invoke(name) ?? name}, out Lease<{element}> {lease});");
            context.Spans[parameter.Value.Id] = span;
            _leases.Add(lease);
        }

        ReadMembers(read);
        CheckIndices(name => access is null ? $"nameof({name})" : $"\"{name.TrimStart('@')}\"");
    }

    private void ReadMembers(HashSet<int> read)
    {
        foreach (var op in function.Body.Ops.Where(op => op.Code == "parameter" && read.Contains(op.Result.Id)))
        {
            string member = op.Text("member");
            var type = op.Result.Tensor!;
            string owner = context.Value(op.Operands[0]).Text;
            string place = owner == "this" ? context.Own(member) : owner + "." + member;
            string span = context.Names.Take(NameScope.Camel(member.TrimStart('@')));
            Writer.Line($"ReadOnlySpan<{type.Element.CSharp}> {span} = Dense.Read({place}, out _);");
            Writer.Line($"Guard.ParameterLength({span}.Length, {context.Size(type.Size)}, \"{member}\");");
            context.Spans[op.Result.Id] = span;
        }
    }

    // Indices are arguments, so that what is wrong with one is known before any work: all but those into a dimension that
    // the method itself computes, and those that only a branch or loop uses or picks, which are checked where they are used.
    private void CheckIndices(Func<string, string> shown)
    {
        var written = new HashSet<string>();
        foreach (var op in IrWalk.AllOps(function.Body).Where(op => StructuredRule.IndexBound(op, context.Types) is not null))
        {
            var source = function.Parameters.FirstOrDefault(p => p.Value.Id == Source(op.Operands[1]));
            if (source is null || !function.Body.Ops.Contains(op))
            {
                context.LateIndices[op.Operands[1]] = source is null ? "\"indices\"" : shown(NameScope.Escape(source.Name));
            }
        }

        foreach (var op in function.Body.Ops)
        {
            if (StructuredRule.IndexBound(op, context.Types) is not { } bound || Tensors.FirstOrDefault(p => p.Value.Id == Source(op.Operands[1])) is not { } parameter
                || !context.Spans.TryGetValue(parameter.Value.Id, out string? span))
            {
                continue;
            }

            string name = shown(NameScope.Escape(parameter.Name));
            if (bound.Symbols.Any(IsFree))
            {
                context.LateIndices[op.Operands[1]] = name;
            }
            else if (written.Add($"{span}, {context.Size(bound)}, {name}"))
            {
                Writer.Line($"Guard.Indices({span}, {context.Size(bound)}, {name});");
            }
        }
    }

    // A view of an argument is that argument.
    private int Source(int id) => IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "reshape" && op.Result.Id == id) is { } view ? Source(view.Operands[0]) : id;

    public void ReleaseInputs()
    {
        foreach (string lease in _leases)
        {
            Writer.Line($"{lease}.Dispose();");
        }
    }

    /// <summary>The declared parameters as C# writes them.</summary>
    public List<string> Declarations() => [.. signature.Parameters.Select(p => p.Declaration)];

    /// <summary>An integer as a length, which is an <c>int</c> whatever the integer's own type.</summary>
    public static string Length(string text, IrType type) => ScalarEmitter.TypeText(type) is "int" or "short" or "ushort" or "byte" or "sbyte" ? text : $"checked((int){text})";

    public static string Text(TensorType type) => TensorType.ShapeText(type.Shape.Select(d => Dim.Symbol(d.Format(ShapePass.Display))));

    private bool IsFree(string symbol) => !symbol.StartsWith("this.", StringComparison.Ordinal) && !context.Symbols.ContainsKey(symbol);
}
