using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes the reverse block: its steps under the conditions that their gradients are wanted, and the adjoints into their
/// destinations. An adjoint that only one destination needs is computed in the destination's own memory.
/// </summary>
internal sealed class ReverseEmitter
{
    private readonly EmitContext _context;
    private readonly DestinationList _destinations;
    private readonly Derivative _derivative;
    private readonly IReadOnlyList<string> _groups;
    private readonly Demand _demand;
    private readonly TensorPlan _plan;
    private readonly HashSet<int> _zeros;
    private readonly Dictionary<int, int> _home = [];
    private readonly Dictionary<int, string> _spans = [];
    private readonly Dictionary<int, string> _targets = [];
    private readonly ArrayDestinations _arrays;

    public ReverseEmitter(EmitContext context, Derivative derivative, DestinationList destinations)
    {
        (_context, _derivative, _destinations, _groups) = (context, derivative, destinations, destinations.Groups(derivative));
        _arrays = new ArrayDestinations(context, derivative, destinations);
        var reverse = derivative.Reverse;
        var read = new HashSet<int>(reverse.Body.SelectMany(op => op.Operands.Concat(op.Regions.SelectMany(IrWalk.FreeIds))));
        _zeros = [.. reverse.Ops.Where(op => op.Code == "zero" && op.Result.Type is TensorType && !read.Contains(op.Result.Id)).Select(op => op.Result.Id)];
        Block = reverse with { Ops = reverse.Ops.Where(op => op.Results.Count == 0 || !_zeros.Contains(op.Results[0].Id)).ToEquatable() };
        _demand = new Demand(Block, _groups, ModuleGroup);
        _plan = new TensorPlan(Block, [], _demand.Key);
        Place();
    }

    /// <summary>The reverse block without the zeros that only fill destinations.</summary>
    public IrBlock Block { get; }

    public Dim Scratch => _plan.Total;

    /// <summary>The ids of forward values and inputs that the reverse reads.</summary>
    public HashSet<int> Reads => [.. IrWalk.FreeIds(Block)];

    private CodeWriter Writer => _context.Writer;

    private string ModuleGroup => _destinations.Parameters.FirstOrDefault(p => p.Source.Length == 0)?.Group ?? "";

    // Which tensor is computed right in which destination; scratch for all others, and for those when they are added.
    private void Place()
    {
        var written = _plan.Written(id => IrWalk.AllOps(Block).Any(op => op.Operands.Contains(id))).ToDictionary(v => v.Id);
        for (int k = 0; k < _derivative.Destinations.Count; k++)
        {
            int root = _plan.Root(Block.Terminator.Operands[k]);
            string group = _groups[k];
            if (group.Length > 0 && written.ContainsKey(root) && !_home.ContainsKey(root) && _demand.Of(root).SetEquals([group]))
            {
                _home[root] = k;
            }
        }

        foreach (var value in written.Values)
        {
            _plan.Reserve(value, value.Tensor!.Size.Symbols.Any(_derivative.SymbolValues.ContainsKey));
        }
    }

    /// <summary>Checks the destinations' shapes and memory, and takes their spans.</summary>
    /// <param name="memory">What the arguments occupy.</param>
    public void CheckDestinations(MemoryChecks memory)
    {
        CheckModelGradient(memory);
        OpenModules(memory);
        for (int k = 0; k < _derivative.Destinations.Count; k++)
        {
            var destination = _derivative.Destinations[k];
            if (destination.Type is not TensorType type || destination.IsModelMember)
            {
                continue;
            }

            var parameter = _destinations.For(destination);
            string t = type.Element.CSharp;
            string span = _spans[k] = _context.Names.Take("d" + NameScope.Pascal(destination.Name) + "Data");
            string shown = $"nameof({parameter.Name})";
            Writer.Line($"Span<{t}> {span} = {parameter.Name} is null ? default : Dense.Write({parameter.Name}, {shown});");
            Writer.Open($"if ({parameter.Group})");
            Writer.Line($"Guard.Shape({parameter.Name}, [{_context.Lengths(type.Shape)}], {shown});");
            memory.Check(new(t, span, parameter.Name, MemoryKind.Span), shown);
            Writer.Close();
        }

        _arrays.Check(memory);
    }

    // The gradients of modules are added where they lie in that of the model, which starts with zeros.
    private void OpenModules(MemoryChecks memory)
    {
        if (!ModuleParameters.AreAdded(Block))
        {
            return;
        }

        var gradient = _destinations.Parameters.First(p => p.Source.Length == 0);
        string element = _context.Element(IrWalk.AllOps(Block).First(op => op.Code == "add_module").Operands[1]).CSharp;
        _context.Model = _context.Value(_derivative.Primal.Parameters[0].Value.Id).Text;
        _context.ModuleGroup = gradient.Group;
        _context.ModuleGradient = _context.Names.Take("dModules");
        Writer.Line($"Span<{element}> {_context.ModuleGradient} = ModuleAccess.Gradient({_context.Model}, {gradient.Name}, nameof({gradient.Name}));");
        if (!_derivative.Destinations.Any(d => d.IsModelMember))
        {
            Writer.Open($"if ({gradient.Group})");
            memory.Check(new(element, gradient.Name, gradient.Name, MemoryKind.Gradient), $"nameof({gradient.Name})");
            Writer.Close();
        }
    }

    // The parts of a model's gradient are apart from the parameters and from each other: the library made them.
    private void CheckModelGradient(MemoryChecks memory)
    {
        var members = _derivative.Destinations.Select((d, k) => (d.Name, d.Type, d.IsModelMember, Index: k)).Where(d => d.IsModelMember).ToList();
        if (members.Count == 0)
        {
            return;
        }

        var gradient = _destinations.Parameters.First(p => p.Source.Length == 0);
        string element = ((TensorType)members[0].Type).Element.CSharp;
        foreach (var (name, _, _, k) in members)
        {
            string span = _spans[k] = _context.Names.Take("d" + NameScope.Pascal(name));
            Writer.Line($"Span<{element}> {span} = {gradient.Name} is null ? default : Dense.Write({gradient.Name}.{name}, \"{gradient.Name}.{name}\");");
        }

        Writer.Open($"if ({gradient.Group})");
        foreach (var (name, type, _, k) in members)
        {
            Writer.Line($"Guard.GradientLength({_spans[k]}.Length, {_context.Size(((TensorType)type).Size)}, nameof({gradient.Name}), \"{name}\");");
        }

        memory.Check(new(element, gradient.Name, gradient.Name, MemoryKind.Gradient), $"nameof({gradient.Name})");
        Writer.Close();
    }

    /// <summary>Writes the block.</summary>
    /// <param name="scratch">The name of the scratch that temporaries come from.</param>
    /// <param name="cotangents">The cotangents of what written arrays hold at the end, by the array's value id.</param>
    public void Emit(LoopLibrary loops, IEnumerable<IrBlock> otherBlocks, string scratch, IReadOnlyDictionary<int, string>? cotangents = null)
    {
        _arrays.Open(cotangents ?? new Dictionary<int, string>());
        if (_destinations.HasModules)
        {
            string gradient = _destinations.Parameters.First(p => p.Source.Length == 0).Name;
            Writer.Open($"if ({gradient} is not null && !{_destinations.Accumulate})").Line($"ModuleAccess.Clear({gradient});").Close();
        }

        foreach (var whole in _destinations.Parameters.Where(p => p.IsStruct))
        {
            Writer.Line($"{whole.Name} = default;");
        }

        for (int k = 0; k < _derivative.Destinations.Count; k++)
        {
            int id = Block.Terminator.Operands[k];
            if (_groups[k].Length == 0 && !_context.Assigned.ContainsKey(id) && Block.Ops.Any(op => op.Results.Any(r => r.Id == id) && !Simplify.IsLeaf(op)))
            {
                _context.Assigned[id] = _destinations.Target(_derivative.Destinations[k]);
            }
        }

        var steps = new StepEmitter(_context, loops, _plan, otherBlocks.Append(Block), [], value => Storage(value, scratch));
        var conditions = _plan.Steps.Select(Condition).ToList();
        if (_destinations.Parameters.Count == 1 && conditions.Count > 0 && _derivative.Destinations.All(d => d.Type is TensorType) && _destinations.Parameters[0].Group is { Length: > 0 } only)
        {
            Writer.Open($"if ({only})");
            _context.ModuleGroup = "";
            _plan.Steps.ForEach(steps.Emit);
            Finish(inside: only);
            Writer.Close();
            ClearUnread();
            return;
        }

        for (int i = 0; i < _plan.Steps.Count;)
        {
            int end = i + 1;
            while (end < _plan.Steps.Count && conditions[end] == conditions[i])
            {
                end++;
            }

            var run = _plan.Steps.GetRange(i, end - i);
            if (conditions[i].Length == 0)
            {
                run.ForEach(steps.Emit);
            }
            else
            {
                run.ForEach(steps.DeclareBefore);
                Writer.Open($"if ({conditions[i]})");
                _context.ModuleGroup = conditions[i] == ModuleGroup ? "" : ModuleGroup;
                run.ForEach(steps.Emit);
                _context.ModuleGroup = ModuleGroup;
                Writer.Close();
            }

            i = end;
        }

        Finish(inside: null);
        _arrays.Close();
        ClearUnread();
    }

    // Members that the method does not read have the gradient zero.
    private void ClearUnread()
    {
        var read = _derivative.Destinations.Where(d => d.IsModelMember).Select(d => d.Name).ToList();
        var unread = _destinations.ModelMembers.Where(m => !read.Contains(m)).ToList();
        if (unread.Count == 0 || _destinations.HasModules)
        {
            return;
        }

        string gradient = _destinations.Parameters.First(p => p.Source.Length == 0).Name;
        Writer.Line().Open($"if ({gradient} is not null && !{_destinations.Accumulate})");
        foreach (string member in unread)
        {
            Writer.Line($"Dense.Write({gradient}.{NameScope.Escape(member)}, \"{gradient}.{member}\").Clear();");
        }

        Writer.Close();
    }

    // Numbers cost nothing and are computed always; tensors only when something wanted needs them.
    private string Condition(Step step) =>
        step is ScalarStep { Op.Code: "add_module" } ? ModuleGroup : step is ScalarStep or ViewStep ? "" : _demand.Key(step.Ops[0]).Replace("|", " || ");

    private string Storage(IrValue value, string scratch)
    {
        bool late = value.Tensor!.Size.Symbols.Any(_derivative.SymbolValues.ContainsKey);
        string slice = late ? _context.Temporary(value.Tensor.Size) : $"{scratch}.Take({_context.Size(value.Tensor.Size)})";
        if (!_home.TryGetValue(value.Id, out int k))
        {
            return slice;
        }

        string target = _context.Names.Take(_spans[k] + "Target");
        Writer.Line($"Span<{value.Tensor.Element.CSharp}> {target} = {_destinations.Accumulate} ? {slice} : {_spans[k]};");
        _targets[k] = target;
        return target;
    }

    // What is not in its destination yet goes there.
    private void Finish(string? inside)
    {
        if (_targets.Count > 0)
        {
            Writer.Line().Open($"if ({_destinations.Accumulate})");
            foreach (var target in _targets.OrderBy(t => t.Key))
            {
                // The span of a destination that is not wanted is empty, and so must the sum be.
                string sum = $"TensorPrimitives.Add({_spans[target.Key]}, {target.Value}, {_spans[target.Key]});";
                if (inside is null)
                {
                    Writer.Open($"if ({_groups[target.Key]})").Line(sum).Close();
                }
                else
                {
                    Writer.Line(sum);
                }
            }

            Writer.Close();
        }

        for (int k = 0; k < _derivative.Destinations.Count; k++)
        {
            int id = Block.Terminator.Operands[k];
            string group = _groups[k];
            if (_derivative.Destinations[k].Type is ArrayType)
            {
                continue;
            }

            if (group.Length == 0)
            {
                string name = _destinations.Target(_derivative.Destinations[k]);
                if (_context.Value(id).Text != name)
                {
                    Writer.Line($"{name} = {_context.Value(id).Text};");
                }

                continue;
            }

            string span = _spans[k];
            string add = _destinations.Accumulate;
            if (_targets.ContainsKey(k))
            {
                continue;
            }

            if (inside is null)
            {
                Writer.Open($"if ({group})");
            }

            if (_zeros.Contains(id))
            {
                Writer.Open($"if (!{add})").Line($"{span}.Clear();").Close();
            }
            else
            {
                string source = _context.Span(id);
                Writer.Open($"if ({add})").Line($"TensorPrimitives.Add({span}, {source}, {span});").Close();
                Writer.Open("else").Line($"{source}.CopyTo({span});").Close();
            }

            if (inside is null)
            {
                Writer.Close();
            }
        }
    }
}
