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
        var scope = new Scope(["x", "y", "z"], ["flag"], callees);
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
            default:
                throw new InvalidOperationException(node.ToString());
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
        Name name => scope.Number(name.Index),
        Text text => text.Value,
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

    private sealed record Scope(List<string> Numbers, List<string> Flags, string[] Callees)
    {
        public string Number(int index) => Numbers[index % Numbers.Count];

        public Scope Copy() => new([.. Numbers], [.. Flags], Callees);
    }
}
