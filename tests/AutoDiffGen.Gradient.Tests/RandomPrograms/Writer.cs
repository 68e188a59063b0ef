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
        return writer._text.AppendLine("}").ToString();
    }

    private void Method(string name, Method method, string points)
    {
        string held = method.HoldsZ ? "[NoGradient] " : "";
        _text.AppendLine($"    [Differentiable]{points}");
        _text.AppendLine($"    public static double {name}(double x, double y, {held}double z, int n, bool flag)").AppendLine("    {");
        string[] callees = [.. method.Callees.Select((_, i) => $"{name}_{i}")];
        var scope = new Scope(["x", "y", "z"], ["flag"], callees, ["a"], [], false);
        _text.AppendLine("        double[] a = [x, y, z];");
        foreach (var statement in method.Body.Children)
        {
            Statement(statement, scope, "        ");
        }

        _text.AppendLine($"        return {Number(method.Result, scope)};").AppendLine("    }");
        for (int i = 0; i < callees.Length; i++)
        {
            _text.AppendLine();
            Method(callees[i], method.Callees[i], "");
        }
    }

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
                string leave = exit.Kind == 3 || !scope.InLoop ? $"return {Number(exit.Value, scope)};" : exit.Kind == 2 ? "continue;" : "break;";
                _text.AppendLine($"{indent}if ({Truth(exit.Condition, scope)}) {leave}");
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

    private void Loop(Loop loop, Scope scope, string indent)
    {
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
        Text text => text.Value,
        Element element => scope.Element(element.Array, element.Index),
        Apply apply => string.Format(null, apply.Format, [.. apply.Children.Select(c => Operand(c, scope, apply.Format))]),
        CallOf { Children: var arguments } when scope.Callees.Length == 0 => Number(arguments[0], scope),
        CallOf call => $"{scope.Callees[call.Callee % scope.Callees.Length]}({string.Join(", ", call.Children.Select(c => Number(c, scope)))}, n, flag)",
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

    private sealed record Scope(List<string> Numbers, List<string> Flags, string[] Callees, List<string> Arrays, List<string> Indices, bool InLoop)
    {
        /// <summary>Numbers that may be read alone.</summary>
        public List<string> ReadOnly { get; init; } = [];

        public string Element(int array, int index)
        {
            string[] places = ["0", "1", "2", "n % 3", .. Indices.Select(i => i + " % 3"), .. Indices.Select(i => $"({i} + n) % 3")];
            return $"{Arrays[array % Arrays.Count]}[{places[index % places.Length]}]";
        }

        public string Read(int index) => ReadOnly.Count > 0 && index % 3 == 0 ? ReadOnly[index % ReadOnly.Count] : Number(index);

        public string Number(int index) => Numbers[index % Numbers.Count];

        public Scope Copy() => new([.. Numbers], [.. Flags], Callees, [.. Arrays], [.. Indices], InLoop) { ReadOnly = [.. ReadOnly] };
    }
}
