namespace AutoDiffGen.Generator.Ir;

/// <summary>
/// Reads a dimension as authors write it in <c>[Shape("B", "3 * E")]</c>: sums, differences, products and exact
/// quotients of whole numbers and names, with parentheses.
/// </summary>
internal static class DimParser
{
    /// <summary>The dimension, or null and a sentence that says what is wrong.</summary>
    public static Dim? TryParse(string text, out string error)
    {
        int position = 0;
        try
        {
            var dim = Sum(text, ref position);
            SkipSpace(text, ref position);
            if (position < text.Length)
            {
                throw new FormatException($"'{text[position]}' is not expected at position {position + 1}");
            }

            error = "";
            return dim;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            error = e.Message;
            return null;
        }
    }

    public static Dim Parse(string text) => TryParse(text, out string error) ?? throw new FormatException($"'{text}': {error}");

    private static Dim Sum(string text, ref int position)
    {
        var left = Product(text, ref position);
        while (Peek(text, ref position) is '+' or '-')
        {
            char op = text[position++];
            var right = Product(text, ref position);
            left = op == '+' ? left + right : left - right;
        }

        return left;
    }

    private static Dim Product(string text, ref int position)
    {
        var left = Factor(text, ref position);
        while (Peek(text, ref position) is '*' or '/')
        {
            char op = text[position++];
            var right = Factor(text, ref position);
            left = op == '*'
                ? left * right
                : Dim.Divide(left, right) ?? throw new FormatException($"({left}) / ({right}) is not an exact quotient");
        }

        return left;
    }

    private static Dim Factor(string text, ref int position)
    {
        char next = Peek(text, ref position);
        int start = position;
        if (next == '(')
        {
            position++;
            var inner = Sum(text, ref position);
            if (Peek(text, ref position) != ')')
            {
                throw new FormatException("a closing parenthesis is missing");
            }

            position++;
            return inner;
        }

        if (next == '-')
        {
            position++;
            return Dim.Zero - Factor(text, ref position);
        }

        if (char.IsDigit(next))
        {
            while (position < text.Length && char.IsDigit(text[position]))
            {
                position++;
            }

            return Dim.Constant(long.Parse(text.Substring(start, position - start), System.Globalization.CultureInfo.InvariantCulture));
        }

        if (char.IsLetter(next) || next is '_' or '$' || string.CompareOrdinal(text, position, Packs.Mark, 0, Packs.Mark.Length) == 0)
        {
            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '.' or '$'))
            {
                position++;
            }

            string name = text.Substring(start, position - start);
            return name == Dim.QuotientName && Peek(text, ref position) == '(' ? Quotient(text, ref position) : Dim.Symbol(name);
        }

        throw new FormatException(next == '\0' ? "a number or a name is missing at the end" : $"'{next}' is not expected at position {position + 1}");
    }

    // quotient(a, b): as C# divides whole numbers.
    private static Dim Quotient(string text, ref int position)
    {
        position++;
        var a = Sum(text, ref position);
        if (Peek(text, ref position) != ',')
        {
            throw new FormatException("a comma is missing");
        }

        position++;
        var b = Sum(text, ref position);
        if (Peek(text, ref position) != ')')
        {
            throw new FormatException("a closing parenthesis is missing");
        }

        position++;
        return Dim.Quotient(a, b);
    }

    private static char Peek(string text, ref int position)
    {
        SkipSpace(text, ref position);
        return position < text.Length ? text[position] : '\0';
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }
}
