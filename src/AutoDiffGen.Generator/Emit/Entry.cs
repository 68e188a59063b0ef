using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The memory of a tensor that a derivative reads.</summary>
/// <param name="Element">The element type.</param>
/// <param name="IsModelMember">A parameter of the model, whose memory the library made.</param>
internal sealed record InputSpan(string Element, string Span, string Name, bool IsModelMember = false);

/// <summary>What a generated member does before any work: check ranks and lengths, bind symbols, take flat spans.</summary>
internal sealed class Entry(IrFunction function, MethodSignature signature, EmitContext context)
{
    private readonly List<string> _leases = [];

    /// <summary>The spans of inputs that a destination must not overlap.</summary>
    public List<InputSpan> Inputs { get; } = [];

    private CodeWriter Writer => context.Writer;

    private IEnumerable<IrParameter> Tensors => function.Parameters.Where(p => p.Type is TensorType);

    /// <summary>Names of scalar parameters and the receiver.</summary>
    public void BindValues()
    {
        foreach (var parameter in function.Parameters)
        {
            string name = parameter.Name.Contains('.') ? NameScope.Escape(parameter.Name.Split('.')[0]) + parameter.Name.Substring(parameter.Name.IndexOf('.')) : NameScope.Escape(parameter.Name);
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

        var roots = Roots.Analyze(function);
        for (int i = 0; i < arrays.Count; i++)
        {
            for (int j = 0; j < arrays.Count; j++)
            {
                var (written, other) = (arrays[i], arrays[j]);
                bool once = i < j || !roots.IsWritten(other.Value.Id);
                if (i != j && once && roots.IsWritten(written.Value.Id) && written.Type is ArrayType a && other.Type is ArrayType b
                    && ArrayDestinations.IsFlat(a) && ArrayDestinations.IsFlat(b) && a.Element.Equals(b.Element))
                {
                    Writer.Line($"Guard.Apart<{ScalarEmitter.TypeText(a.Element)}>({NameScope.Escape(written.Name)}, nameof({NameScope.Escape(written.Name)}), {NameScope.Escape(other.Name)}, nameof({NameScope.Escape(other.Name)}));");
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
            Writer.Line($"Guard.Rank({name}, {type.Rank}, nameof({name}), \"{Text(type)}\");");
        }

        foreach (var parameter in Tensors)
        {
            var shape = ((TensorType)parameter.Type).Shape;
            for (int axis = 0; axis < shape.Count; axis++)
            {
                if (shape[axis].SingleSymbol is { } symbol && IsFree(symbol))
                {
                    string name = context.Names.Take(symbol);
                    context.Symbols[symbol] = name;
                    Writer.Line($"int {name} = checked((int){NameScope.Escape(parameter.Name)}.Lengths[{axis}]);");
                }
                else
                {
                    pending.Add((parameter, axis, shape[axis]));
                }
            }
        }

        foreach (var (parameter, axis, dim) in pending.OrderBy(p => p.Dim.Symbols.Count(IsFree)))
        {
            string name = NameScope.Escape(parameter.Name);
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
            Inputs.Add(new(element, span, name));
            _leases.Add(lease);
        }

        foreach (var op in function.Body.Ops.Where(op => op.Code == "parameter" && read.Contains(op.Result.Id)))
        {
            string member = op.Text("member");
            var type = op.Result.Tensor!;
            string owner = context.Value(op.Operands[0]).Text;
            string place = owner == "this" ? member : owner + "." + member;
            string span = context.Names.Take(NameScope.Camel(member.TrimStart('@')));
            Writer.Line($"ReadOnlySpan<{type.Element.CSharp}> {span} = Dense.Read({place}, out _);");
            Writer.Line($"Guard.ParameterLength({span}.Length, {context.Size(type.Size)}, \"{member}\");");
            context.Spans[op.Result.Id] = span;
            Inputs.Add(new(type.Element.CSharp, span, member, IsModelMember: true));
        }
    }

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
