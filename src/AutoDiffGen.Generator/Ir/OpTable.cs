using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Ir;

/// <summary>What a code demands of an operation: how many operands, results and regions, and which attributes.</summary>
/// <param name="Operands">The number of operands; -1: any number.</param>
/// <param name="Pure">Without side effects: may be dropped when unused, or shared between two equal operations.</param>
internal sealed record OpInfo(string Code, int Operands, int Results, bool Pure, int Regions, string[] Attributes);

/// <summary>Every operation of the IR. The scalar functions come from <see cref="ScalarRules"/>; the rest stands here.</summary>
internal static class OpTable
{
    private static readonly Dictionary<string, OpInfo> Table = Build();

    public static IEnumerable<OpInfo> All => Table.Values;

    public static OpInfo? Find(string code) => Table.TryGetValue(code, out var info) ? info : null;

    public static bool IsPure(IrOp op) =>
        ((Find(op.Code)?.Pure ?? false) || (op.Code == "load" && op.Flag("fixed"))) && !op.Flag("memory") && !op.Flag("effects") && op.Regions.All(r => r.Body.All(IsPure));

    /// <summary>May be dropped when nothing reads its results: pure, or a read of memory or of a tape's record.</summary>
    public static bool IsRemovable(IrOp op) =>
        (Find(op.Code) is { } info && (info.Pure || op.Code is "load" or "alloc")) && !op.Flag("effects") && op.Regions.All(r => r.Body.All(IsRemovable));

    public static bool IsTerminator(IrOp op) => op.Code is "return" or "yield";

    /// <summary>An operation that acts element by element, on numbers and on tensors alike.</summary>
    public static bool IsElementwise(IrOp op) => op.Code is "select" or "detach" || ScalarRules.Find(op.Code) is not null;

    /// <summary>The symbolic dimensions among the attributes of an operation.</summary>
    public static IEnumerable<Dim> DimsOf(IrOp op) => op.Attributes.Where(a => a.Name is "start" or "dim" or "rows" or "columns" or "groups")
        .SelectMany(a => a.Text.Split(';')).Select(DimParser.Parse);

    private static Dictionary<string, OpInfo> Build()
    {
        var all = ScalarRules.All.Select(r => new OpInfo(r.Code, r.Arity, 1, true, 0, [])).ToList();
        void Add(string code, int operands, int results = 1, bool pure = true, int regions = 0, params string[] attributes) =>
            all.Add(new OpInfo(code, operands, results, pure, regions, attributes));

        // Leaves. const: a number or truth value, its text in invariant notation ("2", "0.5", "NaN", "Infinity", "true").
        // literal: any other constant as C# text (a string, an enum member, default). static: a static field, property or
        // constant by its fully qualified C# name. field: an instance field or property that carries no gradient.
        // parameter: a trainable tensor of a model. zero: a number or tensor of zeros.
        Add("const", 0, attributes: "value");
        Add("literal", 0, attributes: "text");
        Add("static", 0, attributes: "member");
        Add("field", 1, attributes: "member");
        Add("parameter", 1, attributes: "member");
        Add("zero", 0);

        // Modules: item: (array or list, index), one of several. module_parameter: a trainable tensor of a part of the model,
        // by its place among that part's own (index). add_module: (module, adjoint), to the place of that tensor in the model's gradient.
        // expect_same: (integer), that it is what the dimension says; else the message.
        // is_exactly: whether an object is of the type itself. as: the object, as one of the result's type.
        Add("item", 2);
        Add("is_exactly", 1, attributes: "type");
        Add("as", 1);
        Add("module_parameter", 1, attributes: ["member", "index"]);
        Add("add_module", 2, 0, pure: false, attributes: ["member", "index"]);
        // module_length: a length of one of a module's own tensors, which is a private member of it.
        Add("module_length", 1, attributes: ["member", "index", "axis"]);

        // size_is: the symbol of a size that a loop's body found, in its reverse.
        Add("size_is", 1, 0, pure: false, attributes: "symbol");

        // expect_equal: that two dimensions are the same. recast: a tensor in the shape that its caller counts on (until the shapes pass).
        Add("expect_equal", 0, 0, pure: false, attributes: ["dim", "start", "message"]);
        Add("recast", 1, attributes: ["dims", "name"]);
        Add("expect_same", 1, 0, pure: false, attributes: ["dim", "message"]);
        Add("undef", 0);

        // Numbers without a derivative. select: `a cmp b ? whenTrue : whenFalse`, operands (a, b, whenTrue, whenFalse).
        foreach (string code in new[] { "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "xor", "shl", "shr", "ushr" })
        {
            Add(code, 2);
        }

        Add("not", 1);
        Add("sign", 1);
        Add("convert", 1);
        Add("select", 4, attributes: "compare");

        // Calls. call: a method whose IR is in the unit, by key, or one that is only known when the program runs. Of one
        // that stays a call: active are the operands that are numbers with a derivative, tangents these and the arrays;
        // writes the arrays it may write to; memory: it reads arrays; tensors: it computes with them; effects: it must run, once;
        // virtual: which body runs only shows then. call_forward: the same,
        // saving what its reverse reads on the tape. call_reverse: the arguments, one cotangent for each result that can
        // have one, the shadows of the arrays among "tangents"; gives the adjoints of "active". call_pushforward: the
        // arguments and the tangents of those named by "tangents"; the results, the tangents of those that can have one.
        // inert_call: a method through which no derivative flows;
        // it runs once, in the forward pass. kind: static (target is the qualified name), instance (operand 0 is the
        // receiver, target the member name) or new (target is the type); reads: it writes to no array.
        Add("call", -1, -1, attributes: "callee");
        Add("call_forward", -1, -1, pure: false, attributes: "callee");
        Add("call_pushforward", -1, -1, attributes: "callee");
        Add("call_reverse", -1, -1, pure: false, attributes: "callee");
        Add("inert_call", -1, -1, pure: false, attributes: ["target", "kind"]);

        // lane: a number in every element of a lane. Where tangents along several directions are computed at once, they are
        // lanes among numbers, and operations take both.
        Add("lane", 1);

        // rule_call: a method whose pullback an author has written, with the receiver and the arguments as operands, structs
        // taken apart; the results are the method's, those of ref and out arguments and, where there is a forward method
        // that gives one, the residual. parts: see RuleCall. form: what each parameter of the rule is given: i0 argument 0
        // as it was given (a0 as an array), r0 what it was afterwards (b0 as an array), c0 the cotangent of that, d0 the destination for it;
        // r and c of the result; s the residual, + the flag that adds.
        // stale: the array operands whose contents the reverse part may find changed. rule_pullback: the call of the rule.
        // form, by semicolons: in (the next operand), array (the same, as an array), new (a value of that format, of that
        // many operands), out (the next result), out with a type and the paths of results in it, take (a shadow, which is
        // cleared after), copy (a copy of a shadow, which is cleared before), zeros (as many as an array has), none (no span), accumulate.
        // detach: the value, without its derivative; it is gone after differentiation.
        Add("rule_call", -1, -1, pure: false, attributes: ["target", "kind", "rule", "form", "parts"]);
        Add("rule_pullback", -1, -1, pure: false, attributes: ["rule", "form"]);
        Add("detach", 1);

        // Control. if: operand is the condition; two blocks without arguments, each ending in a yield of the results.
        // while: operands are the initial carried values; a test and a body, both with these as arguments. for: operands
        // are the two bounds and the initial carried values; the body's first argument is the index, which moves by step.
        // last: the last index of such a loop, from its bounds; one step before the first where there is none. throw ends its path:
        // what follows it in its block is never reached. push and pop: the record of one iteration on the tape;
        // push_all and pop_all: a whole array, by its length. undef: a value that is never read.
        Add("if", 1, -1, regions: 2);
        Add("while", -1, -1, regions: 2);
        Add("for", -1, -1, regions: 1, attributes: ["step", "compare"]);
        Add("last", 2, attributes: ["step", "compare"]);
        Add("throw", 1, 0, pure: false);
        Add("push", -1, 0, pure: false);
        Add("pop", 0, -1, pure: false);
        Add("push_all", 1, 0, pure: false);
        Add("pop_all", 1, pure: false);
        Add("yield", -1, 0, pure: false);
        Add("return", -1, 0, pure: false);

        // Memory. load: operands (array, indices...); fixed: nothing can write there afterwards, so that it may be loaded
        // again. store: (array, indices..., value). add_to: the same, adds. add_scaled: (array, start, factor, source, start,
        // count), adds to as many elements the multiples of as many others (fresh: just written). clear: (array, start, count),
        // zeros. length: along an axis. alloc: an array of zeros of a length, or of several dimensions, in memory of the call
        // (blank: whatever it holds); shadow_like: zeros in the shape of an array of arrays or of several dimensions. slice: (span, start, length). choose: (which, arrays...): the array whose number it is.
        // within: (length, start, count), the start, where the part lies within the length. not_null: the number of an array, unless it is 0, null's.
        // table: an empty table of arrays that branches and loops make, the first of them under the number `first`. table_add: (table, lengths...), a new
        // array of zeros in it, its number. shadow_table: (table), as many arrays of zeros under the same numbers. A load of a table gives the array.
        Add("load", -1, pure: false);
        Add("store", -1, 0, pure: false);
        Add("add_to", -1, 0, pure: false);
        Add("add_scaled", 6, 0, pure: false);
        Add("clear", 3, 0, pure: false);
        Add("length", 1, attributes: "axis");
        Add("alloc", -1, pure: false);
        Add("shadow_like", 1, pure: false);
        Add("slice", 3);
        Add("choose", -1, attributes: "numbers");
        // rows: (table, numbers), an array of arrays of its own with the elements of those.
        Add("rows", 2, pure: false);
        Add("within", 3);
        Add("not_null", 1);
        Add("table", 0, pure: false, attributes: "first");
        Add("table_add", -1, pure: false);
        Add("shadow_table", 1, pure: false);

        // expect_length: the cotangent of an array that is the result, and the length that it must have; checked before all else.
        // Of several dimensions: a length each; of an array of arrays: the array, or what `rows` has.
        Add("expect_length", -1, 0, pure: false);

        // Tensors. Axes may be negative until the shapes pass; axes "*" is all of them, with a number as the result. Until then
        // an attribute "@1" is the value of operand 1 (Settings). rank: the number of dimensions, until then too. size: the number of elements, as nint.
        // expect_shape: what a callee's [Shape] demands, dims as text. dim: a length, as nint. extent: the number of
        // elements along axes, as a floating number. cross_entropy's second result holds the probabilities.
        Add("expect_shape", 1, 0, pure: false, attributes: ["dims", "name"]);
        Add("dim", 1, attributes: "axis");
        Add("rank", 1);
        Add("size", 1);

        // expect_size: throws the message where the dimension is negative. Views: permute
        // (axis i of the result is axis axes[i]; transpose and the two below become others in the shapes pass), flip, part (along an
        // axis start, start + step, ...). dense: the elements of a view in memory of their own. embed: the adjoint of a part.
        Add("expect_size", 0, 0, pure: false, attributes: ["dim", "message"]);
        Add("permute", 1, attributes: "axes");
        Add("transpose", 1, attributes: ["axis1", "axis2"]);
        Add("flip", 1, attributes: "axes");
        Add("part", -1, attributes: ["axis", "step"]);
        Add("squeeze", 1, attributes: "axis");
        Add("unsqueeze", 1, attributes: "axis");
        Add("dense", 1);

        // Along an axis (0 where none is named) by indices, operand 1: gather and its adjoint scatter_add, whose indices stand in the place of the axis; take_along
        // and add_along, where each place has an index of its own; the forms of the adjoints that add to a tensor (operand 0). one_hot: the length of
        // a row, the indices. roll: by operand 1. Until the shapes pass: broadcast_to with lengths, broadcast_as with a tensor, tile, pad (mode zero, value
        // or a PadMode; before: how many numbers stand before the axes), einsum; expect_split: that the end of the last part is the length of the axis.
        // where: a mask of truth values and the values where it is true and false. to_number: a tensor of truth values or whole numbers
        // as one of floating numbers, 1 for true.
        foreach (string code in new[] { "reduce_max", "reduce_min", "reduce_prod", "log_sum_exp" })
        {
            Add(code, 1, attributes: ["axes", "keep"]);
        }

        Add("prod_pullback", 2, attributes: "axes");
        Add("cumsum", 1, attributes: "axis");
        Add("conv", -1);
        Add("conv_input", 2, attributes: ["columns", "groups"]);
        Add("conv_weight", 2, attributes: ["columns", "groups"]);
        Add("max_pool", -1, attributes: "axes");
        Add("max_pool_pullback", 2, attributes: "columns");
        Add("max_pool_pushforward", 2, attributes: "columns");
        Add("average_pool", -1, attributes: ["axes", "count_padding"]);
        Add("average_pool_pullback", 1, attributes: ["columns", "count_padding"]);
        Add("dropout", 3);

        // of_targets: x, targets and the target that is ignored: the element of x at each target along an axis, 0 where it is
        // ignored; of_classes: the weight of each target's class; to_*: their adjoints, from cotangents, targets, the ignored
        // one and, of classes, the weights. along_axis: a vector under a shape that broadcasts along an axis of another tensor.
        // same_shape: the first operand, whose shape must be that of the second. is_setting: whether a number is a constant, this one.
        Add("of_targets", -1, attributes: "axis");
        Add("to_targets", 3, attributes: "axis");
        Add("of_classes", 3);
        Add("to_classes", 3);
        Add("along_axis", -1, attributes: "axis");
        Add("same_shape", 2);
        Add("is_setting", 2);
        Add("attention", -1, 2, attributes: ["added", "causal"]);
        Add("attention_pullback", -1, -1, attributes: ["added", "causal"]);
        Add("attention_pushforward", -1, attributes: ["added", "causal"]);
        Add("where", 3);
        Add("to_number", 1);
        Add("embed", 1, attributes: ["axis", "start", "step"]);
        Add("concat", -1, attributes: "axis");
        Add("extent", 1, attributes: "axes");
        Add("reshape", -1);
        Add("reshape_as", 2);
        Add("broadcast", 1);
        Add("matmul", 2, attributes: ["transpose_a", "transpose_b"]);
        Add("gather", 2);
        Add("scatter_add", 2);
        Add("scatter_onto", 3);
        Add("take_along", 2);
        Add("add_along", 2);
        Add("add_onto_along", 3);
        Add("one_hot", 2);
        Add("arg_max", 1, attributes: ["axis", "keep"]);
        Add("arg_min", 1, attributes: ["axis", "keep"]);
        Add("roll", 2, attributes: "axis");
        Add("broadcast_to", -1);
        Add("broadcast_as", 2);
        Add("tile", -1);
        Add("pad", -1, attributes: ["mode", "before"]);
        Add("einsum", -1, attributes: "equation");
        Add("expect_split", 2, 0, pure: false, attributes: ["axis", "parts"]);
        Add("sum", 1, attributes: ["axes", "keep"]);
        Add("mean", 1, attributes: ["axes", "keep"]);
        Add("softmax", 1, attributes: "axis");
        Add("log_softmax", 1, attributes: "axis");
        Add("cross_entropy", 2, 2);
        Add("cross_entropy_pullback", 3);
        return all.ToDictionary(i => i.Code);
    }
}
