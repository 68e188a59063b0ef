using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// An operation with a kernel of its own: the shape of its result, its pullback as operations of the IR, and the call
/// of the kernel. One class an operation, one file a family.
/// </summary>
internal abstract class StructuredRule
{
    private static readonly Dictionary<string, StructuredRule> ByCode = new StructuredRule[]
    {
        new MatMulRule(), new GatherRule(), new ScatterAddRule(), new ScatterOntoRule(), new TakeAlongRule(), new AddAlongRule(), new AddOntoAlongRule(), new OneHotRule(), new PlaceRule("arg_max", "ArgMax"), new PlaceRule("arg_min", "ArgMin"),
        new BroadcastToRule("broadcast_to"), new BroadcastToRule("broadcast_as"), new RollRule(),
        new SumRule(), new BroadcastRule(), new ReshapeRule(), new ReshapeAsRule(), new SqueezeRule(), new UnsqueezeRule(), new ToNumberRule(), new ExtremeRule("reduce_max", "Max"), new ExtremeRule("reduce_min", "Min"), new LogSumExpRule(), new ProdRule(), new ProdPullbackRule(), new CumSumRule(),
        new ConvolutionRule(), new ConvolutionInputRule(), new ConvolutionWeightRule(), new MaxPoolRule(), new MaxPoolPullbackRule(), new MaxPoolPushforwardRule(),
        new AveragePoolRule(), new AveragePoolPullbackRule(), new DropoutRule(), new OfTargetsRule(), new ToTargetsRule(), new OfClassesRule(), new ToClassesRule(), new AlongAxisRule(), new AttentionRule(), new AttentionPullbackRule(), new AttentionPushforwardRule(),
        new PermuteRule(), new TransposeRule(), new FlipRule(), new PartRule(), new DenseRule(), new EmbedRule(), new ConcatRule(),
        new SoftmaxRule(), new LogSoftmaxRule(), new CrossEntropyRule(), new CrossEntropyPullbackRule(),
    }.ToDictionary(r => r.Code);

    public abstract string Code { get; }

    private static readonly Replaceable<StructuredRule> Replacement = new();

    public static StructuredRule? Find(string code) => Replacement.Value is { } other && other.Code == code ? other : ByCode.TryGetValue(code, out var rule) ? rule : null;

    /// <summary>Puts another rule in place of the one of the same code, for tests that make a rule wrong.</summary>
    public static IDisposable Replace(StructuredRule rule) => Replacement.With(rule);

    /// <summary>The operation with the types of its results, axes made non-negative. Reports a mismatch through the context.</summary>
    public abstract IrOp Infer(IrOp op, ShapeContext context);

    /// <summary>Contributes to the adjoints of the active operands.</summary>
    public virtual void Pullback(IrOp op, PullbackContext context) =>
        throw new CompilationException("ADG0220", op.Span, Code, "it computes with tensors");

    /// <summary>Sets the tangents of the results from those of the operands, at least one of which is there.</summary>
    public virtual void Pushforward(IrOp op, PushforwardContext context) =>
        throw new CompilationException("ADG0220", op.Span, Code, "it computes with tensors");

    /// <summary>The statement that runs the kernel.</summary>
    public abstract string Emit(IrOp op, IKernelContext context);

    /// <summary>The number that every element of operand 1 must be less than; null where that holds no indices.</summary>
    public static Dim? IndexBound(IrOp op, IReadOnlyDictionary<int, IrType> types) => op.Code switch
    {
        "gather" or "scatter_onto" or "take_along" or "add_onto_along" => ((TensorType)types[op.Operands[0]]).Shape[IndexRule.AxisOf(op)],
        "one_hot" => op.Result.Tensor!.Shape.Last(),
        "cross_entropy" => ((TensorType)types[op.Operands[0]]).Shape.Last(),
        "scatter_add" or "add_along" => op.Result.Tensor!.Shape[IndexRule.AxisOf(op)],
        "cross_entropy_pullback" => op.Result.Tensor!.Shape.Last(),
        _ => null,
    };
}

/// <summary>What a rule's kernel call may ask of the emitter: C# texts for values, shapes and results.</summary>
internal interface IKernelContext
{
    /// <summary>The element type as C# writes it.</summary>
    string Element { get; }

    /// <summary>A span or a number, by operand.</summary>
    string Operand(int index);

    /// <summary>The span of a result, or <c>default</c> when nothing reads it; for a number, the variable it is assigned to.</summary>
    string Result(int index = 0);

    TensorType OperandType(int index);

    string Size(Dim dim);

    /// <summary>Where the elements of an operand are found.</summary>
    Layout LayoutOf(int index);

    /// <summary>Assigns to a result that is a number.</summary>
    string Assign(string expression);
}
