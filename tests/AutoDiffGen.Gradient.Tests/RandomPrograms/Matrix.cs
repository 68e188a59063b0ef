namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>Every construct, with every activity of its operands, at every position: one small program each.</summary>
internal static class Matrix
{
    private static readonly Node Active = new Apply("{0} * {1}", [new Name(0), new Name(1)]), Other = new Apply("Math.Sin({0})", [new Name(1)]), Third = new Name(0);

    // Of numbers that carry no derivative one is only known at run time.
    private static readonly Node Constant = new Text("0.75"), Held = new Name(2), Whole = new Text("(n + 0.5)");

    // Two of a kind stand in one program, one after the other.
    private static readonly (string Name, Node[][] Operands)[] Activities =
    [
        ("all", [[Active, Other, Third]]),
        ("first, then last", [[Active, Held, Whole], [Constant, Held, Active]]),
        ("none", [[Held, Constant, Whole]]),
    ];

    private static readonly (string Name, Func<Node, Node> Place)[] Positions =
    [
        ("straight", body => body),
        ("in a loop", body => new Block([new Loop(0, 3, new Block([body]))])),
        ("in a while loop whose trips are not known", body => new Block([new Loop(5, 3, new Block([body]))])),
        ("in both branches", body => new Block([new Branch(new Test("{0} > {1}", [new Name(0), new Name(1)]), new Block([body, new Assign(1, "*=", new Name(0))]), new Block([new Assign(0, "*=", new Name(1)), body]))])),
        ("in a callee", body => body),
        ("before an exit", body => new Block([new Loop(1, 3, new Block([body, new Exit(3, new Test("{0} > 0.5", [new Name(0)]), new Name(1)), new Exit(2, new Flag(0), new Name(1)), new Assign(1, "+=", new Name(0))]))])),
        ("nested", body => new Block([new Loop(0, 4, new Block([new Branch(new Test("{0} < {1}", [new Name(1), new Name(0)]), new Block([new Loop(3, 2, new Block([body]))]), new Block([new Assign(0, "+=", new Name(1))]))]))])),
    ];

    private static readonly Test Condition = new("{0} < {1}", [new Name(1), new Name(0)]);

    // Constructs that have nodes of their own, and all others.
    private static IEnumerable<(string Name, Func<Node[], Node> Make)> Statements =>
    [
        .. new[] { "=", "+=", "-=", "*=", "/=" }.Select(o => ("assignment " + o, (Func<Node[], Node>)(n => new Assign(1, o, n[0])))),
        .. new[] { "=", "+=", "-=", "*=", "/=" }.Select(o => ("element " + o, (Func<Node[], Node>)(n => new Store(0, 3, o, n[0])))),
        .. Enumerable.Range(0, 6).Select(k => ($"loop {k}", (Func<Node[], Node>)(n => new Loop(k, 3, new Block([new Assign(0, "+=", n[0]), new Assign(1, "*=", n[1])]))))),
        .. Enumerable.Range(0, 4).Select(k => ($"exit {k}", (Func<Node[], Node>)(n => new Loop(0, 3, new Block([new Assign(0, "+=", n[0]), new Exit(k, Condition, n[1]), new Assign(1, "*=", n[2])]))))),
        ("increment", n => new Block([new Assign(1, "=", n[0]), new Step(1, "{0}++"), new Step(0, "--{0}")])),
        ("conditional expression", n => new Assign(0, "=", new Choice([Condition, n[0], n[1]]))),
        ("branch", n => new Branch(Condition, new Block([new Assign(0, "=", n[0])]), new Block([new Assign(1, "=", n[1])]))),
        ("switch", n => new Switch([new Block([new Assign(0, "=", n[0])]), new Block([new Assign(1, "=", n[1])]), new Block([new Assign(0, "*=", n[2])])])),
        ("swap of locals", n => new Block([new Assign(0, "=", n[0]), new Swap(0, 0, 1)])),
        ("swap of an element and a local", n => new Block([new Store(0, 1, "=", n[0]), new Swap(2, 0, 1)])),
        ("new array", n => new Block([new NewArray(n), new Store(1, 0, "*=", n[0]), new Assign(0, "+=", new Element(1, 3))])),
        ("short circuit", n => new Branch(new Test("{0} && {1}", [new Test("{0} > 0.25", [n[0]]), new Test("{0} < 2", [n[1]])]), new Block([new Assign(0, "*=", n[2])]), new Block([]))),
        .. Enumerable.Range(0, Constructs.All.Count).Select(i => (Constructs.All[i].Name, (Func<Node[], Node>)(n => new Construct(i, i % 2, [.. n, Condition])))),
    ];

    public static IReadOnlyList<(string Name, Method Program)> Cells { get; } = [.. All()];

    private static IEnumerable<(string Name, Method Program)> All()
    {
        // The forms of a method's parameters and results take turns.
        Form[] forms = [Form.Plain, Form.Array, Form.Out, Form.Struct, Form.Tuple, Form.Jagged, Form.Ref, Form.Span, Form.Rectangular, Form.Void, Form.ReadOnlySpan, Form.ArrayResult];
        Node result = new Apply("{0} + {1}", [new Apply("{0} * {1}", [new Name(0), new Name(1)]), new Apply("{0} * {1}", [new Element(0, 0), new Element(0, 2)])]);
        int number = 0;
        foreach (var (name, make) in Statements)
        {
            foreach (var (activity, operands) in Activities)
            {
                foreach (var (position, place) in Positions)
                {
                    bool recurses = name == "recursion";
                    var form = recurses ? Form.Recursive : forms[number++ % forms.Length];
                    Node body = place(new Block([.. operands.Select(make), new Assign(0, "+=", new Apply("0.5 * {0}", [new Latest()]))]));
                    // A call that stays one gives no adjoint for what its callee holds constant; an inlined body lets it through.
                    var program = position == "in a callee"
                        ? new Method(new Block([new Assign(0, "+=", new CallOf(0, operands[^1]))]), result, true, [new Method(body, result, !recurses, [], recurses ? form : Form.Plain)], form)
                        : new Method(body, result, true, [], form);
                    yield return ($"{name}, {activity} active, {position}", program);
                }
            }
        }
    }
}
