namespace AutoDiffGen.Generator.Ir;

/// <summary>Arithmetic on symbolic shapes.</summary>
internal static class Shapes
{
    /// <summary>
    /// NumPy's broadcasting from the last dimension backwards: equal dimensions, or one of them the number 1. Two
    /// different symbols do not broadcast, even if one of them may be 1 when the program runs. Null when they cannot.
    /// </summary>
    public static EquatableArray<Dim>? TryBroadcast(IEnumerable<EquatableArray<Dim>> shapes)
    {
        var result = new List<Dim>();
        shapes = [.. shapes];
        if (!PacksAgree(shapes))
        {
            return null;
        }

        foreach (var shape in shapes)
        {
            while (result.Count < shape.Count)
            {
                result.Insert(0, Dim.One);
            }

            for (int i = 0; i < shape.Count; i++)
            {
                int at = result.Count - shape.Count + i;
                if (result[at].IsOne)
                {
                    result[at] = shape[i];
                }
                else if (!shape[i].IsOne && !shape[i].Equals(result[at]))
                {
                    return null;
                }
            }
        }

        return result.ToEquatable();
    }

    // Any number of dimensions stand where the same do, or where the others have none; what stands against one of them is not known.
    private static bool PacksAgree(IEnumerable<EquatableArray<Dim>> shapes)
    {
        var packed = shapes.Where(s => Packs.IndexIn(s) >= 0).Select(s => (Symbol: s[Packs.IndexIn(s)], Back: s.Count - 1 - Packs.IndexIn(s))).Distinct().ToList();
        return packed.Count == 0 || (packed.Count == 1 && shapes.All(s => Packs.IndexIn(s) >= 0 || s.Count <= packed[0].Back));
    }

    /// <summary>The axes of <paramref name="result"/> along which a tensor of shape <paramref name="shape"/> was repeated.</summary>
    public static int[] RepeatedAxes(EquatableArray<Dim> shape, EquatableArray<Dim> result)
    {
        int missing = result.Count - shape.Count;
        return [.. Enumerable.Range(0, result.Count).Where(i => i < missing || (shape[i - missing].IsOne && !result[i].IsOne))];
    }
}
