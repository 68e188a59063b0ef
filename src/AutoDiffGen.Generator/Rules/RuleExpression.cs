using System.Collections.Concurrent;

namespace AutoDiffGen.Generator.Rules;

/// <summary>
/// A derivative as the rule table writes it: names, numbers, <c>+ - * /</c>, calls of functions by their IR code, and
/// <c>select(a &lt; b, then, else)</c>.
/// </summary>
/// <param name="Head">An IR code, <c>select</c> with its comparison (<c>select:lt</c>), or for a leaf its name or number.</param>
internal sealed record RuleExpression(string Head, EquatableArray<RuleExpression> Arguments)
{
    private static readonly ConcurrentDictionary<string, RuleExpression> Parsed = new();

    public bool IsLeaf => Arguments.Count == 0;

    public bool IsZero => IsLeaf && Head == "0";

    public static RuleExpression Parse(string text) => Parsed.GetOrAdd(text, t => new Reader(t).Whole());

    private static RuleExpression Leaf(string head) => new(head, EquatableArray<RuleExpression>.Empty);

    private static RuleExpression Node(string head, params RuleExpression[] arguments) => new(head, arguments.ToEquatable());

    private sealed class Reader(string text)
    {
        private static readonly (string Token, string Code)[] Comparisons = [("<=", "le"), (">=", "ge"), ("==", "eq"), ("<", "lt"), (">", "gt")];

        private int _position;

        public RuleExpression Whole()
        {
            var result = Sum();
            return _position == text.Length ? result : throw new FormatException($"'{text}', position {_position}");
        }

        private RuleExpression Sum()
        {
            var left = Product();
            while (true)
            {
                if (Accept("+"))
                {
                    left = Node("add", left, Product());
                }
                else if (Accept("-"))
                {
                    left = Node("sub", left, Product());
                }
                else
                {
                    return left;
                }
            }
        }

        private RuleExpression Product()
        {
            var left = Unary();
            while (true)
            {
                if (Accept("*"))
                {
                    left = Node("mul", left, Unary());
                }
                else if (Accept("/"))
                {
                    left = Node("div", left, Unary());
                }
                else
                {
                    return left;
                }
            }
        }

        private RuleExpression Unary()
        {
            if (Accept("-"))
            {
                var operand = Unary();
                return char.IsDigit(operand.Head[0]) ? Leaf("-" + operand.Head) : Node("neg", operand);
            }

            if (Accept("("))
            {
                var inner = Sum();
                Expect(")");
                return inner;
            }

            int start = _position;
            while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '.' or '_'))
            {
                _position++;
            }

            string word = text.Substring(start, _position - start);
            Space();
            if (!Accept("("))
            {
                return word.Length > 0 ? Leaf(word) : throw new FormatException($"'{text}', position {_position}");
            }

            var arguments = new List<RuleExpression> { Sum() };
            if (word == "select")
            {
                var (_, code) = Comparisons.First(c => Accept(c.Token));
                word = "select:" + code;
                arguments.Add(Sum());
            }

            while (Accept(","))
            {
                arguments.Add(Sum());
            }

            Expect(")");
            return new RuleExpression(word, arguments.ToEquatable());
        }

        private bool Accept(string token)
        {
            Space();
            if (string.CompareOrdinal(text, _position, token, 0, token.Length) != 0)
            {
                return false;
            }

            _position += token.Length;
            Space();
            return true;
        }

        private void Expect(string token)
        {
            if (!Accept(token))
            {
                throw new FormatException($"'{text}': '{token}' expected at position {_position}");
            }
        }

        private void Space()
        {
            while (_position < text.Length && text[_position] == ' ')
            {
                _position++;
            }
        }
    }
}
