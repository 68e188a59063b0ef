using CsCheck;

namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>Draws programs over the language that is supported.</summary>
internal static class Grammar
{
    // Numbers with a point: two whole numbers would be divided as whole numbers, by zero among others.
    private static readonly Gen<int> Index = Gen.Int[0, 1000];

    private static readonly string[] Unary =
    [
        "-{0}", "+{0}", "({0})", "Math.Sin({0})", "Math.Cos({0})", "Math.Tanh(Math.Atan({0}))", "Math.Atan({0})", "Math.Exp(-Math.Abs({0}))", "Math.Exp({0})",
        "Math.Log(1 + {0} * {0})", "Math.Log({0})", "Math.Sqrt(1 + {0} * {0})", "Math.Sqrt({0})", "Math.Abs({0})", "Math.Pow({0}, 2)", "Math.Pow({0}, 3)", "Math.Cbrt({0})",
        "double.ExpM1(Math.Atan({0}))", "double.SinPi({0})", "Ops.Sigmoid(Math.Atan({0}))", "Ops.Relu({0})", "Math.Floor({0})", "(double)(int)({0} + n)", "Math.Sinh({0})", "Math.Asinh({0})", "1 / {0}", "Ops.Detach({0})",
    ];

    private static readonly string[] Binary =
    [
        "{0} + {1}", "{0} + {1}", "{0} - {1}", "{0} - {1}", "{0} * {1}", "{0} * {1}", "{0} * {1}", "{0} / {1}", "{0} / (1 + {1} * {1})", "{0} % (1 + {1} * {1})",
        "Math.Max({0}, {1})", "Math.Min({0}, {1})", "Math.Atan2({0}, {1})", "double.Hypot({0}, {1})", "Math.Pow(Math.Abs({0}), {1})", "Math.CopySign({0}, {1})",
    ];

    private static readonly string[] Ternary = ["Math.Clamp({0}, -1, 1) + {1} * {2}", "Math.FusedMultiplyAdd({0}, {1}, {2})", "double.Lerp({0}, {1}, {2})"];

    private static readonly string[] Comparisons = ["{0} < {1}", "{0} <= {1}", "{0} > {1}", "{0} >= {1}", "{0} == {1}", "{0} != {1}"];

    private static readonly Gen<Node> Leaf = Gen.Frequency(
        (6, Index.Select(i => (Node)new Name(i))),
        (2, Gen.Select(Index, Index).Select(p => (Node)new Element(p.Item1, p.Item2))),
        (1, Gen.OneOf("1.0", "2.0", "0.5", "3.25", "-1.0", "0.0", "1e-3").Select(v => (Node)new Text(v))),
        (1, Gen.OneOf("(n + 0.5)", "(double)n").Select(v => (Node)new Text(v))));

    public static Gen<Method> Method { get; } = Gen.Select(MethodOf(callees: 2, statements: 6), Gen.Frequency((2, Gen.Const(Form.Plain)), (5, Gen.Enum<Form>())), Gen.Int[0, 5]).Select(p => p.Item1 with { Form = p.Item2, IsSingle = p.Item3 == 0 });

    private static Gen<Node> Expression(int depth, bool calls)
    {
        if (depth == 0)
        {
            return Leaf;
        }

        var inner = Expression(depth - 1, calls);
        var shallow = Expression(depth / 2, calls);
        return Gen.Frequency(
            (2, Leaf),
            (4, Gen.Select(Gen.OneOf(Unary), inner).Select(p => (Node)new Apply(p.Item1, [p.Item2]))),
            (7, Gen.Select(Gen.OneOf(Binary), inner, shallow).Select(p => (Node)new Apply(p.Item1, [p.Item2, p.Item3]))),
            (1, Gen.Select(Gen.OneOf(Ternary), inner, shallow, Leaf).Select(p => (Node)new Apply(p.Item1, [p.Item2, p.Item3, p.Item4]))),
            (1, Gen.Select(Condition(depth / 2, calls), inner, shallow).Select(p => (Node)new Choice([p.Item1, p.Item2, p.Item3]))),
            (calls ? 1 : 0, Gen.Select(Index, shallow, Leaf, Leaf).Select(p => (Node)new CallOf(p.Item1, [p.Item2, p.Item3, p.Item4]))));
    }

    private static Gen<Node> Condition(int depth, bool calls)
    {
        var number = Expression(Math.Min(depth, 1), calls);
        var compare = Gen.Select(Gen.OneOf(Comparisons), number, number).Select(p => (Node)new Test(p.Item1, [p.Item2, p.Item3]));
        var flag = Index.Select(i => (Node)new Flag(i));
        if (depth == 0)
        {
            return Gen.Frequency((4, compare), (1, flag));
        }

        var inner = Condition(depth - 1, calls);
        return Gen.Frequency(
            (4, compare),
            (1, flag),
            (1, Gen.Select(Gen.OneOf("{0} && {1}", "{0} || {1}", "{0} != {1}"), inner, inner).Select(p => (Node)new Test(p.Item1, [p.Item2, p.Item3]))),
            (1, inner.Select(c => (Node)new Test("!{0}", [c]))));
    }

    private static Gen<Node> Statement(int depth, bool calls)
    {
        var value = Expression(3, calls);
        var assign = Gen.Select(Index, Gen.OneOf("=", "=", "+=", "-=", "*=", "/="), value).Select(p => (Node)new Assign(p.Item1, p.Item2, p.Item3));
        var declare = value.Select(v => (Node)new Declare(v));
        var step = Gen.Select(Index, Gen.OneOf("{0}++", "--{0}")).Select(p => (Node)new Step(p.Item1, p.Item2));
        var flag = Condition(1, calls).Select(c => (Node)new Declare(c));
        if (depth == 0)
        {
            return Gen.Frequency((5, assign), (4, declare), (1, step), (1, flag));
        }

        var body = Body(Statement(depth - 1, calls), 3);
        var branch = Gen.Select(Condition(2, calls), body, Gen.Frequency((1, body), (1, Gen.Const((Node)new Block([]))))).Select(p => (Node)new Branch(p.Item1, p.Item2, p.Item3));
        var condition = Condition(1, calls);
        var loop = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], body).Select(p => (Node)new Loop(p.Item1, p.Item2, p.Item3));
        var exit = Gen.Select(Gen.Int[0, 3], condition, Expression(1, calls)).Select(p => (Node)new Exit(p.Item1, p.Item2, p.Item3));
        var array = Gen.OneOf(Gen.Const(Array.Empty<Node>()), Expression(1, calls).Array[3]).Select(v => (Node)new NewArray(v));
        var store = Gen.Select(Index, Index, Gen.OneOf("=", "=", "+=", "-=", "*="), Expression(2, calls)).Select(p => (Node)new Store(p.Item1, p.Item2, p.Item3, p.Item4));
        var swap = Gen.Select(Gen.Int[0, 2], Index, Index).Select(p => (Node)new Swap(p.Item1, p.Item2, p.Item3));
        var choose = body.Array[2, 3].Select(b => (Node)new Switch(b));
        var construct = Gen.Select(Index, Index, Expression(2, calls).Array[3], condition).Select(p => (Node)new Construct(p.Item1, p.Item2, [.. p.Item3, p.Item4]));
        return Gen.Frequency(
            (5, assign), (4, declare), (1, step), (1, flag), (3, branch), (1, body),
            (4, loop), (2, exit), (2, array), (4, store), (1, swap), (1, choose), (9, construct));
    }

    private static Gen<Node> Body(Gen<Node> statement, int most) => statement.Array[1, most].Select(s => (Node)new Block(s));

    private static Gen<Method> MethodOf(int callees, int statements)
    {
        bool calls = callees > 0;
        var inner = calls ? MethodOf(callees - 1, 2).Array[0, callees] : Gen.Const(Array.Empty<Method>());
        return Gen.Select(Body(Statement(2, calls), statements), Expression(3, calls), Gen.Int[0, 5], inner)
            .Select(p => new Method(p.Item1, p.Item2, p.Item3 == 0, p.Item4));
    }
}
