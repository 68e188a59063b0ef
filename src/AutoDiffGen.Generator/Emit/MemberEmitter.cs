using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What the generated members of a method have in common.</summary>
internal abstract class MemberEmitter(MethodSignature signature, Derivative derivative, LoopLibrary loops, CodeWriter writer)
{
    private Dictionary<int, IrType>? _types;

    protected MethodSignature Signature { get; } = signature;

    protected Derivative Derivative { get; } = derivative;

    protected LoopLibrary Loops { get; } = loops;

    protected CodeWriter Writer { get; } = writer;

    protected IrFunction Function => Derivative.Primal;

    protected Dictionary<int, IrType> Types => _types ??= IrWalk.AllValues(Function.Body).Concat(IrWalk.AllValues(Derivative.Forward)).Concat(IrWalk.AllValues(Derivative.Reverse))
        .GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);

    protected bool HasTensors => Types.Values.Any(t => t is TensorType);

    protected bool HasTape => IrWalk.AllOps(Derivative.Forward).Any(op => op.Code == "call_forward" || (op.Code is "push" or "push_all" && Records.Stack(op).Length == 0));

    protected TensorType? ResultTensor => Derivative.Result?.Type as TensorType;

    protected string Head(string returnType, string name) => $"{Signature.Modifiers} {returnType} {name}{Signature.TypeParameters}";

    protected EmitContext NewContext(IEnumerable<string> parameters, IReadOnlyDictionary<int, IrType>? types = null)
    {
        HashSet<string> names = [.. parameters.Select(p => p.TrimStart('@'))];
        return new(Writer, new NameScope(Signature.ReservedNames.Concat(names).Concat([Signature.Names.Calls, Signature.Names.Loops, Signature.Names.Pullback])), types ?? Types, Derivative.SymbolValues) { Accessors = Loops.Accessors, Parameters = names };
    }

    protected void WriteHead(string head, IReadOnlyList<string> parameters, bool constraints = true)
    {
        Writer.Call(head, parameters, "");
        if (constraints && Signature.Constraints.Length > 0)
        {
            Writer.Line("    " + Signature.Constraints);
        }

        Writer.Open();
    }

    /// <summary>The ids that a set of blocks reads and does not define: the inputs it needs.</summary>
    protected static HashSet<int> Reads(params IrBlock[] blocks) => [.. blocks.SelectMany(b => IrWalk.AllOps(b)).SelectMany(op => op.Operands)];

    /// <summary>The plan of the forward part: the same for every member, so that all give bitwise the same value.</summary>
    protected TensorPlan ForwardPlan(IrBlock forward, IEnumerable<int> saved)
    {
        var plan = new TensorPlan(forward, saved, _ => "");
        var keep = new HashSet<int>(saved);
        var read = Reads(forward);
        foreach (var value in plan.Written(id => read.Contains(id) || keep.Contains(id)).Where(v => v.Tensor!.Element.IsFloating))
        {
            plan.Reserve(value, IsLate(value));
        }

        return plan;
    }

    /// <summary>Whether the size of a tensor depends on what the method computes.</summary>
    protected bool IsLate(IrValue value) => value.Tensor!.Size.Symbols.Any(Derivative.SymbolValues.ContainsKey);

    protected static string Slice(EmitContext context, IrValue value, string scratch) =>
        !value.Tensor!.Element.IsFloating ? $"new {value.Tensor.Element.CSharp}[{context.Size(value.Tensor.Size)}]"
        : context.IsLate(value.Tensor!.Size) ? context.Temporary(value.Tensor.Size) : $"{scratch}.Take({context.Size(value.Tensor.Size)})";

    /// <summary>Opens the scratch of branches and loops, where some block has tensors in one or a size shows late.</summary>
    protected void OpenTemporaries(EmitContext context, params IrBlock[] blocks)
    {
        bool nested = blocks.SelectMany(b => b.Ops).Any(op => op.Regions.Count > 0 && Fuse.UsesTensors(op));
        if (nested || blocks.SelectMany(IrWalk.AllValues).Any(v => v.Type is TensorType { Element.IsFloating: true } tensor && context.IsLate(tensor.Size)))
        {
            context.Temporaries = context.Names.Take("temporaries");
            Writer.Line($"Scratch<{ScratchElement}> {context.Temporaries} = default;");
        }
    }

    protected void CloseTemporaries(EmitContext context)
    {
        if (context.Temporaries.Length > 0)
        {
            Writer.Line($"{context.Temporaries}.Dispose();");
        }
    }

    /// <summary>The element type of scratch memory: that of the method's tensors.</summary>
    protected string ScratchElement => Types.Values.OfType<TensorType>().First(t => t.Element.IsFloating).Element.CSharp;

    /// <summary>The memory of the arguments, which no destination may share.</summary>
    /// <param name="text">What holds an argument, as C#.</param>
    protected MemoryChecks ArgumentMemory(Func<IrParameter, string> text)
    {
        var memory = new MemoryChecks(Writer);
        foreach (var parameter in Function.Parameters.Where(MayShare))
        {
            memory.Add(MemoryChecks.Of(parameter, text(parameter)) ?? new(MemberElement!, text(parameter), parameter.Name == "this" ? "Parameters" : parameter.Name + ".Parameters", MemoryKind.Model));
        }

        return memory;
    }

    /// <summary>Whether a destination could share memory with an argument.</summary>
    protected bool MayShare(IrParameter parameter) => parameter.Type is ModelType
        ? MemberElement is not null
        : MemoryChecks.Of(parameter, "") is { } memory && Derivative.Destinations.Any(d => ElementOf(d.Type) == memory.Element);

    private string? MemberElement => Derivative.Destinations.FirstOrDefault(d => d.IsModelMember) is { } member ? ElementOf(member.Type)
        : IrWalk.AllOps(Derivative.Reverse).FirstOrDefault(op => op.Code == "add_module") is { } added ? ElementOf(Types[added.Operands[1]]) : null;

    protected static string ElementOf(IrType type) => type switch
    {
        TensorType tensor => tensor.Element.CSharp,
        ArrayType array => ArrayDestinations.ElementText(array),
        _ => "",
    };

    /// <summary>Rents scratch; the span's name comes back. Nothing is rented for nothing.</summary>
    protected string Rent(EmitContext context, Dim size, out string lease)
    {
        lease = "";
        if (size.Equals(Dim.Zero))
        {
            return "scratch";
        }

        lease = context.Names.Take("workspace");
        string span = context.Names.Take("scratch");
        Writer.Line($"Lease<{ScratchElement}> {lease} = Workspace.Rent<{ScratchElement}>(checked({context.Size(size)}));");
        Writer.Line($"Scratch<{ScratchElement}> {span} = new({lease}.Span);");
        return span;
    }

    /// <summary>Rents the tape that loops and calls save their values on; the lease's name comes back, empty where none is needed.</summary>
    protected string RentTape(EmitContext context)
    {
        if (!HasTape)
        {
            return "";
        }

        context.Tape = context.Names.Take("tape");
        string lease = context.Names.Take("tapeLease");
        Writer.Line($"TapeLease {lease} = Tape.Rent();").Line($"Tape {context.Tape} = {lease}.Tape;");
        return lease;
    }

    /// <summary>Rents a tape for each stack on which derivatives within the method keep their own records.</summary>
    protected void RentStacks(EmitContext context, params IrBlock[] blocks)
    {
        foreach (string stack in blocks.SelectMany(Stacks.Names).Distinct())
        {
            string name = context.Names.Take(stack), lease = context.Names.Take(stack + "Lease");
            Writer.Line($"TapeLease {lease} = Tape.Rent();").Line($"Tape {name} = {lease}.Tape;");
            context.StackNames[stack] = name;
            context.Leases.Peek().Add(lease);
        }
    }

    /// <summary>Starts to read a tape from its end.</summary>
    protected void OpenTape(EmitContext context, string lease)
    {
        if (HasTape)
        {
            context.Cursor = context.Names.Take("cursor");
            Writer.Line($"TapeCursor {context.Cursor} = {lease}.Cursor();");
        }
    }

    /// <summary>Makes the tensor that a member returns and writes the result into it.</summary>
    protected void ReturnTensor(EmitContext context, string result, Action release)
    {
        int id = Derivative.Forward.Terminator.Operands[0];
        if (result.Length == 0)
        {
            // The result is an input or shares its memory with something that is kept: hand out a copy.
            result = NewTensor(context, out string span);
            Writer.Line($"{context.Span(id)}.CopyTo({span});");
        }

        release();
        Writer.Line($"return {result};");
    }

    /// <summary>Ends a lease, where there is one.</summary>
    protected void Release(string lease)
    {
        if (lease.Length > 0)
        {
            Writer.Line($"{lease}.Dispose();");
        }
    }

    protected string NewTensor(EmitContext context, out string span)
    {
        var type = ResultTensor!;
        string name = context.Names.Take("result");
        span = context.Names.Take("resultData");
        Writer.Line($"Tensor<{type.Element.CSharp}> {name} = Tensor.CreateFromShapeUninitialized<{type.Element.CSharp}>([{context.Lengths(type.Shape)}]);");
        Writer.Line($"Span<{type.Element.CSharp}> {span} = Dense.Write({name}, \"result\");");
        return name;
    }

    /// <summary>Whether the result is a tensor that a step writes itself and nothing else shares.</summary>
    protected bool WritesResult(TensorPlan plan, out int root)
    {
        root = ResultTensor is null ? -1 : plan.Root(Derivative.Forward.Terminator.Operands[0]);
        return root >= 0 && plan.HasScratch(root);
    }

    protected static void Summary(CodeWriter writer, string text) => writer.Line($"/// <summary>{text}</summary>");
}
