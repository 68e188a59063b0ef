using System.Text;

namespace AutoDiffGen.Generator.Ir;

/// <summary>Writes a function as text that <see cref="IrParser"/> reads back to an equal function.</summary>
internal static class IrPrinter
{
    public static string Print(IrFunction function)
    {
        var text = new StringBuilder();
        text.Append("func ").Append(Quote(function.Key)).Append(' ').Append(function.Name).Append('(');
        text.Append(string.Join(", ", function.Parameters.Select(p => Value(p.Value) + ": " + p.Type + (p.NoGradient ? " nograd" : ""))));
        text.Append(')');
        if (function.ReturnShape is { } shape)
        {
            text.Append(" -> [").Append(string.Join(", ", shape)).Append(']');
        }

        text.Append(" {\n");
        Block(text, function.Body, 1);
        return text.Append("}\n").ToString();
    }

    /// <summary>A text in quotes, on one line: what an editor or a file might change is escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '\\' or '"')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c == '\n')
            {
                quoted.Append("\\n");
            }
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF')
            {
                quoted.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }

    private static void Block(StringBuilder text, IrBlock block, int depth)
    {
        foreach (var op in block.Ops)
        {
            text.Append(' ', depth * 2);
            if (op.Results.Count > 0)
            {
                text.Append(string.Join(", ", op.Results.Select(Value))).Append(" = ");
            }

            text.Append(op.Code);
            if (op.Operands.Count > 0)
            {
                text.Append(' ').Append(string.Join(", ", op.Operands.Select(id => "%" + id)));
            }

            if (op.Attributes.Count > 0)
            {
                text.Append(" {").Append(string.Join(", ", op.Attributes.Select(a => a.Name + "=" + Quote(a.Text)))).Append('}');
            }

            if (op.Results.Count > 0)
            {
                text.Append(" : ").Append(string.Join(", ", op.Results.Select(r => r.Type.ToString())));
            }

            if (op.Span != IrSpan.None)
            {
                text.Append(" @").Append(op.Span.Start).Append('+').Append(op.Span.Length);
            }

            foreach (var region in op.Regions)
            {
                text.Append(" {");
                if (region.Arguments.Count > 0)
                {
                    text.Append(" |").Append(string.Join(", ", region.Arguments.Select(a => Value(a) + ": " + a.Type))).Append('|');
                }

                text.Append('\n');
                Block(text, region, depth + 1);
                text.Append(' ', depth * 2).Append('}');
            }

            text.Append('\n');
        }
    }

    private static string Value(IrValue value) => "%" + value.Id + (value.Name.Length > 0 ? " " + value.Name : "");
}
