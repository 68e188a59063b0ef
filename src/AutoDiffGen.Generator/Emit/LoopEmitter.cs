using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes a fused loop as a static method, once, generic over the lane: whole lanes first, then one element at a time.
/// Neighbouring axes along which every operand moves alike are one axis.
/// </summary>
internal sealed class LoopEmitter
{
    // Stands for the lane's type parameter until all loops of a method are there (LoopLibrary).
    public const string Lane = "\u0002";

    private readonly CodeWriter _writer;
    private readonly LoopStep _step;
    private readonly ScalarType _element;
    private readonly List<Operand> _operands = [];
    private readonly List<Axis> _axes;

    private LoopEmitter(CodeWriter writer, LoopStep step, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<int, string> constants, IReadOnlyDictionary<int, Layout> layouts)
    {
        _writer = writer;
        _step = step;
        _element = step.Op.Result.Tensor!.Element;
        var inside = new HashSet<int>(step.Ops.Select(op => op.Result.Id));
        foreach (int id in step.Ops.SelectMany(op => op.Operands).Where(id => !inside.Contains(id) && !constants.ContainsKey(id)).Distinct())
        {
            _operands.Add(new Operand(id, types[id] as TensorType, false) { Layout = layouts.TryGetValue(id, out var layout) ? layout : null });
        }

        _operands.AddRange(step.Outputs.Select(o => new Operand(o.Id, o.Tensor, true)));
        _axes = Merge(step.Shape, _operands);
    }

    /// <summary>Writes the method; the arguments of its call come back in order: value ids, then sizes.</summary>
    /// <param name="constants">Literals, which the loop repeats instead of taking them as arguments.</param>
    /// <param name="hints">Names for operands and results, as the calling member has them.</param>
    public static (List<int> Arguments, List<Dim> Sizes) Write(
        CodeWriter writer, string name, LoopStep step, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<int, string> constants, Func<int, string> hints, Func<Dim, string> display, IReadOnlyDictionary<int, Layout> layouts)
    {
        var loop = new LoopEmitter(writer, step, types, constants, layouts);
        loop.Method(name, types, constants, hints, display);
        return (loop._operands.Select(o => o.Id).ToList(), [.. loop._axes.Select(a => a.Size), .. loop._operands.SelectMany(loop.Strides)]);
    }

    private void Method(string name, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<int, string> constants, Func<int, string> hints, Func<Dim, string> display)
    {
        var names = new NameScope(["V", "i", "j", "Run", "Step", _element.CSharp]);
        foreach (var operand in _operands)
        {
            operand.Name = names.Take(hints(operand.Id));
        }

        string[] sizes = _axes.Count switch
        {
            1 => [names.Take("length")],
            2 => [names.Take("rows"), names.Take("columns")],
            _ => [.. _axes.Select((_, i) => names.Take("size" + i))],
        };
        foreach (var operand in _operands)
        {
            operand.Strides = [.. Strides(operand).Select((_, i) => names.Take(operand.Name + "Stride" + (_axes.Count > 1 ? i.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")))];
        }

        string[] strides = [.. _operands.SelectMany(o => o.Strides)];
        string t = _element.CSharp;
        var statements = Statements(names, types, constants, out string summary);
        string Number(Operand o) => types[o.Id] is ScalarType { Kind: ScalarKind.Integer } integer ? integer.CSharp : t;
        var parameters = _operands.Select(o => $"{(o.IsOutput ? $"Span<{t}>" : o.IsTensor ? $"ReadOnlySpan<{t}>" : Number(o))} {o.Name}")
            .Concat(sizes.Concat(strides).Select(s => "int " + s)).ToList();
        string arguments = string.Join(", ", _operands.Select(o => o.Name).Concat(sizes).Concat(strides));

        _writer.Line($"/// <summary>{Escape(summary)}, over {Escape(ShapeText(display))}.</summary>");
        _writer.Call($"public static void {name}", parameters, "").Open();
        string keyword = "if";
        foreach (string width in new[] { "512", "256", "128" })
        {
            _writer.Line($"{keyword} (Lane{width}<{t}>.IsSupported)").Open();
            _writer.Line($"Run<Lane{width}<{t}>>({arguments});").Close();
            keyword = "else if";
        }

        _writer.Line("else").Open().Line($"Run<Lane1<{t}>>({arguments});").Close();
        _writer.Line();
        _writer.Call($"static void Run<{Lane}>", parameters, "");
        _writer.Line($"    where {Lane} : struct, ILane<{Lane}, {t}>").Open();
        Nest(sizes, names);
        _writer.Close();
        _writer.Line();
        _writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        var stepParameters = _operands.Select(o => $"{(Moves(o) ? "ref " : "")}{(o.IsTensor ? t : Number(o))} {o.Name}").Append("nint j").Concat(_operands.Where(IsStrided).Select(o => "nint " + o.Strides[o.Strides.Length - 1])).ToList();
        _writer.Call($"static void Step<{Lane}>", stepParameters, "");
        _writer.Line($"    where {Lane} : struct, ILane<{Lane}, {t}>").Open();
        foreach (string statement in statements)
        {
            _writer.Line(statement);
        }

        _writer.Close().Close();
    }

    private string ShapeText(Func<Dim, string> display) =>
        "(" + string.Join(", ", _step.Shape.Select(display)) + (_step.Shape.Count == 1 ? ",)" : ")");

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The distances of a view's elements along the axes of the loop; none for a tensor that is dense.</summary>
    private IEnumerable<Dim> Strides(Operand operand) => operand.Layout is null ? [] : _axes.Select(a => a.Strides.TryGetValue(operand.Id, out var stride) ? stride : Dim.Zero);

    // Whether neighbours along the innermost axis are no neighbours in memory.
    private bool IsStrided(Operand operand) => operand.Layout is not null && Moves(operand) && !_axes[_axes.Count - 1].Strides[operand.Id].IsOne;

    private bool Moves(Operand operand) => operand.IsTensor && _axes[_axes.Count - 1].Moves.Contains(operand.Id);

    private void Nest(string[] sizes, NameScope names)
    {
        int last = _axes.Count - 1;
        foreach (var operand in _operands.Where(o => o.IsTensor))
        {
            operand.Start = names.Take(operand.Name + "0");
            _writer.Line($"ref {_element.CSharp} {operand.Start} = ref MemoryMarshal.GetReference({operand.Name});");
        }

        var indices = Enumerable.Range(0, last).Select(a => names.Take(last == 1 ? "row" : "i" + a)).ToList();
        for (int a = 0; a < last; a++)
        {
            _writer.Open($"for (nint {indices[a]} = 0; {indices[a]} < {sizes[a]}; {indices[a]}++)");
        }

        var arguments = new List<string>();
        foreach (var operand in _operands)
        {
            string? offset = operand.IsTensor ? Offset(operand, indices, sizes) : null;
            if (offset is null)
            {
                arguments.Add(!operand.IsTensor ? operand.Name : Moves(operand) ? "ref " + operand.Start : operand.Start);
                continue;
            }

            string row = names.Take(operand.Name + "Row");
            _writer.Line($"{(Moves(operand) ? "ref " : "")}{_element.CSharp} {row} = {(Moves(operand) ? "ref " : "")}Unsafe.Add(ref {operand.Start}, {offset});");
            arguments.Add(Moves(operand) ? "ref " + row : row);
        }

        string n = sizes[last];
        string list = string.Join(", ", arguments), last1 = string.Concat(_operands.Where(IsStrided).Select(o => ", " + o.Strides[o.Strides.Length - 1]));
        _writer.Line("nint j = 0;");
        _writer.Open($"for (; j <= {n} - {Lane}.Width; j += {Lane}.Width)").Line($"Step<{Lane}>({list}, j{last1});").Close();
        _writer.Line();
        _writer.Open($"for (; j < {n}; j++)").Line($"Step<Lane1<{_element.CSharp}>>({list}, j{last1});").Close();
        for (int a = 0; a < last; a++)
        {
            _writer.Close();
        }
    }

    // The offset of the innermost row: outer indices times the sizes of the operand's own later axes. Null when it is 0.
    private string? Offset(Operand operand, List<string> indices, string[] sizes)
    {
        if (operand.Layout is not null)
        {
            var parts = indices.Where((_, a) => _axes[a].Moves.Contains(operand.Id)).Select(index => $"{index} * {operand.Strides[indices.IndexOf(index)]}").ToList();
            return parts.Count == 0 ? null : string.Join(" + ", parts);
        }

        string? offset = null;
        for (int a = 0; a < indices.Count; a++)
        {
            if (_axes[a].Moves.Contains(operand.Id))
            {
                offset = offset is null ? indices[a] : $"({offset}) * {sizes[a]} + {indices[a]}";
            }
        }

        return offset is not null && Moves(operand)
            ? (offset.Contains(" ") ? $"({offset})" : offset) + " * " + sizes[sizes.Length - 1]
            : offset;
    }

    private List<string> Statements(NameScope names, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<int, string> constants, out string summary)
    {
        var uses = _step.Ops.SelectMany(op => op.Operands).GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
        var values = new Dictionary<int, Expr>();
        var plain = new Dictionary<int, Expr>();
        var statements = new List<string>();
        foreach (var operand in _operands.Where(o => !o.IsOutput))
        {
            if (types[operand.Id] is ScalarType { Kind: ScalarKind.Integer })
            {
                // The degree of a root, a binary exponent: one number for all elements, and no lane.
                values[operand.Id] = plain[operand.Id] = Expr.Of(operand.Name);
                continue;
            }

            var load = Expr.Of(IsStrided(operand) ? $"{Lane}.LoadStrided(ref {operand.Name}, j, {operand.Strides[operand.Strides.Length - 1]})"
                : Moves(operand) ? $"{Lane}.Load(ref {operand.Name}, j)" : $"{Lane}.Create({operand.Name})");
            plain[operand.Id] = Expr.Of(operand.Name);
            if (uses[operand.Id] > 1)
            {
                string local = names.Take(operand.Name + "Lane");
                statements.Add($"{Lane} {local} = {load.Text};");
                load = Expr.Of(local);
            }

            values[operand.Id] = load;
        }

        Expr Operand(int id, Dictionary<int, Expr> map, Spelling spelling) =>
            map.TryGetValue(id, out var known) ? known : spelling.Constant(constants[id], _element);

        // The second operand of a root and of a scaling is an int.
        static bool IsCount(IrOp op, int operand) => operand == 1 && (op.Code is "rootn" or "scaleb");

        Expr Count(int id) => values.TryGetValue(id, out var known) ? known : Spelling.Literal(constants[id], (ScalarType)types[id]);

        var summaries = new List<string>();
        foreach (var op in _step.Ops)
        {
            var expression = op.Code == "broadcast" ? Operand(op.Operands[0], values, Spelling.Lane)
                : Spelling.Lane.Apply(op, _element, _element, [.. op.Operands.Select((id, i) => IsCount(op, i) ? Count(id) : Operand(id, values, Spelling.Lane))]);
            plain[op.Result.Id] = op.Code == "broadcast" ? Operand(op.Operands[0], plain, Spelling.Number)
                : Spelling.Number.Apply(op, _element, _element, [.. op.Operands.Select((id, i) => IsCount(op, i) ? Count(id) : Operand(id, plain, Spelling.Number))]);
            var output = _operands.FirstOrDefault(o => o.IsOutput && o.Id == op.Result.Id);
            bool again = uses.TryGetValue(op.Result.Id, out int n) && (n > 1 || output is not null);
            if (again || expression.Text.Length > 110)
            {
                string local = names.Take(op.Result.Name.Length > 0 ? op.Result.Name + "Lane" : "lane");
                statements.Add($"{Lane} {local} = {expression.Text};");
                expression = Expr.Of(local);
            }

            values[op.Result.Id] = expression;
            if (output is not null)
            {
                statements.Add($"{Lane}.Store({expression.Text}, ref {output.Name}, j);");
                summaries.Add($"{output.Name} = {plain[op.Result.Id].Text.Replace("global::System.", "").Replace("global::AutoDiffGen.", "")}");
                plain[op.Result.Id] = Expr.Of(output.Name);
            }
        }

        summary = string.Join("; ", summaries);
        return statements;
    }

    private static List<Axis> Merge(EquatableArray<Dim> shape, List<Operand> operands)
    {
        var axes = new List<Axis>();
        for (int i = 0; i < shape.Count; i++)
        {
            if (shape[i].IsOne)
            {
                continue;
            }

            var moves = new HashSet<int>(operands.Where(o => o.Tensor is { } t && i >= shape.Count - t.Rank && !t.Shape[i - (shape.Count - t.Rank)].IsOne).Select(o => o.Id));
            var strides = operands.Where(o => o.Layout is not null && moves.Contains(o.Id)).ToDictionary(o => o.Id, o => o.Layout!.Strides[i - (shape.Count - o.Tensor!.Rank)]);
            if (axes.Count > 0 && axes[axes.Count - 1] is var outer && outer.Moves.SetEquals(moves) && strides.All(s => outer.Strides[s.Key].Equals(s.Value * shape[i])))
            {
                axes[axes.Count - 1] = new Axis(outer.Size * shape[i], moves, strides);
            }
            else
            {
                axes.Add(new Axis(shape[i], moves, strides));
            }
        }

        // A tensor of one element: every operand stands still, except that outputs are stored through the only index.
        return axes.Count > 0 ? axes : [new Axis(Dim.One, new HashSet<int>(operands.Where(o => o.Tensor is not null).Select(o => o.Id)), operands.Where(o => o.Layout is not null).ToDictionary(o => o.Id, _ => Dim.One))];
    }

    /// <param name="Moves">The operands that change along it.</param>
    /// <param name="Strides">Of the views among them, how far.</param>
    private sealed record Axis(Dim Size, HashSet<int> Moves, Dictionary<int, Dim> Strides);

    private sealed class Operand(int id, TensorType? tensor, bool isOutput)
    {
        public int Id { get; } = id;

        public TensorType? Tensor { get; } = tensor;

        public bool IsTensor => Tensor is not null;

        public bool IsOutput { get; } = isOutput;

        public string Name { get; set; } = "";

        public string Start { get; set; } = "";

        /// <summary>Of a view that is not dense.</summary>
        public Layout? Layout { get; set; }

        /// <summary>The names of its distances along the axes.</summary>
        public string[] Strides { get; set; } = [];
    }
}
