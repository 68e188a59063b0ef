using System.Text;

namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>Writes a random program as C#.</summary>
internal sealed class Writer
{
    private readonly StringBuilder _text = new();
    private int _locals;

    /// <summary>A class with the method <c>F</c> and what it calls.</summary>
    public static string Class(string name, Method method, string points)
    {
        var writer = new Writer();
        writer._text.AppendLine($"public static partial class {name}").AppendLine("{");
        writer.Method("F", method, points);
        string text = writer._text.AppendLine("}").ToString();
        return method.IsSingle ? Constructs.Single(text) : text;
    }

    private void Method(string name, Method method, string points, bool arrays = true)
    {
        bool isRoot = !name.Contains('_', StringComparison.Ordinal);
        arrays &= method.Form != Form.Recursive;
        string held = method.HoldsZ ? "[NoGradient] " : "", own = method.Form == Form.Ref ? "ref " : "";
        string[] callees = [.. method.Callees.Select((_, i) => $"{name}_{i}")];
        var scope = new Scope(["x", "y", "z"], ["flag"], callees, arrays ? ["a"] : [], [], false) { Holding = [.. callees.Where((_, i) => method.Callees[i].HoldsZ)] };
        string more = method.Form switch
        {
            Form.Array => ", [Sizes(3)] double[] p",
            Form.Rectangular => ", [Sizes(2, 3)] double[,] p",
            Form.Jagged => ", [Sizes(2, 3)] double[][] p",
            Form.Span => ", [Sizes(3)] Span<double> p",
            Form.ReadOnlySpan => ", [Sizes(3)] ReadOnlySpan<double> p",
            Form.Out or Form.Void => ", out double w",
            Form.Struct => ", Pair p",
            _ => "",
        };
        switch (method.Form)
        {
            case Form.Array:
                scope.Arrays.Add("p");
                break;
            case Form.Rectangular:
                scope.Elements.AddRange(["p[n % 2, {0}]", "p[1, {0}]"]);
                break;
            case Form.Jagged:
                scope.Elements.AddRange(["p[n % 2][{0}]", "p[1][{0}]"]);
                scope.Arrays.Add("p[n % 2]");
                break;
            case Form.Span:
                scope.Elements.Add("p[{0}]");
                break;
            case Form.ReadOnlySpan:
                scope.ReadOnly.AddRange(["p[0]", "p[n % 3]", "p[^1]"]);
                break;
            case Form.Out or Form.Void:
                scope.Numbers.Add("w");
                break;
            case Form.Struct:
                scope.Numbers.AddRange(["p.X", "p.Y"]);
                break;
        }

        scope = scope with { Form = isRoot ? method.Form : Form.Plain };
        string result = method.Form switch { Form.Void => "void", Form.Tuple => "(double First, double Second)", Form.ArrayResult => "double[]", _ => "double" };
        _text.AppendLine($"    [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]{points}");
        _text.AppendLine($"    public static {result} {name}({own}double x, double y, {held}double z, int n, bool flag{more})").AppendLine("    {");
        if (method.Form is Form.Out or Form.Void)
        {
            _text.AppendLine("        w = 0.5;");
        }

        if (arrays)
        {
            _text.AppendLine("        double[] a = [x, y, z];");
            if (isRoot)
            {
                // Of arrays made in a callee nobody may choose one: where they stand is only known when the program runs.
                _text.AppendLine("        double[] b = [y, 0.5, x];");
                scope.Arrays.Add("b");
                scope = scope with { HasTwo = true };
            }
        }

        foreach (var statement in method.Body.Children)
        {
            Statement(statement, scope, "        ");
        }

        string value = Number(method.Result, scope);
        if (method.Form == Form.Recursive)
        {
            _text.AppendLine("        if (n <= 0)").AppendLine("        {").AppendLine("            return x + y;").AppendLine("        }").AppendLine();
            value = $"0.5 * {name}(Math.Sin(x), y + z, {(method.HoldsZ ? "Ops.Detach(z)" : "z")}, n - 1, flag) + ({value})";
        }

        _text.AppendLine($"        {Returning(value, scope)}").AppendLine("    }");
        for (int i = 0; i < callees.Length; i++)
        {
            _text.AppendLine();
            Method(callees[i], method.Callees[i], "", arrays);
        }
    }

    private static string Returning(string value, Scope scope) => scope.Form switch
    {
        Form.Void => $"{{ w = {value}; return; }}",
        Form.Tuple => $"return ({value}, x * y);",
        Form.ArrayResult => $"{{ b[n % 3] = {value}; return b; }}",
        _ => $"return {value};",
    };

    private void Statement(Node node, Scope scope, string indent)
    {
        switch (node)
        {
            case Declare { Value: Condition condition }:
                string flag = "b" + _locals++;
                _text.AppendLine($"{indent}bool {flag} = {Truth(condition, scope)};");
                scope.Flags.Add(flag);
                break;
            case Declare declare:
                string local = "t" + _locals++;
                _text.AppendLine($"{indent}double {local} = {Number(declare.Value, scope)};");
                scope.Numbers.Add(local);
                break;
            case Assign assign:
                _text.AppendLine($"{indent}{scope.Number(assign.Target)} {assign.Operator} {Number(assign.Value, scope)};");
                break;
            case Step step:
                _text.AppendLine($"{indent}{string.Format(null, step.Format, scope.Number(step.Target))};");
                break;
            case Block block:
                Braces(block, scope, indent);
                break;
            case Branch branch:
                _text.AppendLine($"{indent}if ({Truth(branch.Condition, scope)})");
                Braces(branch.Then, scope, indent);
                if (branch.Else.Children.Count > 0)
                {
                    _text.AppendLine($"{indent}else");
                    Braces(branch.Else, scope, indent);
                }

                break;
            case Loop loop:
                Loop(loop, scope, indent);
                break;
            case Exit exit:
                string leave = exit.Kind == 3 || !scope.InLoop ? Returning(Number(exit.Value, scope), scope) : exit.Kind == 2 ? "continue;" : "break;";
                _text.AppendLine($"{indent}if ({Truth(exit.Condition, scope)}) {leave}");
                break;
            case Construct construct:
                Construct(construct, scope, indent);
                break;
            case NewArray when scope.Arrays.Count == 0:
                break;
            case NewArray array:
                string elements = array.Children.Count < 3 ? "new double[3]" : $"[{string.Join(", ", array.Children.Select(c => Number(c, scope)))}]";
                string name = "a" + _locals++;
                _text.AppendLine($"{indent}double[] {name} = {elements};");
                scope.Arrays.Add(name);
                break;
            case Store store:
                _text.AppendLine($"{indent}{scope.Element(store.Array, store.Index)} {store.Operator} {Number(store.Value, scope)};");
                break;
            case Swap swap:
                var (first, second) = swap.Kind == 0 ? (scope.Number(swap.First), scope.Number(swap.Second)) : (scope.Element(swap.First, swap.Second), swap.Kind == 1 ? scope.Element(swap.Second, swap.First) : scope.Number(swap.Second));
                if (first != second)
                {
                    _text.AppendLine($"{indent}({first}, {second}) = ({second}, {first});");
                }

                break;
            case Switch choose:
                _text.AppendLine($"{indent}switch (n)").AppendLine(indent + "{");
                for (int i = 0; i < choose.Children.Count; i++)
                {
                    _text.AppendLine($"{indent}    {(i == choose.Children.Count - 1 ? "default" : i == 0 ? "case 0" : "case > 1 when x > 0")}:");
                    Braces(choose.Children[i], scope with { InLoop = false }, indent + "        ");
                    _text.AppendLine($"{indent}        break;");
                }

                _text.AppendLine(indent + "}");
                break;
            default:
                throw new InvalidOperationException(node.ToString());
        }
    }

    private void Construct(Construct construct, Scope scope, string indent)
    {
        var text = construct.Text;
        if ((scope.Arrays.Count == 0 && text.NeedsArray) || (text.NeedsArrays && !scope.HasTwo) || (text.Recurses && scope.Arrays.Count > 0))
        {
            return;
        }

        string unique = (_locals++).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Filled(string format) => format.Replace("{k}", unique, StringComparison.Ordinal);
        string line = Filled(text.Text);
        string first = scope.Number(construct.Pick), second = scope.Number(construct.Pick + 1 + (construct.Pick % 2));
        for (int i = 0; i < 3; i++)
        {
            string operand = Number(construct.Children[i], scope);
            line = line.Replace($"{{{i}}}", operand.All(char.IsLetterOrDigit) ? operand : $"({operand})", StringComparison.Ordinal);
        }

        line = line.Replace("{c}", $"({Truth(construct.Children[3], scope)})", StringComparison.Ordinal)
            .Replace("{v}", first, StringComparison.Ordinal).Replace("{w}", second, StringComparison.Ordinal)
            .Replace("{e}", scope.Element(construct.Pick, construct.Pick / 7), StringComparison.Ordinal);
        if (scope.Arrays.Count > 0)
        {
            line = text.NeedsArrays ? line.Replace("{a}", "a", StringComparison.Ordinal).Replace("{b}", "b", StringComparison.Ordinal)
                : line.Replace("{a}", scope.Arrays[construct.Pick % scope.Arrays.Count], StringComparison.Ordinal);
        }

        foreach (string statement in Lines(line))
        {
            _text.AppendLine(indent + statement);
        }

        scope.Numbers.AddRange((text.Declares ?? []).Select(Filled));
        scope.Elements.AddRange((text.Elements ?? []).Select(Filled));
    }

    // One statement a line where no block is open, so that a failure can be read.
    private static IEnumerable<string> Lines(string text)
    {
        int start = 0, depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '{' or '(' ? 1 : text[i] is '}' or ')' ? -1 : 0;
            if (depth == 0 && text[i] == ';')
            {
                yield return text[start..(i + 1)].Trim();
                start = i + 1;
            }
        }

        if (text[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    private void Loop(Loop loop, Scope scope, string indent)
    {
        if (loop.Kind == 4 && scope.Arrays.Count == 0)
        {
            loop = loop with { Kind = 0 };
        }

        string i = "i" + _locals++;
        var inner = scope.Copy() with { InLoop = true };
        switch (loop.Kind)
        {
            case 0:
                _text.AppendLine($"{indent}for (int {i} = 0; {i} < {(loop.Trips == 4 ? "n" : loop.Trips)}; {i}++)");
                inner.Indices.Add(i);
                break;
            case 1:
                _text.AppendLine($"{indent}for (int {i} = {loop.Trips}; {i} > 0; {i}--)");
                inner.Indices.Add(i);
                break;
            case 2:
                _text.AppendLine($"{indent}int {i} = 0;").AppendLine($"{indent}while ({i}++ < {loop.Trips})");
                inner.Indices.Add(i);
                break;
            case 3:
                _text.AppendLine($"{indent}int {i} = 0;").AppendLine($"{indent}do");
                inner.Indices.Add(i);
                break;
            case 5:
                // It stops by what is computed in it.
                string bound = "r" + i;
                _text.AppendLine($"{indent}int {i} = 0;").AppendLine($"{indent}double {bound} = {scope.Number(0)};").AppendLine($"{indent}while (Math.Abs({bound}) < 4 && {i}++ < {loop.Trips})");
                inner.Indices.Add(i);
                inner.Numbers.Add(bound);
                break;
            default:
                string value = "v" + _locals++;
                _text.AppendLine($"{indent}foreach (double {value} in {scope.Arrays[loop.Trips % scope.Arrays.Count]})");
                inner.ReadOnly.Add(value);
                break;
        }

        Braces(loop.Body, inner, indent);
        if (loop.Kind == 3)
        {
            _text.AppendLine($"{indent}while (++{i} < {loop.Trips});");
        }
    }

    private void Braces(Node block, Scope scope, string indent)
    {
        _text.AppendLine(indent + "{");
        var inner = scope.Copy();
        foreach (var statement in block.Children)
        {
            Statement(statement, inner, indent + "    ");
        }

        _text.AppendLine(indent + "}");
    }

    // Every operand in parentheses that it does not need would hide the generator's own.
    private static string Number(Node node, Scope scope) => node switch
    {
        Name name => scope.Read(name.Index),
        Latest => scope.Numbers[^1],
        Text text => text.Value,
        Element element => scope.Element(element.Array, element.Index),
        Apply apply => string.Format(null, apply.Format, [.. apply.Children.Select(c => Operand(c, scope, apply.Format))]),
        CallOf { Children: var arguments } when scope.Callees.Length == 0 => Number(arguments[0], scope),
        CallOf call => Call(scope.Callees[call.Callee % scope.Callees.Length], [.. call.Children.Select(c => Number(c, scope))], scope),
        Choice choice => $"({Truth(choice.Children[0], scope)} ? {Number(choice.Children[1], scope)} : {Number(choice.Children[2], scope)})",
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static string Operand(Node node, Scope scope, string format)
    {
        string text = Number(node, scope);
        bool isFunction = format.EndsWith(')') && !format.Contains("{0} *", StringComparison.Ordinal) && !format.Contains("-{", StringComparison.Ordinal);
        return node is Apply { Format: var inner } && !isFunction && (!inner.EndsWith(')') || inner.Contains(' ')) || text[0] is '-' or '+' ? $"({text})" : text;
    }

    private static string Truth(Node node, Scope scope) => node switch
    {
        Flag flag => scope.Flags[flag.Index % scope.Flags.Count],
        Test { Children: [Condition, ..] } test => string.Format(null, test.Format, [.. test.Children.Select(c => c is Flag ? Truth(c, scope) : $"({Truth(c, scope)})")]),
        Test test => string.Format(null, test.Format, [.. test.Children.Select(c => Number(c, scope))]),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    // The oracle knows no parameter that is held constant.
    private static string Call(string callee, string[] arguments, Scope scope) =>
        $"{callee}({string.Join(", ", arguments.Select((a, i) => i == 2 && scope.Holding.Contains(callee) ? $"Ops.Detach({a})" : a))}, n, flag)";

    private sealed record Scope(List<string> Numbers, List<string> Flags, string[] Callees, List<string> Arrays, List<string> Indices, bool InLoop)
    {
        /// <summary>The callees that hold their third parameter constant.</summary>
        public string[] Holding { get; init; } = [];

        /// <summary>Numbers that may be read alone.</summary>
        public List<string> ReadOnly { get; init; } = [];

        /// <summary>Formats of elements beyond those of arrays.</summary>
        public List<string> Elements { get; init; } = [];

        public Form Form { get; init; }

        public bool HasTwo { get; init; }

        public string Element(int array, int index)
        {
            string[] places = ["0", "1", "2", "n % 3", .. Indices.Select(i => i + " % 3"), .. Indices.Select(i => $"({i} + n) % 3")];
            string[] formats = [.. Arrays.Select(a => a + "[{0}]"), .. Elements];
            return formats.Length == 0 ? Number(array) : formats[array % formats.Length].Replace("{0}", places[index % places.Length], StringComparison.Ordinal);
        }

        public string Read(int index) => ReadOnly.Count > 0 && index % 3 == 0 ? ReadOnly[index % ReadOnly.Count] : Number(index);

        public string Number(int index) => Numbers[index % Numbers.Count];

        public Scope Copy() => new([.. Numbers], [.. Flags], Callees, [.. Arrays], [.. Indices], InLoop) { ReadOnly = [.. ReadOnly], Elements = [.. Elements], Form = Form, HasTwo = HasTwo, Holding = Holding };
    }
}
