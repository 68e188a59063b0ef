namespace AutoDiffGen.Generator.Emit;

/// <summary>C# text with its precedence, so that parentheses stand only where they must.</summary>
internal readonly record struct Expr(string Text, int Precedence)
{
    public const int Conditional = 1;
    public const int Or = 2;
    public const int And = 3;
    public const int BitOr = 4;
    public const int BitXor = 5;
    public const int BitAnd = 6;
    public const int Equality = 7;
    public const int Relational = 8;
    public const int Shift = 9;
    public const int Additive = 10;
    public const int Multiplicative = 11;
    public const int Unary = 12;
    public const int Primary = 13;

    public static Expr Of(string text) => new(text, Primary);

    public static Expr Call(string function, IEnumerable<Expr> arguments) => Of(function + "(" + string.Join(", ", arguments.Select(a => a.Text)) + ")");

    /// <summary>The text, in parentheses unless it binds at least as tightly as asked.</summary>
    public string At(int precedence) => Precedence >= precedence ? Text : "(" + Text + ")";

    // Left-associative: the right operand of the same level needs parentheses, because C# would regroup it.
    public static Expr Binary(Expr left, string op, Expr right, int precedence) =>
        new(left.At(precedence) + " " + op + " " + right.At(precedence + 1), precedence);

    // A sign before a sign would read as an increment or decrement.
    public static Expr Negate(Expr operand) =>
        new("-" + (operand.Precedence == Unary && operand.Text[0] is '-' ? "(" + operand.Text + ")" : operand.At(Unary)), Unary);
}
