using System.Globalization;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// The settings of operations on tensors (axes, flags, counts) that were parameters of a method that is inlined now:
/// which operand carries one, and what it is known to be.
/// </summary>
internal sealed class Settings
{
    private const string Mark = "@";

    private readonly Dictionary<int, bool> _truths = [];
    private readonly Dictionary<int, double> _numbers = [];
    private readonly Dictionary<int, string> _literals = [];
    private readonly Dictionary<int, Dim?[]> _lists = [];
    private readonly HashSet<int> _read = [];
    private readonly HashSet<int> _nothing = [];

    /// <summary>The text of a setting that stands in an operand.</summary>
    public static string At(int operand) => Mark + operand.ToString(CultureInfo.InvariantCulture);

    // What a member is called may begin with the same sign, but not go on with a digit.
    public static bool IsAt(IrAttribute attribute) => attribute.Text.StartsWith(Mark, StringComparison.Ordinal) && attribute.Text.Length > Mark.Length && char.IsDigit(attribute.Text[Mark.Length]);

    /// <summary>The operation with the settings among its operands in its attributes.</summary>
    /// <param name="number">What an integer is known to be.</param>
    public IrOp Settle(IrOp op, Func<int, Dim?> number)
    {
        var places = op.Attributes.Where(IsAt).Select(a => int.Parse(a.Text.Substring(Mark.Length), CultureInfo.InvariantCulture)).ToList();
        if (places.Count == 0)
        {
            return op;
        }

        var attributes = op.Attributes.Select(a => IsAt(a) ? a with { Text = Text(op, a, number) } : a).ToEquatable();
        return op with { Attributes = attributes, Operands = op.Operands.Where((_, i) => !places.Contains(i)).ToEquatable() };
    }

    /// <summary>Notes what an operation makes known.</summary>
    public void Note(IrOp op, Func<int, Dim?> number)
    {
        if (op.Code == "literal")
        {
            _literals[op.Result.Id] = op.Text("text");
            if (op.Result.Type is TensorType)
            {
                _nothing.Add(op.Result.Id);
            }
        }
        else if (op.Code == "const" && op.Result.Type is ScalarType { IsFloating: true } && double.TryParse(op.Text("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out double constant))
        {
            _numbers[op.Result.Id] = constant;
        }
        else if (op.Code == "alloc" && op.Operands.Count == 1 && op.Result.Type is ArrayType { Element: ScalarType { Kind: ScalarKind.Integer } } && number(op.Operands[0]) is { IsConstant: true } length)
        {
            _lists[op.Result.Id] = [.. Enumerable.Repeat<Dim?>(Dim.Zero, (int)length.ConstantValue)];
        }
        else if (op.Code == "store" && _lists.TryGetValue(op.Operands[0], out var list))
        {
            if (number(op.Operands[1]) is { IsConstant: true } at && at.ConstantValue < list.Length)
            {
                list[at.ConstantValue] = number(op.Operands[2]);
            }
            else
            {
                _lists.Remove(op.Operands[0]);
            }
        }
        else if (op.Results.Count == 1 && op.Result.Type is ScalarType { Kind: ScalarKind.Bool } && Decide(op, number) is { } truth)
        {
            _truths[op.Result.Id] = truth;
        }
    }

    /// <summary>What a branch or a loop may write is no longer known.</summary>
    public void Forget(IEnumerable<IrBlock> regions)
    {
        foreach (int id in regions.SelectMany(IrWalk.AllOps).Where(o => o.Code is "store" or "add_to").Select(o => o.Operands[0]))
        {
            _lists.Remove(id);
        }
    }

    public bool? Truth(int id) => _truths.TryGetValue(id, out bool truth) ? truth : null;

    /// <summary>The elements of a list; null where it is not known.</summary>
    public IReadOnlyList<Dim?>? List(int id)
    {
        _read.Add(id);
        return _lists.TryGetValue(id, out var list) ? list : null;
    }

    /// <summary>Without the lists that were only there to be settings.</summary>
    public IrBlock WithoutLists(IrBlock block)
    {
        var used = new HashSet<int>(IrWalk.AllOps(block).SelectMany(op => op.Code == "store" ? op.Operands.Skip(1) : op.Operands));
        var dead = new HashSet<int>(_read.Where(id => !used.Contains(id)));
        return dead.Count == 0 ? block : Without(block, dead);
    }

    private static IrBlock Without(IrBlock block, HashSet<int> dead) => block with
    {
        Ops = block.Ops.Where(op => !(op.Code == "alloc" && dead.Contains(op.Result.Id)) && !(op.Code == "store" && dead.Contains(op.Operands[0])))
            .Select(op => op.Regions.Count == 0 ? op : op with { Regions = op.Regions.Select(r => Without(r, dead)).ToEquatable() }).ToEquatable(),
    };

    private string Text(IrOp op, IrAttribute attribute, Func<int, Dim?> number)
    {
        int id = op.Operands[int.Parse(attribute.Text.Substring(Mark.Length), CultureInfo.InvariantCulture)];
        if (Truth(id) is { } truth)
        {
            return truth ? "true" : "false";
        }

        if (number(id) is { IsConstant: true } one)
        {
            return one.ToString();
        }

        if (List(id) is { } list && list.All(d => d is { IsConstant: true }))
        {
            return string.Join(",", list);
        }

        throw new CompilationException("ADG0010", op.Span, attribute.Name switch
        {
            "axis" or "axes" => "an axis that is not a constant",
            _ => $"'{attribute.Name}' that is not a constant",
        }, attribute.Name is "axis" or "axes" ? "write the axis as a number" : "write it as a constant");
    }

    /// <summary>Whether a value is the tensor that is not there.</summary>
    public bool IsNothing(int id) => _nothing.Contains(id);

    /// <summary>Whether a value is a constant, and the same number as another.</summary>
    public bool IsNumber(int id, int other) => _numbers.TryGetValue(id, out double one) && _numbers.TryGetValue(other, out double number) && one == number;

    private bool? Same(int one, int other) => IsNothing(one) || IsNothing(other) ? IsNothing(one) && IsNothing(other)
        : _literals.TryGetValue(one, out string? a) && _literals.TryGetValue(other, out string? b) ? a == b : null;

    private bool? Decide(IrOp op, Func<int, Dim?> number)
    {
        if (op.Code == "const")
        {
            return op.Text("value") == "true";
        }

        if (op.Code == "not")
        {
            return !Truth(op.Operands[0]);
        }

        if (op.Operands.Count != 2)
        {
            return null;
        }

        // Members of one enum are written in one way, so that different texts are different members; a tensor is null or it is there.
        if (op.Code is "eq" or "ne" && Same(op.Operands[0], op.Operands[1]) is { } same)
        {
            return same == (op.Code == "eq");
        }

        if (_numbers.TryGetValue(op.Operands[0], out double x) && _numbers.TryGetValue(op.Operands[1], out double y))
        {
            return op.Code switch { "eq" => x == y, "ne" => x != y, "lt" => x < y, "le" => x <= y, "gt" => x > y, "ge" => x >= y, _ => null };
        }

        if (Truth(op.Operands[0]) is { } p && Truth(op.Operands[1]) is { } q)
        {
            return op.Code switch { "and" => p && q, "or" => p || q, "xor" or "ne" => p != q, "eq" => p == q, _ => null };
        }

        if (number(op.Operands[0]) is not { } a || number(op.Operands[1]) is not { } b)
        {
            return null;
        }

        // Equal polynomials are equal numbers; of others only constants can be compared.
        if (!(a - b).IsConstant)
        {
            return null;
        }

        long difference = (a - b).ConstantValue;
        return op.Code switch
        {
            "eq" => difference == 0,
            "ne" => difference != 0,
            "lt" => difference < 0,
            "le" => difference <= 0,
            "gt" => difference > 0,
            "ge" => difference >= 0,
            _ => null,
        };
    }
}
