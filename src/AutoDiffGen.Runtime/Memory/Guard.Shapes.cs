namespace AutoDiffGen.Memory;

// The shapes of arrays of arrays and of several dimensions, which stand beside those of the method.
public static partial class Guard
{
    /// <summary>Checks that a size of a module is what the shapes around it need.</summary>
    /// <exception cref="InvalidOperationException">It is another.</exception>
    public static void Same(long size, long needed, string message)
    {
        if (size != needed)
        {
            throw new InvalidOperationException($"{message}: {size} where it has to be {needed}.");
        }
    }

    /// <summary>Checks that a destination has rows of the same lengths as its array; null is not wanted.</summary>
    /// <exception cref="ArgumentException">The number of rows or the length of one differs, or a row is that of the argument.</exception>
    public static void SameShape<T, TElement>(T[][]? destination, TElement[][] array, string name)
    {
        Rows(destination, array, name);
        for (int i = 0; i < (destination?.Length ?? 0); i++)
        {
            // One empty array may stand in many places.
            if (ReferenceEquals(destination![i], array[i]) && destination[i] is { Length: > 0 })
            {
                throw new ArgumentException($"Row {i} of the destination '{name}' is the row of the argument itself: a gradient must have memory of its own.", name);
            }
        }
    }

    /// <summary>Checks that a destination has the shape of its array; null is not wanted.</summary>
    /// <exception cref="ArgumentException">A length differs, or it is the array itself.</exception>
    public static void SameShape(Array? destination, Array array, string name)
    {
        if (destination is null)
        {
            return;
        }

        for (int axis = 0; axis < array.Rank; axis++)
        {
            if (destination.GetLength(axis) != array.GetLength(axis))
            {
                throw new ArgumentException($"'{name}' must have the length {array.GetLength(axis)} along dimension {axis}, but has {destination.GetLength(axis)}.", name);
            }
        }

        if (ReferenceEquals(destination, array))
        {
            throw new ArgumentException($"The destination '{name}' is the argument itself: a gradient must have memory of its own.", name);
        }
    }

    /// <summary>Checks that the cotangent of an array has its lengths; null stands for zeros.</summary>
    /// <exception cref="ArgumentException">One differs.</exception>
    public static void Lengths(Array? cotangent, ReadOnlySpan<int> expected, string name)
    {
        for (int axis = 0; cotangent is not null && axis < expected.Length; axis++)
        {
            if (cotangent.GetLength(axis) != expected[axis])
            {
                throw new ArgumentException($"'{name}' must have the length {expected[axis]} along dimension {axis}, but has {cotangent.GetLength(axis)}.", name);
            }
        }
    }

    /// <summary>Checks that an array of arrays has rows of the lengths of another one's; null stands for zeros, or is not wanted.</summary>
    /// <remarks>Where there is no row, there need be none, and an empty one will do.</remarks>
    /// <exception cref="ArgumentException">The number of rows or the length of one differs.</exception>
    public static void Rows<T, TElement>(T[][]? given, TElement[][] rows, string name)
    {
        RowCount(given, rows.Length, name);
        for (int i = 0; given is not null && i < rows.Length; i++)
        {
            Row(given[i], i, rows[i]?.Length, name);
        }
    }

    /// <summary>Checks that the cotangent of an array of arrays has rows of its lengths; null stands for zeros.</summary>
    /// <param name="cotangent">An array of arrays, or null.</param>
    /// <param name="arrays">Holds the rows.</param>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentException">The number of rows or the length of one differs.</exception>
    public static void Rows<T, TElement>(T[][]? cotangent, ArrayTable<TElement> arrays, ReadOnlySpan<int> numbers, string name)
    {
        RowCount(cotangent, numbers.Length, name);
        for (int i = 0; cotangent is not null && i < numbers.Length; i++)
        {
            Row(cotangent[i], i, arrays.Holds(numbers[i]) ? arrays[numbers[i]].Length : null, name);
        }
    }

    private static void RowCount<T>(T[][]? given, int expected, string name)
    {
        if (given is not null && given.Length != expected)
        {
            throw new ArgumentException($"'{name}' must have {expected} rows, but has {given.Length}.", name);
        }
    }

    private static void Row<T>(T[]? row, int index, int? expected, string name)
    {
        if (row is null ? expected is not null : row.Length != (expected ?? 0))
        {
            throw new ArgumentException($"Row {index} of '{name}' must have the length {expected ?? 0}, but {(row is null ? "is null" : $"has the length {row.Length}")}.", name);
        }
    }
}
