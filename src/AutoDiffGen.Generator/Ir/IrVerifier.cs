namespace AutoDiffGen.Generator.Ir;

/// <summary>States what a legal function is. Every pass must keep it: tests run it after each.</summary>
internal static class IrVerifier
{
    /// <summary>What is wrong, one sentence each; empty for a legal function.</summary>
    public static IReadOnlyList<string> Verify(IrFunction function)
    {
        var errors = new List<string>();
        if (!function.Body.Arguments.Equals(function.Parameters.Select(p => p.Value).ToEquatable()))
        {
            errors.Add("The body's arguments are not the parameters.");
        }

        Block(function.Body, [], [], "return", errors);
        return errors;
    }

    public static void ThrowIfIllegal(IrFunction function, string pass)
    {
        var errors = Verify(function);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"After {pass}, {function.Key} is not legal: {string.Join(" ", errors)}\n{IrPrinter.Print(function)}");
        }
    }

    private static void Block(IrBlock block, Dictionary<int, IrType> outer, HashSet<int> everDefined, string terminator, List<string> errors)
    {
        var visible = new Dictionary<int, IrType>(outer);
        void Define(IrValue value)
        {
            if (!everDefined.Add(value.Id))
            {
                errors.Add($"%{value.Id} is defined twice.");
            }

            visible[value.Id] = value.Type;
        }

        foreach (var argument in block.Arguments)
        {
            Define(argument);
        }

        if (block.Ops.Count == 0)
        {
            errors.Add("A block is empty.");
            return;
        }

        for (int i = 0; i < block.Ops.Count; i++)
        {
            var op = block.Ops[i];
            bool last = i == block.Ops.Count - 1;
            if (OpTable.IsTerminator(op) != last || (last && op.Code != terminator))
            {
                errors.Add($"'{op.Code}' stands at place {i} of a block that ends in '{terminator}'.");
            }

            foreach (int id in op.Operands)
            {
                if (!visible.ContainsKey(id))
                {
                    errors.Add($"'{op.Code}' uses %{id}, which is not defined before it.");
                }
            }

            Op(op, visible, errors);
            foreach (var region in op.Regions)
            {
                Block(region, visible, everDefined, "yield", errors);
            }

            foreach (var result in op.Results)
            {
                Define(result);
            }
        }
    }

    private static void Op(IrOp op, Dictionary<int, IrType> types, List<string> errors)
    {
        if (OpTable.Find(op.Code) is not { } info)
        {
            errors.Add($"'{op.Code}' is not an operation.");
            return;
        }

        if (info.Operands >= 0 && info.Operands + op.Attributes.Count(Passes.Settings.IsAt) != op.Operands.Count)
        {
            errors.Add($"'{op.Code}' has {op.Operands.Count} operands, not {info.Operands}.");
            return;
        }

        if (info.Results >= 0 && info.Results != op.Results.Count)
        {
            errors.Add($"'{op.Code}' has {op.Results.Count} results, not {info.Results}.");
            return;
        }

        if (info.Regions != op.Regions.Count)
        {
            errors.Add($"'{op.Code}' has {op.Regions.Count} regions, not {info.Regions}.");
            return;
        }

        errors.AddRange(info.Attributes.Where(a => op.TryText(a) is null).Select(a => $"'{op.Code}' lacks the attribute '{a}'."));
        if (op.Operands.Any(id => !types.ContainsKey(id)))
        {
            return;
        }

        var operands = op.Operands.Select(id => types[id]).ToList();
        if (OpTable.IsElementwise(op))
        {
            Elementwise(op, operands, errors);
        }

        if (op.Code is "if" or "while" or "for" && op.Regions.All(r => r.Ops.Count > 0))
        {
            Control(op, operands, errors);
        }
    }

    private static void Control(IrOp op, List<IrType> operands, List<string> errors)
    {
        if (op.Code == "if" && operands[0] is not ScalarType { Kind: ScalarKind.Bool })
        {
            errors.Add("The condition of an 'if' is not a bool.");
        }

        var yielding = op.Code == "while" ? op.Regions.Skip(1) : op.Regions;
        foreach (var region in yielding.Where(r => r.Terminator.Operands.Count != op.Results.Count))
        {
            errors.Add($"A region of {(op.Code == "if" ? "an" : "a")} '{op.Code}' does not yield one value a result.");
        }

        if (op.Code == "if")
        {
            return;
        }

        int bounds = op.Code == "for" ? 2 : 0;
        if (op.Operands.Count != op.Results.Count + bounds || op.Regions.Any(r => r.Arguments.Count != op.Results.Count + (bounds > 0 ? 1 : 0)))
        {
            errors.Add($"A '{op.Code}' does not carry one initial value and one argument a result.");
            return;
        }

        if (op.Code == "while" && op.Regions[0].Terminator.Operands.Count != 1)
        {
            errors.Add("The test of a 'while' does not yield one value.");
        }

        for (int i = 0; i < op.Results.Count; i++)
        {
            if (!operands[i + bounds].Equals(op.Results[i].Type) || op.Regions.Any(r => !r.Arguments[i + (bounds > 0 ? 1 : 0)].Type.Equals(op.Results[i].Type)))
            {
                errors.Add($"A '{op.Code}' carries {operands[i + bounds]} as {op.Results[i].Type}.");
            }
        }
    }

    private static void Elementwise(IrOp op, List<IrType> operands, List<string> errors)
    {
        bool tensor = operands.Any(t => t is TensorType);
        if (tensor != op.Result.Type is TensorType)
        {
            errors.Add($"'{op.Code}' gives {op.Result.Type} for {string.Join(", ", operands)}.");
            return;
        }

        var element = Element(op.Result.Type);
        var numbers = op.Code is "rootn" or "scaleb" ? operands.Take(1) : op.Code == "select" ? operands.Skip(2) : operands;
        if (element is null || numbers.Any(t => Element(t) != element))
        {
            errors.Add($"'{op.Code}' mixes {string.Join(", ", operands)} to give {op.Result.Type}.");
        }

        var tensors = operands.OfType<TensorType>().ToList();
        if (op.Result.Tensor is { Dims: { } dims } && tensors.All(t => t.Dims is not null)
            && Shapes.TryBroadcast(tensors.Select(t => t.Shape)) != dims)
        {
            errors.Add($"'{op.Code}' does not broadcast {string.Join(", ", operands)} to {op.Result.Type}.");
        }
    }

    private static ScalarType? Element(IrType type) => type switch
    {
        ScalarType scalar => scalar,
        TensorType tensor => tensor.Element,
        _ => null,
    };
}
