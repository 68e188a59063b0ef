using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes <c>MWithPullback</c> and its handle: a struct that holds the arguments, the sizes and what was saved, and
/// whose <c>Invoke</c> is the reverse pass.
/// </summary>
internal sealed class PullbackEmitter(MethodSignature signature, Derivative derivative, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, derivative, loops, writer)
{
    // Type, name, name as a parameter of the constructor, and the value that is kept.
    private readonly List<(string Type, string Name, string Parameter, string Value)> _fields = [];
    private readonly NameScope _fieldNames = new([]);

    // The fields that keep arguments, by the parameter's name, and the fields that keep what was saved.
    private readonly Dictionary<string, string> _arguments = [];
    private readonly Dictionary<string, string> _sizes = [];
    private readonly Dictionary<string, string> _packs = [];
    private readonly Dictionary<int, string> _saved = [];

    // Saved tensors that a branch or loop gives, which are copied.
    private readonly List<IrValue> _copies = [];

    // Saved tensors whose size shows late, each in memory of its own: what holds it.
    private readonly Dictionary<int, string> _leases = [];

    // What the forward part calls the tensors in scratch memory.
    private readonly Dictionary<int, string> _spans = [];
    private string _tape = "";
    private string _workspace = "";
    private string _fingerprint = "";
    private string _life = "";
    private TensorPlan? _plan;

    // The tensor that is the result and lives in memory of its own.
    private int _elsewhere = -1;

    private string Handle => Signature.Names.Pullback + Signature.TypeParameters;

    private bool HasModel => Signature.HasModelGradient;

    // The arguments that the reverse reads again, by id.
    private List<IrParameter> Kept { get; } = [];

    private List<string> Symbols { get; } = [];

    private List<IrValue> SavedNumbers => [.. Derivative.Saved.Where(v => v.Type is not (TensorType or ArrayType))];

    // Arrays that the method made and the reverse part reads: the handle keeps their memory.
    private List<IrValue> SavedArrays => [.. Derivative.Saved.Where(v => v.Type is ArrayType)];

    private static bool IsTable(IrValue array) => array.Type is ArrayType { Kind: ArrayKind.Table };

    private static bool IsRented(IrValue array) => array.Type is ArrayType { Rank: 1 } && !IsTable(array);

    // What the handle gives back when it is disposed.
    private static bool IsReturned(IrValue array) => IsRented(array) || IsTable(array);

    public void Emit()
    {
        var destinations = new DestinationList(Signature);
        string pullback = NameScope.Free(Signature.Taken(), "pullback");
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Append(pullback));
        CollectKept();
        Forward(context, pullback);
        Writer.Line();
        HandleType(destinations);
    }

    // A view is read where its source lies: an argument that is only read through a reshape is kept too.
    private HashSet<int> WithSources(IEnumerable<int> ids)
    {
        var all = new HashSet<int>(ids);
        foreach (var op in Derivative.Forward.Ops.Reverse().Where(op => Views.IsView(op) && all.Contains(op.Result.Id)))
        {
            all.Add(op.Operands[0]);
        }

        return all;
    }

    private void CollectKept()
    {
        var free = WithSources(IrWalk.FreeIds(Derivative.Reverse));

        // Leaves of the forward part that the reverse repeats: reads of trainable tensors, lengths.
        foreach (var op in Derivative.Forward.Ops.Where(op => op.Results.Any(r => free.Contains(r.Id)) && Simplify.IsLeaf(op)))
        {
            free.UnionWith(op.Operands);
        }

        // The shadow of an array has its length, and a destination may share no memory with an argument, read or not.
        free.UnionWith(Function.Parameters.Where(p => (p.IsActive && p.Type is ArrayType) || (p.Type is not ModelType && MayShare(p))).Select(p => p.Value.Id));
        Kept.AddRange(Function.Parameters.Where(p => free.Contains(p.Value.Id)));
        if (HasModel && !Kept.Any(p => p.Type is ModelType))
        {
            Kept.Insert(0, Function.Parameters[0]);
        }

        var dims = Types.Values.OfType<TensorType>().SelectMany(t => t.Shape).Concat(
            IrWalk.AllOps(Derivative.Reverse).Where(op => op.Code == "extent").SelectMany(op => ((TensorType)Types[op.Operands[0]]).Shape));
        dims = dims.Concat(IrWalk.AllOps(Derivative.Reverse).Concat(IrWalk.AllOps(Derivative.Forward).Where(Views.IsView)).SelectMany(OpTable.DimsOf));
        // A size that a loop's body finds is found again there.
        var outer = new HashSet<int>(Derivative.Forward.Arguments.Select(a => a.Id).Concat(Derivative.Forward.Ops.SelectMany(op => op.Results).Select(r => r.Id)));
        Symbols.AddRange(dims.SelectMany(d => d.Symbols).Distinct().Where(s => !Derivative.SymbolValues.TryGetValue(s, out int id) || outer.Contains(id)));
    }

    private void Forward(EmitContext context, string pullback)
    {
        var entry = new Entry(Function, Signature, context);
        Summary(Writer, $"The value of <c>{Signature.Name}</c>, and a handle whose <c>Invoke</c> gives the gradient for any cotangent of it. Dispose the handle to return its memory.");
        WriteHead(Head(Signature.ReturnType, Signature.Names.WithPullback), [.. entry.Declarations(), $"out {Handle} {pullback}"]);
        entry.BindValues();
        entry.CheckArrays();
        string result = "", resultSpan = "", scratch = "", lease = "";
        var plan = _plan = ForwardPlan(Derivative.Forward, Derivative.Saved.Select(v => v.Id));
        bool writes = WritesResult(plan, out int root) && !Derivative.Saved.Any(v => plan.Root(v.Id) == root);
        if (HasTensors)
        {
            entry.CheckAndBind();
            entry.ReadInputs(Reads(Derivative.Forward));
            if (writes)
            {
                _elsewhere = root;
                result = NewTensor(context, out resultSpan);
            }

            ReserveCopies(plan);
            scratch = Rent(context, plan.Total, out lease);
            OpenTemporaries(context, Derivative.Forward);
            Writer.Line();
        }

        string tape = RentTape(context);
        RentStacks(context, Derivative.Forward);
        context.Owned.UnionWith(OutputList.Own(Derivative.Forward, Derivative.Saved) is { } own ? [own] : []);
        var steps = new StepEmitter(context, Loops, plan, [Derivative.Forward], Derivative.Saved.Select(v => v.Id),
            v => writes && v.Id == root ? resultSpan : MemoryOf(context, v, scratch));
        plan.Steps.ForEach(steps.Emit);
        foreach (var value in plan.Reserved.Except(_copies))
        {
            _spans[value.Id] = context.Span(value.Id);
        }

        foreach (var value in _copies)
        {
            _spans[value.Id] = context.Span(value.Id);
            Writer.Line($"{_spans[value.Id]}.CopyTo({MemoryOf(context, value, scratch)});");
        }

        Fields(context, lease, tape);
        Writer.Call($"{pullback} = new {Handle}", [.. _fields.Select(f => f.Value)], ";");
        var outputs = ResultTensor is null ? new OutputList(Signature, Derivative, []) : null;
        string kept = outputs?.Kept(context, Derivative.Forward) ?? "";
        void End()
        {
            entry.ReleaseInputs();
            CloseTemporaries(context);
            context.ReleaseLeases(context.Leases.Peek().Except(SavedArrays.Where(IsReturned).Select(v => context.LeaseOf[v.Id])));
        }

        if (ResultTensor is not null)
        {
            ReturnTensor(context, result, End);
        }
        else
        {
            End();
            outputs!.Return(context, Derivative.Forward, kept);
        }

        Writer.Close();
    }

    // What a branch or loop gives is in memory that is only there for a while, or in that of an argument.
    private void ReserveCopies(TensorPlan plan)
    {
        var given = plan.Steps.OfType<RegionStep>().SelectMany(s => s.Op.Results).Where(r => r.Type is TensorType).ToDictionary(r => r.Id);
        foreach (int root in Derivative.Saved.Where(v => v.Type is TensorType).Select(v => plan.Root(v.Id)).Distinct().Where(given.ContainsKey))
        {
            _copies.Add(given[root]);
            plan.Reserve(given[root], IsLate(given[root]) || !given[root].Tensor!.Element.IsFloating);
        }
    }

    // The memory of a tensor of the forward part, which the handle keeps where it is saved.
    private string MemoryOf(EmitContext context, IrValue value, string scratch)
    {
        if ((!IsLate(value) && value.Tensor!.Element.IsFloating) || !Derivative.Saved.Any(v => _plan!.Root(v.Id) == value.Id))
        {
            return Slice(context, value, scratch);
        }

        string lease = _leases[value.Id] = context.Names.Take((value.Name.Length > 0 ? value.Name : "kept") + "Lease");
        Writer.Line($"Lease<{value.Tensor!.Element.CSharp}> {lease} = Workspace.Rent<{value.Tensor.Element.CSharp}>({context.Size(value.Tensor.Size)});");
        return lease + ".Span";
    }

    private void Fields(EmitContext context, string lease, string tape)
    {
        var parameters = new NameScope([]);
        string Add(string type, string name, string value)
        {
            string field = _fieldNames.Take("_" + name);
            parameters.Reserve(field);
            _fields.Add((type, field, "", value));
            return field;
        }

        foreach (var parameter in Kept)
        {
            bool self = parameter.Name == "this";
            string type = self || parameter.Name.Contains('.') ? ScalarEmitter.TypeText(parameter.Type) : Signature.Parameters.First(p => p.Name == parameter.Name).Type;
            _arguments[parameter.Name] = Add(type, self ? "model" : PlainName(parameter.Name), context.Value(parameter.Value.Id).Text);
        }

        foreach (string symbol in Symbols.Where(s => !Kept.Any(p => p.Name == s)))
        {
            _sizes[symbol] = Add("int", FieldName(symbol), context.Size(Dim.Symbol(symbol)));
            if (Packs.Is(symbol))
            {
                _packs[symbol] = Add("nint[]", Packs.LengthsHint(symbol), context.Packs[symbol] + ".ToArray()");
            }
        }

        foreach (var value in SavedNumbers)
        {
            string text = context.Value(value.Id).Text;
            _saved[value.Id] = Add(ScalarEmitter.TypeText(value.Type), value.Name.Length > 0 ? value.Name.TrimStart('_') : NameScope.IsName(text) ? text.TrimStart('_') : "saved", text);
        }

        foreach (var value in SavedArrays)
        {
            string name = value.Name.Length > 0 ? value.Name.TrimStart('_') : "array";
            _saved[value.Id] = IsRented(value) ? Add($"Lease<{ScalarEmitter.TypeText(((ArrayType)value.Type).Element)}>", name, context.LeaseOf[value.Id])
                : Add(((ArrayType)value.Type).CSharp, name, context.Value(value.Id).Text);
        }

        foreach (int id in _leases.Keys.OrderBy(id => id).ToList())
        {
            _leases[id] = Add($"Lease<{ElementOf(Types[id])}>", _leases[id].TrimStart('_'), _leases[id]);
        }

        _workspace = lease.Length > 0 ? Add($"Lease<{ScratchElement}>", "workspace", lease) : "";
        _tape = tape.Length > 0 ? Add("TapeLease", "tape", tape) : "";
        _fingerprint = HasModel ? Add("ulong", "fingerprint", context.Own(Signature.FingerprintMember)) : "";
        _life = Add("PullbackLife", "life", "PullbackLife.Begin()");

        // No parameter hides a field.
        for (int i = 0; i < _fields.Count; i++)
        {
            string plain = _fields[i].Name.TrimStart('_');
            _fields[i] = _fields[i] with { Parameter = parameters.Take(plain.Length == 0 || char.IsDigit(plain[0]) ? "value" + plain : plain) };
        }
    }

    // A struct's number p.X is kept as pX.
    private static string PlainName(string name) => string.Concat(name.Split('.').Select((part, i) => i == 0 ? part.TrimStart('@', '_') : NameScope.Pascal(part)));

    private static string FieldName(string symbol) => Packs.Hint(symbol) is var hint && hint != symbol ? hint : "size" + NameScope.Pascal(ShapePass.Display(symbol).Replace('.', '_')) + (symbol[0] == '$' ? symbol.Count(char.IsDigit).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");

    private void HandleType(DestinationList destinations)
    {
        Summary(Writer, $"Gives the gradient of <c>{Signature.Name}</c> for cotangents of its result, any number of times until it is disposed.");
        // Spans live on the stack, and so does a handle that keeps one.
        string kind = Kept.Any(p => p.Type is ArrayType { IsSpan: true }) ? "readonly ref struct" : "readonly struct";
        Writer.Line($"{Accessibility()} {kind} {Handle} : IDisposable");
        if (Signature.Constraints.Length > 0)
        {
            Writer.Line("    " + Signature.Constraints);
        }

        Writer.Open();
        foreach (var field in _fields)
        {
            Writer.Line($"private readonly {field.Type} {field.Name};");
        }

        Writer.Line();
        Writer.Call($"internal {Signature.Names.Pullback}", [.. _fields.Select(f => $"{f.Type} {f.Parameter}")], "").Open();
        foreach (var field in _fields)
        {
            Writer.Line($"{field.Name} = {field.Parameter};");
        }

        Writer.Close().Line();
        Invoke(destinations);
        Writer.Line();
        Summary(Writer, "Returns the memory of the handle; <c>Invoke</c> throws from then on.");
        Writer.Open("public void Dispose()");
        Writer.Line($"{_life}.End();");
        foreach (string name in SavedArrays.Where(IsReturned).Select(v => _saved[v.Id]).Concat(_leases.OrderBy(p => p.Key).Select(p => p.Value)).Concat([_workspace, _tape]).Where(n => n.Length > 0))
        {
            Writer.Line($"{name}.Dispose();");
        }

        Writer.Close().Close();
    }

    private string Accessibility() => Signature.Modifiers.Replace("static", "").Replace("sealed", "").Trim();

    private void Invoke(DestinationList destinations)
    {
        var outputs = new OutputList(Signature, Derivative, destinations.Names);
        string cotangent = outputs.Names.FirstOrDefault() ?? "cotangent";
        var context = NewContext(destinations.Names.Concat(outputs.Names).Concat(_fields.Select(f => f.Name)));
        Writer.Line($"/// <summary>The gradient for {(outputs.Names.Count() > 1 || Signature.Result is null ? "cotangents of what the method gives back; an empty one of an array is zero" : "the cotangent of the result")}.</summary>");
        Writer.Line("/// <exception cref=\"ObjectDisposedException\">The handle was disposed.</exception>");
        Writer.Call("public void Invoke", [.. outputs.Declarations, .. destinations.Declarations], "").Open();
        Writer.Line($"ObjectDisposedException.ThrowIf({_life}.IsOver, typeof({Handle}));");
        if (HasModel)
        {
            Writer.Open($"if ({_fingerprint} != {_arguments["this"]}.{Signature.FingerprintMember})");
            Writer.Line($"throw new InvalidOperationException(\"The parameters of the model were changed after {Signature.Names.WithPullback}: the values that its pullback kept belong to the old ones.\");");
            Writer.Close();
        }

        var entry = new Entry(Function, Signature, context);
        foreach (var parameter in Kept)
        {
            context.Values[parameter.Value.Id] = Expr.Of(_arguments[parameter.Name]);
        }

        foreach (string symbol in Symbols)
        {
            context.Symbols[symbol] = _sizes.TryGetValue(symbol, out string? size) ? size : Entry.Length(_arguments[symbol], Kept.First(p => p.Name == symbol).Type);
        }

        foreach (var pack in _packs)
        {
            context.Packs[pack.Key] = pack.Value;
        }

        var reverse = new ReverseEmitter(context, Derivative, destinations);
        var leaves = Derivative.Forward.Ops.Where(op => Simplify.IsLeaf(op) && op.Code != "parameter" && op.Result.Type is not TensorType && reverse.Reads.Contains(op.Result.Id)).ToList();
        string scratch = "", lease = "", cotangentLease = "";
        foreach (var value in SavedArrays)
        {
            if (!IsRented(value))
            {
                context.Values[value.Id] = Expr.Of(_saved[value.Id]);
                continue;
            }

            string name = context.Names.Take(value.Name.Length > 0 ? value.Name : "array");
            Writer.Line($"Span<{ScalarEmitter.TypeText(((ArrayType)value.Type).Element)}> {name} = {_saved[value.Id]}.Span;");
            context.Values[value.Id] = Expr.Of(name);
            context.Locals.Add(value.Id);
        }

        foreach (var value in SavedNumbers)
        {
            context.Values[value.Id] = Expr.Of(_saved[value.Id]);
        }

        var memory = ArgumentMemory(p => _arguments[p.Name]);
        var scalars = new ScalarEmitter(context, []);
        if (!HasTensors || Derivative.ArrayCotangent is not null)
        {
            leaves.Where(op => op.Code is "const" or "zero").ToList().ForEach(scalars.Emit);
        }

        outputs.Check(context, memory);
        if (!HasTensors)
        {
            reverse.CheckDestinations(memory);
        }
        else
        {
            entry.ReadInputs(WithSources(reverse.Reads), name => _arguments[name.TrimStart('@')]);
            if (ResultTensor is { } result)
            {
                string span = context.Names.Take("cotangentData");
                cotangentLease = context.Names.Take("cotangentLease");
                Writer.Line($"Guard.Shape({cotangent}, [{context.Lengths(result.Shape)}], nameof({cotangent}));");
                Writer.Line($"ReadOnlySpan<{result.Element.CSharp}> {span} = Dense.Read({cotangent}, out Lease<{result.Element.CSharp}> {cotangentLease});");
                context.Spans[Derivative.Cotangent.Id] = span;
                memory.Add(new(result.Element.CSharp, cotangent, cotangent, MemoryKind.Tensor));
            }

            reverse.CheckDestinations(memory);
            BindSaved(context, [.. Derivative.Saved.Where(v => v.Type is TensorType && reverse.Reads.Contains(v.Id))]);

            scratch = Rent(context, reverse.Scratch, out lease);
            OpenTemporaries(context, reverse.Block);
        }

        if (ResultTensor is null)
        {
            outputs.Bind(context);
        }

        OpenTape(context, _tape);
        RentStacks(context, reverse.Block);

        var leafBlock = new IrBlock(EquatableArray<IrValue>.Empty, leaves.ToEquatable());
        leaves.ForEach(scalars.Emit);
        reverse.Emit(Loops, [leafBlock], scratch, outputs.Arrays);
        context.ReleaseLeases(context.Leases.Peek());
        Release(lease);
        CloseTemporaries(context);
        entry.ReleaseInputs();
        Release(cotangentLease);

        Writer.Close();
    }

    // A saved tensor is where the forward part left it: the pieces of the workspace come in the same order again. A view
    // of an input is that input.
    private void BindSaved(EmitContext context, List<IrValue> saved)
    {
        var spans = new Dictionary<int, string>();
        var needed = new HashSet<int>(saved.Select(v => _plan!.Root(v.Id)));
        if (_plan!.Reserved.Any(v => needed.Contains(v.Id)))
        {
            string kept = context.Names.Take("kept");
            Writer.Line($"Scratch<{ScratchElement}> {kept} = new({_workspace}.Span);");
            var pieces = _plan.Reserved.Where(v => v.Id != _elsewhere).ToList();
            int last = pieces.FindLastIndex(v => needed.Contains(v.Id));
            for (int i = 0; i <= last; i++)
            {
                if (needed.Contains(pieces[i].Id))
                {
                    string name = context.Names.Take(saved.FirstOrDefault(v => v.Id == pieces[i].Id)?.Name is { Length: > 0 } own ? own : _spans[pieces[i].Id]);
                    Writer.Line($"ReadOnlySpan<{ScratchElement}> {name} = {kept}.Take({context.Size(pieces[i].Tensor!.Size)});");
                    spans[pieces[i].Id] = name;
                }
                else
                {
                    Writer.Line($"{kept}.Take({context.Size(pieces[i].Tensor!.Size)});");
                }
            }
        }

        foreach (int id in _leases.Keys.Where(needed.Contains).OrderBy(id => id))
        {
            string name = context.Names.Take(saved.FirstOrDefault(v => v.Id == id)?.Name is { Length: > 0 } own ? own : "kept");
            Writer.Line($"ReadOnlySpan<{ElementOf(Types[id])}> {name} = {_leases[id]}.Span;");
            spans[id] = name;
        }

        foreach (var value in saved)
        {
            int root = _plan.Root(value.Id);
            context.Spans[value.Id] = spans.TryGetValue(root, out string? span) ? span
                : context.Spans.TryGetValue(root, out string? input) ? input
                : throw new InvalidOperationException($"The saved tensor %{value.Id} has no memory.");
        }
    }
}
