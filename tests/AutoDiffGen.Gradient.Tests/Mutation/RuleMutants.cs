using System.Globalization;
using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>Wrong versions of a rule's derivatives: one sign, term, factor, argument, constant or comparison changed.</summary>
internal static class RuleMutants
{
    private static readonly Dictionary<string, string> Exchanged = new()
    {
        ["sin"] = "cos", ["cos"] = "sin", ["sinh"] = "cosh", ["cosh"] = "sinh", ["sinpi"] = "cospi", ["cospi"] = "sinpi",
        ["select:lt"] = "select:le", ["select:le"] = "select:lt", ["select:gt"] = "select:ge", ["select:ge"] = "select:gt", ["select:eq"] = "select:lt",
    };

    /// <summary>Every mutant of a rule with what was changed.</summary>
    public static IEnumerable<(string Name, ScalarRule Rule)> Of(ScalarRule rule)
    {
        for (int i = 0; i < rule.Derivatives.Count; i++)
        {
            string original = rule.Derivatives[i];
            if (original == "0")
            {
                continue;
            }

            var expression = rule.Derivative(i);
            var texts = Variants(expression, rule.Arity).Select(Text).Append($"-({original})").Append("0")
                .Where(t => t != Text(expression)).Distinct();
            foreach (string text in texts)
            {
                var derivatives = rule.Derivatives.ToArray();
                derivatives[i] = text;
                yield return ($"{rule.Code}[{i}]: {original} -> {text}", rule with { Derivatives = derivatives.ToEquatable() });
            }
        }
    }

    private static IEnumerable<RuleExpression> Variants(RuleExpression expression, int arity)
    {
        foreach (var own in Own(expression, arity))
        {
            yield return own;
        }

        for (int i = 0; i < expression.Arguments.Count; i++)
        {
            foreach (var changed in Variants(expression.Arguments[i], arity))
            {
                var arguments = expression.Arguments.ToArray();
                arguments[i] = changed;
                yield return expression with { Arguments = arguments.ToEquatable() };
            }
        }
    }

    private static IEnumerable<RuleExpression> Own(RuleExpression e, int arity)
    {
        var a = e.Arguments.ToArray();
        switch (e.Head)
        {
            case "add":
                return [e with { Head = "sub" }, a[0], a[1]];
            case "sub":
                return [e with { Head = "add" }, a[0], a[1]];
            case "mul":
                return [e with { Head = "div" }, a[0], a[1]];
            case "div":
                return [e with { Head = "mul" }, a[0]];
            case "x" when arity > 1:
            case "z":
                return [Leaf("y")];
            case "y":
                return [Leaf("x")];
            case "r":
                return [Leaf("x")];
            case "pi" or "ln2" or "ln10":
                return [Leaf("1")];
        }

        if (double.TryParse(e.Head, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return [Leaf((number + 1).ToString(CultureInfo.InvariantCulture))];
        }

        var simpler = a.Length > 0 && !e.Head.StartsWith("select", StringComparison.Ordinal) ? [a[0]] : Array.Empty<RuleExpression>();
        var swapped = e.Head.StartsWith("select", StringComparison.Ordinal) ? [e with { Arguments = new[] { a[0], a[1], a[3], a[2] }.ToEquatable() }] : Array.Empty<RuleExpression>();
        return [.. Exchanged.TryGetValue(e.Head, out string? other) ? [e with { Head = other }] : Array.Empty<RuleExpression>(), .. simpler, .. swapped];
    }

    private static RuleExpression Leaf(string head) => new(head, EquatableArray<RuleExpression>.Empty);

    private static string Text(RuleExpression e)
    {
        string[] a = [.. e.Arguments.Select(Text)];
        return e.Head switch
        {
            _ when a.Length == 0 => e.Head[0] == '-' ? $"({e.Head})" : e.Head,
            "add" => $"({a[0]} + {a[1]})",
            "sub" => $"({a[0]} - {a[1]})",
            "mul" => $"({a[0]} * {a[1]})",
            "div" => $"({a[0]} / {a[1]})",
            "neg" => $"(-({a[0]}))",
            ['s', 'e', 'l', 'e', 'c', 't', ':', ..] => $"select({a[0]} {Sign(e.Head)} {a[1]}, {a[2]}, {a[3]})",
            _ => $"{e.Head}({string.Join(", ", a)})",
        };
    }

    private static string Sign(string head) => head["select:".Length..] switch { "lt" => "<", "le" => "<=", "gt" => ">", "ge" => ">=", _ => "==" };
}
