using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>What a method gives back, in order: its result, then ref and out parameters, then arrays that it writes.</summary>
/// <param name="Name">The parameter's name; empty for the result.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="First">The place of its first number among the function's outputs; -1 for an array.</param>
/// <param name="Cotangent">The name of its cotangent.</param>
/// <param name="Declaration">The cotangent as a parameter; empty when it has none.</param>
internal sealed record Output(string Name, IrType Type, int First, string Cotangent, string Declaration, int Array = -1);

/// <summary>The outputs of a method, and how they are returned and their cotangents taken.</summary>
internal sealed class OutputList
{
    private readonly List<Output> _all = [];
    private readonly Derivative _derivative;
    private readonly MethodSignature _signature;

    /// <param name="taken">Names that no cotangent may have.</param>
    public OutputList(MethodSignature signature, Derivative derivative, IEnumerable<string> taken)
    {
        (_derivative, _signature) = (derivative, signature);
        var names = new NameScope(taken);
        int next = 0;
        void Add(string name, IrType type)
        {
            string cotangent = names.Take("cotangent" + (name.Length > 0 ? NameScope.Pascal(name) : ""));
            string declared = !type.IsDifferentiable ? "" : type switch
            {
                TensorType tensor => $"Tensor<{tensor.Element.CSharp}> {cotangent}",
                StructType s => $"{s.Gradient} {cotangent}",
                ArrayType array when ArrayDestinations.IsFlat(array) => $"ReadOnlySpan<{ArrayDestinations.ElementText(array)}> {cotangent}",
                ArrayType array => $"{ArrayDestinations.AdjointText(array)}? {cotangent}",
                _ => $"{ScalarEmitter.TypeText(type)} {cotangent}",
            };
            _all.Add(new Output(name, type, next, cotangent, declared));
            next += type is StructType structure ? structure.Leaves().Count() : 1;
        }

        if (signature.Result is { } result)
        {
            Add("", result);
        }

        foreach (var parameter in signature.Outputs)
        {
            Add(parameter.Name, parameter.IrType);
        }

        var roots = Roots.Analyze(derivative.Primal);
        foreach (var parameter in derivative.Primal.Parameters.Where(p => p.IsActive && p.Type is ArrayType && roots.IsWritten(p.Value.Id)))
        {
            var type = (ArrayType)parameter.Type;
            string cotangent = names.Take("cotangent" + NameScope.Pascal(parameter.Name));
            string declared = ArrayDestinations.IsFlat(type) ? $"ReadOnlySpan<{ArrayDestinations.ElementText(type)}> {cotangent}" : $"{ArrayDestinations.AdjointText(type)}? {cotangent}";
            _all.Add(new Output(parameter.Name, type, -1, cotangent, declared, parameter.Value.Id));
        }
    }

    public IEnumerable<string> Declarations => _all.Where(o => o.Declaration.Length > 0).Select(o => o.Declaration);

    public IEnumerable<string> Names => _all.Select(o => o.Cotangent);

    /// <summary>The cotangents of written arrays, by the array's value id.</summary>
    public Dictionary<int, string> Arrays => _all.Where(o => o.Array >= 0).ToDictionary(o => o.Array, o => o.Cotangent);

    /// <summary>Binds the cotangents of numbers to the parameters that hold them.</summary>
    public void Bind(EmitContext context)
    {
        var cotangents = _derivative.Cotangents.ToList();
        int next = 0;
        foreach (var output in _all.Where(o => o.Array < 0))
        {
            if (output.Type is ArrayType)
            {
                if (_derivative.ArrayCotangent is { } cotangent)
                {
                    context.Values[cotangent.Id] = Expr.Of(Given((ArrayType)output.Type, output.Cotangent, context));
                }
            }
            else if (output.Type is StructType s)
            {
                foreach (var leaf in s.Leaves().Where(l => l.Type.IsDifferentiable))
                {
                    context.Values[cotangents[next++].Id] = leaf.NoGradient ? Spelling.Literal("0", (ScalarType)leaf.Type) : Expr.Of(output.Cotangent + s.InGradient(leaf.Path));
                }
            }
            else if (output.Type.IsDifferentiable)
            {
                context.Values[cotangents[next++].Id] = Expr.Of(output.Cotangent);
            }
        }
    }

    // None stands for zeros, as an empty span does: nothing is added.
    private static string Given(ArrayType type, string cotangent, EmitContext context)
    {
        if (ArrayDestinations.IsFlat(type))
        {
            return cotangent;
        }

        string given = context.Names.Take(cotangent + "Given");
        string nothing = type.Rank > 1 ? $"new {ArrayDestinations.ElementText(type)}[{string.Join(", ", Enumerable.Repeat("0", type.Rank))}]" : "[]";
        context.Writer.Line($"{ArrayDestinations.AdjointText(type)} {given} = {cotangent} ?? {nothing};");
        return given;
    }

    // What an array that is the result must be as long as: lengths of arguments are found again in the reverse part.
    private void CheckResult(EmitContext context, IrOp expected)
    {
        string cotangent = _all[0].Cotangent;
        string Text(int id)
        {
            if (context.Values.TryGetValue(id, out var known))
            {
                return known.At(Expr.Primary);
            }

            var op = _derivative.Reverse.Ops.First(o => o.Results.Any(r => r.Id == id));
            string[] texts = [.. op.Operands.Select(Text)];
            return op.Code switch
            {
                "length" => texts[0] + (context.Types[op.Operands[0]] is ArrayType { Rank: > 1 } ? $".GetLength({op.Text("axis")})" : ".Length"),
                "load" => $"{texts[0]}[{texts[1]}]",
                "choose" => Enumerable.Range(1, texts.Length - 2).Reverse().Aggregate(texts[texts.Length - 1], (rest, i) => $"({texts[0]} == {op.Ints("numbers")[i - 1]} ? {texts[i]} : {rest})"),
                _ => throw new InvalidOperationException($"'{op.Code}' stands for no array whose lengths are known."),
            };
        }

        var type = (ArrayType)_all[0].Type;
        string lengths = string.Join(", ", expected.Operands.Skip(1).Select(Text));
        context.Writer.Line(type.Rank > 1 ? $"Guard.Lengths({cotangent}, [{lengths}], nameof({cotangent}));"
            : $"Guard.{(type.Element is ArrayType ? "Rows" : "Length")}({cotangent}{(type.Element is ArrayType ? "" : ".Length")}, {lengths}, nameof({cotangent}));");
    }

    /// <summary>Checks the cotangents of arrays; a destination must not share their memory.</summary>
    public void Check(EmitContext context, MemoryChecks memory)
    {
        foreach (var length in _derivative.Reverse.Ops.Where(op => op.Code == "expect_length"))
        {
            CheckResult(context, length);
        }

        if (_derivative.ArrayCotangent is { Type: ArrayType result })
        {
            memory.Add(MemoryChecks.Of(result, _all[0].Cotangent, _all[0].Cotangent, ScalarEmitter.TypeText(result.Innermost)));
        }

        foreach (var output in _all.Where(o => o.Array >= 0))
        {
            string array = context.Value(output.Array).Text;
            context.Writer.Line(ArrayDestinations.IsFlat((ArrayType)output.Type)
                ? $"Guard.Length({output.Cotangent}.Length, {array}.Length, nameof({output.Cotangent}));"
                : $"Guard.SameShape({output.Cotangent}, {array}, nameof({output.Cotangent}));");
            memory.Add(MemoryChecks.Of((ArrayType)output.Type, output.Cotangent, output.Cotangent, ArrayDestinations.ElementText((ArrayType)output.Type)));
        }
    }

    // Outputs that read rented memory get locals of their own.
    private static void Keep(EmitContext context, IrBlock block)
    {
        string[] rented = [.. context.Locals.Select(id => context.Values.TryGetValue(id, out var span) ? span.Text : "").Where(NameScope.IsName).Distinct().Select(System.Text.RegularExpressions.Regex.Escape)];
        foreach (int id in rented.Length == 0 ? [] : block.Terminator.Operands.Distinct())
        {
            if (context.Types[id] is ScalarType type && context.Value(id).Text is { } text && System.Text.RegularExpressions.Regex.IsMatch(text, $@"\b({string.Join("|", rented)})\b"))
            {
                string kept = context.Names.Take("result");
                context.Writer.Line($"{ScalarEmitter.TypeText(type)} {kept} = {text};");
                context.Values[id] = Expr.Of(kept);
            }
        }
    }

    /// <summary>
    /// An array that is the result and that the method makes itself, for which memory is made that the caller keeps;
    /// null for another result, and for one that a handle reads again.
    /// </summary>
    public static int? Own(IrBlock block, IEnumerable<IrValue> saved) =>
        block.Terminator.Operands.Count > 0 && block.Terminator.Operands[0] is var id && !saved.Any(v => v.Id == id) && block.Ops.Any(op => op.Code == "alloc" && op.Result.Id == id) ? id : null;

    /// <summary>The value of the result as C#, copied where its memory is only rented, as the other outputs are: before leases are returned.</summary>
    public string Kept(EmitContext context, IrBlock block)
    {
        Keep(context, block);
        string result = Result(context, block);
        if (result.Length == 0 || _all[0].Type is not ArrayType array || block.Terminator.Operands[0] is var id && (context.Owned.Contains(id) || IsGiven(block, id, array)))
        {
            return result;
        }

        string kept = context.Names.Take("result");
        context.Writer.Line($"{array.CSharp} {kept} = {CopyOf(context.Value(id), array)};");
        return kept;
    }

    /// <summary>An array of its own with the same elements, as C#.</summary>
    public static string CopyOf(Expr array, ArrayType type) =>
        type.Rank > 1 ? $"({type.CSharp}){array.At(Expr.Primary)}.Clone()" : type.Element is ArrayType row ? $"((ReadOnlySpan<{row.CSharp}>){array.At(Expr.Unary)}).ToArray()" : array.At(Expr.Primary) + ".ToArray()";

    // A parameter, or a part of one; or an array of arrays that was made for the result.
    private bool IsGiven(IrBlock block, int id, ArrayType type)
    {
        while (block.Ops.FirstOrDefault(op => op.Code == "slice" && op.Result.Id == id) is { } slice)
        {
            id = slice.Operands[0];
        }

        return (type.Element is ArrayType && block.Ops.Any(op => op.Code == "rows" && op.Result.Id == id)) || _derivative.Primal.Parameters.Any(p => p.Value.Id == id);
    }

    /// <summary>Assigns ref and out parameters and returns the result, each with the value it had before.</summary>
    /// <param name="result">What <see cref="Kept"/> gave.</param>
    public void Return(EmitContext context, IrBlock block, string result)
    {
        var assigned = Assigned(context, block).ToList();
        if (result.Length > 0 && assigned.Any(a => ObjectMembers.Mentions(result, a.Read)))
        {
            string kept = context.Names.Take("result");
            context.Writer.Line($"{ScalarEmitter.TypeText(_all[0].Type)} {kept} = {result};");
            result = kept;
        }

        AssignParameters(context, assigned);
        if (result.Length > 0)
        {
            context.Writer.Line($"return {result};");
        }
    }

    // The value of the result as C#; empty for a method that returns nothing.
    private string Result(EmitContext context, IrBlock block) => _all.FirstOrDefault(o => o.Name.Length == 0) is { } result ? Value(result, context, block) : "";

    // What is assigned at the end: the text that is assigned to, the one that reads it, and the new value.
    private IEnumerable<(string Name, string Read, string Value, IrType Type)> Assigned(EmitContext context, IrBlock block)
    {
        var source = Lowering.AbsentValues.Sources(block);
        foreach (var output in _all.Where(o => o.Name.Length > 0 && o.Array < 0))
        {
            string name = NameScope.Escape(output.Name);
            if (output.Type is not StructType { IsObject: true } type)
            {
                yield return (name, name, Value(output, context, block), output.Type);
                continue;
            }

            int first = output.First;
            foreach (var field in type.Fields)
            {
                var part = new Output(output.Name + "." + field.Name, field.Type, first, "", "");
                var before = _derivative.Primal.Parameters.Where(p => p.Name == part.Name || p.Name.StartsWith(part.Name + ".", StringComparison.Ordinal)).Select(p => p.Value.Id).ToList();
                first += before.Count;
                if (!block.Terminator.Operands.Skip(part.First).Take(before.Count).Select(source).SequenceEqual(before))
                {
                    yield return (ObjectMembers.Write(name, type, field, context.Accessors), ObjectMembers.Read(part.Name, _signature, context.Accessors), Value(part, context, block), field.Type);
                }
            }
        }
    }

    private static void AssignParameters(EmitContext context, List<(string Name, string Read, string Value, IrType Type)> assigned)
    {
        // A parameter's old value may be the new one of another.
        var pending = assigned.Where(p => p.Name != p.Value).ToList();
        bool mixed = pending.Count > 1 && pending.Any(p => pending.Any(q => q != p && ObjectMembers.Mentions(q.Value, p.Read)));
        if (mixed)
        {
            var waiting = pending.Select(p => (p.Name, Value: context.Names.Take("next" + NameScope.Pascal(p.Name.Split('(')[0].Replace(".", ""))), Old: p.Value, p.Type)).ToList();
            waiting.ForEach(p => context.Writer.Line($"{ScalarEmitter.TypeText(p.Type)} {p.Value} = {p.Old};"));
            waiting.ForEach(p => context.Writer.Line($"{p.Name} = {p.Value};"));
            return;
        }

        pending.ForEach(p => context.Writer.Line($"{p.Name} = {p.Value};"));
    }

    private static string Value(Output output, EmitContext context, IrBlock block) => output.Type is StructType s
        ? s.Create([.. s.Leaves().Select((_, i) => context.Value(block.Terminator.Operands[output.First + i]).Text)])
            ?? throw new CompilationException("ADG0010", IrSpan.None, $"a result of type {TypeNames.Plain(s.CSharp)}, which cannot be made of its fields", "give it a constructor that takes its fields by name, or settable fields")
        : context.Value(block.Terminator.Operands[output.First]).Text;
}
