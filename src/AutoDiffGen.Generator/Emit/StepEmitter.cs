using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Writes the steps of a plan: statements, kernel calls, calls of fused loops.</summary>
internal sealed class StepEmitter
{
    private readonly EmitContext _context;
    private readonly LoopLibrary _loops;
    private readonly ScalarEmitter _scalars;
    private readonly Func<int, bool> _isRead;
    private TensorPlan _plan;
    private Func<IrValue, string> _storage;
    private readonly Dictionary<int, string> _constants = [];
    private readonly HashSet<int> _declared = [];

    /// <param name="blocks">Everything that this member executes: it says how often a value is used.</param>
    /// <param name="extraUses">Values that are used beyond the blocks (saved in a handle, returned).</param>
    /// <param name="storage">The memory of a tensor that a step writes.</param>
    public StepEmitter(EmitContext context, LoopLibrary loops, TensorPlan plan, IEnumerable<IrBlock> blocks, IEnumerable<int> extraUses, Func<IrValue, string> storage)
    {
        (_context, _loops, _plan, _storage) = (context, loops, plan, storage);
        var all = blocks.ToList();
        var operands = all.SelectMany(b => IrWalk.AllOps(b)).SelectMany(op => op.Operands);
        var uses = ScalarEmitter.Uses(operands, extraUses, extraUses);
        _scalars = new ScalarEmitter(context, uses, this);
        _isRead = id => uses.ContainsKey(id);
        foreach (var op in all.SelectMany(IrWalk.AllOps).Where(op => op.Code is "const" or "zero" && op.Result.Type is ScalarType))
        {
            _constants[op.Result.Id] = op.TryText("value") ?? "0";
        }
    }

    public void Emit(Step step)
    {
        switch (step)
        {
            case ViewStep view:
                View(view.Op);
                break;
            case ScalarStep { Op.Code: "parameter" }:
                break;
            case ScalarStep { Op.Code: "module_parameter" or "add_module" }:
                Module(step.Op);
                break;
            case ScalarStep or RegionStep:
                _scalars.Emit(step.Op);
                break;
            case KernelStep { Op.Code: "undef" }:
                Declare(step);
                break;
            case KernelStep kernel:
                Declare(kernel);
                var rule = StructuredRule.Find(kernel.Op.Code) ?? throw new InvalidOperationException($"'{kernel.Op.Code}' has no kernel.");
                if (StructuredRule.IndexBound(kernel.Op, _context.Types) is { } bound && _context.LateIndices.TryGetValue(kernel.Op.Operands[1], out string? indices))
                {
                    _context.Writer.Line($"Guard.Indices({Argument(kernel.Op.Operands[1])}, {_context.Size(bound)}, {indices});");
                }

                _context.Writer.Line(rule.Emit(kernel.Op, new KernelContext(this, kernel.Op)));
                break;
            case LoopStep loop when loop.Outputs.Count > 0:
                Declare(loop);
                if (loop.Ops.All(op => op.Code == "zero"))
                {
                    loop.Outputs.ToList().ForEach(zero => _context.Writer.Line($"{_context.Span(zero.Id)}.Clear();"));
                    break;
                }

                var (name, arguments, sizes) = _loops.Add(loop, _context.Types, _constants, Hint, _context.Layouts);
                _context.Writer.Call(name, [.. arguments.Select(LoopArgument), .. sizes.Select(_context.Size)], ";");
                break;
        }
    }

    // A parameter of a module, and the place of its adjoint, are found from the module.
    private void Module(IrOp op)
    {
        string module = _context.Value(op.Operands[0]).Text + (_context.Types[op.Operands[0]] is ModelType model && model.CSharp.EndsWith("?", StringComparison.Ordinal) ? "!" : "");
        if (op.Code == "add_module")
        {
            string add = $"ModuleAccess.Add<{_context.Element(op.Operands[1]).CSharp}>({_context.Model}, {_context.ModuleGradient}, {module}, {op.Text("index")}, {_context.Span(op.Operands[1])});";
            if (_context.ModuleGroup.Length == 0)
            {
                _context.Writer.Line(add);
                return;
            }

            _context.Writer.Open($"if ({_context.ModuleGroup})").Line(add).Close();
            return;
        }

        string name = _context.Names.Take(NameScope.Camel(op.Text("member").TrimStart('@')));
        _context.Writer.Line($"ReadOnlySpan<{op.Result.Tensor!.Element.CSharp}> {name} = ModuleAccess.Read<{op.Result.Tensor.Element.CSharp}>({module}, {op.Text("index")}, {_context.Size(op.Result.Tensor.Size)});");
        _context.Spans[op.Result.Id] = name;
    }

    // No code: the view is the memory of what it is of, read in another order.
    private void View(IrOp view)
    {
        int source = view.Operands[0];
        _context.Spans[view.Result.Id] = _context.Span(source);
        var shape = ((TensorType)_context.Types[source]).Shape;
        var from = _context.Layouts.TryGetValue(source, out var known) ? known : Layout.Whole(source, shape);
        var layout = Layout.Of(view, from, shape) ?? throw new InvalidOperationException($"'{view.Code}' of a view that is not dense.");
        if (!layout.IsDense(view.Result.Tensor!.Shape))
        {
            _context.Layouts[view.Result.Id] = layout;
        }
    }

    /// <summary>Whether a value of the block that is being written is a zero that is nowhere in memory.</summary>
    public bool IsZero(int id) => _plan.IsZero(id);

    /// <summary>The steps of a region.</summary>
    public static TensorPlan Plan(IrBlock region) => new(region, [], _ => "");

    /// <summary>Writes a region, without its terminator. False: its path ended in a throw.</summary>
    /// <param name="homes">Tensors that have a place outside of the region.</param>
    public bool Region(TensorPlan plan, IReadOnlyDictionary<int, string> homes)
    {
        var (outerPlan, outerStorage) = (_plan, _storage);
        (_plan, _storage) = (plan, value => homes.TryGetValue(value.Id, out string? home) ? home
            : value.Tensor!.Element.IsFloating ? _context.Temporary(value.Tensor.Size) : $"new {value.Tensor.Element.CSharp}[{_context.Size(value.Tensor.Size)}]");
        bool ends = false;
        foreach (var step in plan.Steps.TakeWhile(_ => !ends))
        {
            Emit(step);
            ends = step.Op.Code == "throw";
        }

        (_plan, _storage) = (outerPlan, outerStorage);
        return !ends;
    }

    /// <summary>Declares the variables of a step before a condition under which it runs.</summary>
    public void DeclareBefore(Step step)
    {
        if (step is RegionStep region)
        {
            foreach (var result in region.Op.Results.Where(r => !_context.Assigned.ContainsKey(r.Id)))
            {
                string variable = _context.Names.Take(result.Name.Length > 0 ? result.Name : "branch");
                _context.Writer.Line($"{ScalarEmitter.TypeText(result.Type)} {variable} = default;");
                _context.Assigned[result.Id] = variable;
            }

            return;
        }

        Declare(step);
        if (step is KernelStep kernel && kernel.Op.Result.Type is ScalarType scalar && !_context.Assigned.ContainsKey(kernel.Op.Result.Id))
        {
            string name = _context.Names.Take(ScalarName(kernel.Op));
            _context.Writer.Line($"{scalar.CSharp} {name} = default;");
            _context.Assigned[kernel.Op.Result.Id] = name;
        }
    }

    private void Declare(Step step)
    {
        foreach (var value in step is LoopStep loop ? loop.Outputs : step is KernelStep k ? k.Op.Results.Where(r => r.Type is TensorType && _isRead(r.Id)).ToEquatable() : EquatableArray<IrValue>.Empty)
        {
            if (!_declared.Add(value.Id))
            {
                continue;
            }

            string storage = _storage(value);
            if (storage.All(c => char.IsLetterOrDigit(c) || c == '_'))
            {
                _context.Spans[value.Id] = storage;
                continue;
            }

            string name = _context.Names.Take(storage.EndsWith(".Next", StringComparison.Ordinal) ? "next" + NameScope.Pascal(Name(value, step)) : Name(value, step));
            _context.Writer.Line($"Span<{value.Tensor!.Element.CSharp}> {name} = {storage};");
            _context.Spans[value.Id] = name;
        }
    }

    private string Argument(int id) => _context.Types[id] is TensorType ? _context.Span(id) : _context.Value(id).Text;

    private string LoopArgument(int id) => _context.Layouts.TryGetValue(id, out var layout) && !layout.Offset.Equals(Dim.Zero)
        ? $"Strided.From({_context.Span(id)}, {_context.Size(layout.Offset)})" : Argument(id);

    private string Hint(int id) => _context.Spans.TryGetValue(id, out string? span) && span.All(c => char.IsLetterOrDigit(c) || c == '_') ? span
        : _context.Values.TryGetValue(id, out var value) && value.Text.All(c => char.IsLetterOrDigit(c) || c == '_') && char.IsLetter(value.Text[0]) ? value.Text
        : "factor";

    private static string Name(IrValue value, Step step) => value.Name.Length > 0 ? value.Name : step.Ops.First(op => op.Results.Contains(value)).Code switch
    {
        "matmul" => "product",
        "gather" => "rows",
        "scatter_add" => "table",
        "cross_entropy" => "probabilities",
        "cross_entropy_pullback" => "dLogits",
        "log_softmax" => "logProbabilities",
        "add" => "sum",
        "mul" => "scaled",
        "sub" => "difference",
        "div" => "quotient",
        "neg" => "negated",
        "sum" => "total",
        "broadcast" => "filled",
        "undef" => "unused",
        string code => NameScope.Camel(ScalarRules.Find(code)?.Spelling ?? code),
    };

    private static string ScalarName(IrOp op) => op.Result.Name.Length > 0 ? op.Result.Name : op.Code == "cross_entropy" ? "loss" : "total";

    private sealed class KernelContext(StepEmitter emitter, IrOp op) : IKernelContext
    {
        public string Element => emitter._context.Element(op.Operands[0]).CSharp;

        public string Operand(int index) => emitter.Argument(op.Operands[index]);

        public TensorType OperandType(int index) => (TensorType)emitter._context.Types[op.Operands[index]];

        public Layout LayoutOf(int index) => emitter._context.Layouts.TryGetValue(op.Operands[index], out var layout) ? layout
            : Layout.Whole(op.Operands[index], OperandType(index).Shape);

        public string Size(Dim dim) => emitter._context.Size(dim);

        public string Result(int index = 0) => emitter._context.Spans.TryGetValue(op.Results[index].Id, out string? span) ? span : "default";

        public string Assign(string expression)
        {
            var result = op.Result;
            var context = emitter._context;
            if (context.Assigned.TryGetValue(result.Id, out string? existing))
            {
                context.Values[result.Id] = Expr.Of(existing);
                return $"{existing} = {expression};";
            }

            string name = context.Names.Take(ScalarName(op));
            context.Values[result.Id] = Expr.Of(name);
            return $"{ScalarEmitter.TypeText(result.Type)} {name} = {expression};";
        }
    }
}
