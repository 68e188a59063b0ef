using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    // The functions of AutoDiffGen.Ops, and Reshape of System.Numerics.Tensors, which Ops has too.
    private int? TensorCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name == "Reshape" && (Symbols.IsIn(method, "System.Numerics.Tensors") || MathFunctions.IsOps(method.ContainingType)) && TypeOf(call) is TensorType)
        {
            return Reshape(call);
        }

        if (TensorComparisons.TryGetValue(method.Name, out string? comparison) && call.Arguments.Length == 2 && TypeOf(call) is TensorType { Element.Kind: ScalarKind.Bool }
            && (MathFunctions.IsOps(method.ContainingType) || Symbols.IsIn(method.ContainingType, "System.Numerics.Tensors")))
        {
            return Elementwise(call, comparison);
        }

        if (method.Name == "Not" && call.Arguments.Length == 1 && MathFunctions.IsOps(method.ContainingType))
        {
            return Elementwise(call, "not");
        }

        if (LibraryCall(call) is { } ofLibrary)
        {
            return ofLibrary;
        }

        if (!MathFunctions.IsOps(method.ContainingType) || Symbols.IsComposed(method.OriginalDefinition))
        {
            return null;
        }

        if (method.Name == "Detach")
        {
            int value = Arguments(call)[0];
            _builder.Span = Span(call.Syntax);
            return _builder.Op("detach", TypeOf(call), [value]);
        }

        if (MathFunctions.OpsCode(method) is { } code)
        {
            int[] operands = Arguments(call);
            _builder.Span = Span(call.Syntax);
            return _builder.Op(code, TypeOf(call), operands);
        }

        return TensorFunctions.TryGetValue(method.Name, out var lower) ? lower(this, call) : throw new LoweringException("ADG0201", call.Syntax, "Ops." + method.Name);
    }

    /// <summary>The functions of Ops, besides the elementwise ones of the rule table and those composed of others, and how each is lowered.</summary>
    private static readonly Dictionary<string, Func<FunctionLowering, IInvocationOperation, int>> TensorFunctions = new()
    {
        ["MatMul"] = (l, c) => l.Structured(c, "matmul", 2, Flag("transpose_a", "transposeA"), Flag("transpose_b", "transposeB")),
        ["Gather"] = (l, c) => l.AtIndices(c, "gather", 2),
        ["TakeAlongAxis"] = (l, c) => l.AtIndices(c, "take_along", 2),
        ["ScatterAdd"] = (l, c) => l.AtIndices(c, "scatter_onto", 3),
        ["ScatterAddAlongAxis"] = (l, c) => l.AtIndices(c, "add_onto_along", 3),
        ["OneHot"] = (l, c) => l.OneHot(c),
        ["ArgMax"] = (l, c) => l.Structured(c, "arg_max", 1, Axis, Flag("keep", "keepDims")),
        ["ArgMin"] = (l, c) => l.Structured(c, "arg_min", 1, Axis, Flag("keep", "keepDims")),
        ["Roll"] = (l, c) => l.Structured(c, "roll", 2, Axis),
        ["BroadcastTo"] = (l, c) => l.BroadcastTo(c),
        ["Tile"] = (l, c) => l.Tile(c),
        ["Pad"] = (l, c) => l.Pad(c),
        ["Einsum"] = (l, c) => l.SumOfProducts(c),
        ["Split"] = (l, c) => l.Split(c),
        ["Sum"] = (l, c) => l.Structured(c, "sum", 1, Axes, Flag("keep", "keepDims")),
        ["Mean"] = (l, c) => l.Structured(c, "mean", 1, Axes, Flag("keep", "keepDims")),
        ["Softmax"] = (l, c) => l.Structured(c, "softmax", 1, Axis),
        ["LogSoftmax"] = (l, c) => l.Structured(c, "log_softmax", 1, Axis),
        ["Count"] = (l, c) => l.Structured(c, "extent", 1, Axes),
        ["Max"] = (l, c) => l.Structured(c, "reduce_max", 1, Axes, Flag("keep", "keepDims")),
        ["Min"] = (l, c) => l.Structured(c, "reduce_min", 1, Axes, Flag("keep", "keepDims")),
        ["Prod"] = (l, c) => l.Structured(c, "reduce_prod", 1, Axes, Flag("keep", "keepDims")),
        ["LogSumExp"] = (l, c) => l.Structured(c, "log_sum_exp", 1, Axes, Flag("keep", "keepDims")),
        ["CumSum"] = (l, c) => l.Structured(c, "cumsum", 1, Axis, new Setting("reverse", [], "false")),
        ["Conv1d"] = (l, c) => l.Convolution(c, 1),
        ["Conv2d"] = (l, c) => l.Convolution(c, 2),
        ["MaxPool1d"] = (l, c) => l.Pool(c, "max_pool", 1),
        ["MaxPool2d"] = (l, c) => l.Pool(c, "max_pool", 2),
        ["AvgPool1d"] = (l, c) => l.Pool(c, "average_pool", 1),
        ["AvgPool2d"] = (l, c) => l.Pool(c, "average_pool", 2),
        ["Dropout"] = (l, c) => l.Dropout(c),
        ["ScaledDotProductAttention"] = (l, c) => l.Attention(c),
        ["Where"] = (l, c) => l.Elementwise(c, "where"),
        ["CrossEntropy"] = (l, c) => l.CrossEntropy(c),
        ["OfTargets"] = (l, c) => l.Structured(c, "of_targets", 3, Axis),
        ["OfClasses"] = (l, c) => l.Structured(c, "of_classes", 3),
        ["CountedTargets"] = (l, c) => l.CountedTargets(c),
        ["AlongAxis"] = (l, c) => l.Structured(c, "along_axis", 2, Axis),
        ["IsSetting"] = (l, c) => l.Structured(c, "is_setting", 2),
        ["SameShape"] = (l, c) => l.Structured(c, "same_shape", 2),
        ["Transpose"] = (l, c) => l.Structured(c, "transpose", 1, new Setting("axis1", ["axis1"], "-2"), new Setting("axis2", ["axis2"], "-1")),
        ["PermuteDimensions"] = (l, c) => l.Structured(c, "permute", 1, Axes),
        ["Flip"] = (l, c) => l.Structured(c, "flip", 1, Axes),
        ["Slice"] = (l, c) => l.Part(c),
        ["Squeeze"] = (l, c) => l.Structured(c, "squeeze", 1, Axis with { Otherwise = "*" }),
        ["Unsqueeze"] = (l, c) => l.Structured(c, "unsqueeze", 1, Axis),
        ["Concat"] = (l, c) => l.Joined(c, "tensors", "concat"),
        ["Stack"] = (l, c) => l.Joined(c, "tensors", "stack"),
    };

    /// <summary>Their names.</summary>
    internal static IReadOnlyCollection<string> TensorFunctionNames => [.. TensorFunctions.Keys, .. TensorComparisons.Keys, "Not"];

    private static readonly Dictionary<string, string> TensorComparisons = new()
    {
        ["LessThan"] = "lt", ["LessThanOrEqual"] = "le", ["GreaterThan"] = "gt", ["GreaterThanOrEqual"] = "ge", ["Equals"] = "eq", ["NotEquals"] = "ne",
        ["BitwiseAnd"] = "and", ["BitwiseOr"] = "or", ["Xor"] = "xor",
    };

    private int Elementwise(IInvocationOperation call, string code)
    {
        int[] ids = Operands(call, call.Arguments.Length);
        return _builder.Op(code, TypeOf(call), ids);
    }

    private int[] Operands(IInvocationOperation call, int count)
    {
        var ids = new int[count];
        foreach (var argument in call.Arguments.Where(a => a.Parameter!.Ordinal < count))
        {
            // The library takes some tensors as spans of them.
            var value = argument.Value is IConversionOperation { OperatorMethod: not null, Operand: { Type: { } from } given } && TypeReader.IsTensor(from, out _) ? given : argument.Value;
            ids[argument.Parameter!.Ordinal] = Expression(value);
        }

        _builder.Span = Span(call.Syntax);
        return ids;
    }

    private int CrossEntropy(IInvocationOperation call)
    {
        int[] ids = Operands(call, 2);
        var loss = new IrValue(_builder.Id(), TypeOf(call));
        var probabilities = new IrValue(_builder.Id(), _builder.TypeOf(ids[0]));
        _builder.Append(IrOp.Create("cross_entropy", ids, [loss, probabilities], span: _builder.Span));
        return loss.Id;
    }

    // 1 for each target, 0 where it is ignored.
    private int CountedTargets(IInvocationOperation call)
    {
        int[] ids = Operands(call, 2);
        var result = (TensorType)TypeOf(call);
        int mask = _builder.Op("ne", new TensorType(ScalarType.Bool, null), ids);
        return _builder.Op("where", result, [mask, _builder.Constant("1", result.Element), _builder.Constant("0", result.Element)]);
    }

    private int Reshape(IInvocationOperation call)
    {
        var source = call.Arguments.First(a => a.Parameter!.Ordinal == 0).Value;
        var operands = new List<int> { Expression(source) };
        if (LengthsOf(call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value) is { } like)
        {
            int other = Expression(like);
            _builder.Span = Span(call.Syntax);
            return _builder.Op("reshape_as", TypeOf(call), [operands[0], other]);
        }

        foreach (var element in Elements(call.Arguments.First(a => a.Parameter!.Ordinal == 1).Value))
        {
            operands.Add(Expression(element));
        }

        _builder.Span = Span(call.Syntax);
        return _builder.Op("reshape", TypeOf(call), [.. operands]);
    }

    /// <summary>The elements of a list written in place: a collection expression, an array, the arguments of a <c>params</c>.</summary>
    private static IEnumerable<IOperation> Elements(IOperation list) => InPlace(list)
        ?? throw new LoweringException("ADG0010", list.Syntax, "a list that is not written in place", "write the elements in brackets: [a, b]");

    private static IEnumerable<IOperation>? InPlace(IOperation list) => list switch
    {
        IConversionOperation conversion => InPlace(conversion.Operand),
        ICollectionExpressionOperation collection when !collection.Elements.Any(e => e is ISpreadOperation) => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        _ => null,
    };
}
