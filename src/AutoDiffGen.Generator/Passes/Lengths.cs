using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// The length of an array that the function makes, or of a slice, is the number it was made with; a slice of a whole
/// array is that array.
/// </summary>
internal static class Lengths
{
    public static IrFunction Run(IrFunction function)
    {
        var known = new Dictionary<int, int>();
        var rectangles = new Dictionary<int, IrOp>();
        var map = new Dictionary<int, int>();
        var lengthOf = new Dictionary<int, int>();
        var zeros = new HashSet<int>();
        int Resolve(int id) => map.TryGetValue(id, out int to) ? Resolve(to) : id;
        foreach (var op in IrWalk.AllOps(function.Body).Where(op => op.Results.Count == 1))
        {
            int first = op.Operands.Count > 0 ? Resolve(op.Operands[0]) : -1;
            switch (op.Code)
            {
                case "const" when op.Text("value") == "0":
                    zeros.Add(op.Result.Id);
                    break;
                case "length" when rectangles.TryGetValue(first, out var rectangle):
                    map[op.Result.Id] = Resolve(rectangle.Operands[op.Int("axis")]);
                    break;
                case "alloc" when op.Operands.Count > 1:
                    rectangles[op.Result.Id] = op;
                    break;
                case "alloc" when op.Operands.Count == 0:
                    break;
                case "length" when known.TryGetValue(first, out int length):
                    map[op.Result.Id] = length;
                    break;
                case "length":
                    lengthOf[op.Result.Id] = first;
                    break;
                case "alloc":
                    known[op.Result.Id] = Resolve(op.Operands[0]);
                    break;
                case "slice":
                    int count = Resolve(op.Operands[2]);
                    bool whole = zeros.Contains(op.Operands[1])
                        && ((lengthOf.TryGetValue(count, out int array) && array == first) || (known.TryGetValue(first, out int own) && own == count));
                    if (whole)
                    {
                        map[op.Result.Id] = first;
                    }
                    else
                    {
                        known[op.Result.Id] = count;
                    }

                    break;
            }
        }

        return function with { Body = IrWalk.Rename(function.Body, map.Keys.ToDictionary(id => id, Resolve)) };
    }
}
