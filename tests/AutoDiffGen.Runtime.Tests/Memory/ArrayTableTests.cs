using AutoDiffGen.Memory;

namespace AutoDiffGen.Runtime.Tests.Memory;

public class ArrayTableTests
{
    [Fact]
    public void Arrays_are_zeros_and_stay_where_they_are_while_others_are_added()
    {
        var table = ArrayTable<double>.Rent(3);
        int first = table.Add(5);
        Span<double> kept = table[first];
        kept.Fill(7);
        for (int length = 0; length < 700; length++)
        {
            int number = table.Add(length);
            Assert.Equal(first + 1 + length, number);
            Assert.Equal(length, table[number].Length);
            Assert.Equal(-1, table[number].IndexOfAnyExcept(0.0));
            table[number].Fill(length);
        }

        kept[0] = 8;
        Assert.Equal([8, 7, 7, 7, 7], table[first].ToArray());
        Assert.Equal(-1, table[first + 1 + 300].IndexOfAnyExcept(300.0));
        table.Dispose();
    }

    [Fact]
    public void Shadows_have_the_same_numbers_and_lengths()
    {
        var table = ArrayTable<double>.Rent(2);
        int a = table.Add(3), b = table.Add(0), c = table.Add(1000);
        table[c].Fill(1);
        var shadows = table.Shadows<float>();
        Assert.Equal((3, 0, 1000), (shadows[a].Length, shadows[b].Length, shadows[c].Length));
        Assert.Equal(-1, shadows[c].IndexOfAnyExcept(0f));
        shadows.Dispose();
        table.Dispose();
    }

    [Fact]
    public void A_number_that_is_no_arrays_gives_nothing()
    {
        var table = ArrayTable<double>.Rent(2);
        int only = table.Add(4);
        Assert.True(table[only - 1].IsEmpty);
        Assert.True(table[only + 1].IsEmpty);
        Assert.True(table[0].IsEmpty);
        Assert.True(table[-1].IsEmpty);
        table.Dispose();
    }

    [Fact]
    public void A_negative_length_throws_as_new_does()
    {
        var table = ArrayTable<double>.Rent(0);
        Assert.Throws<OverflowException>(() => table.Add(-1));
        table.Dispose();
    }

    [Fact]
    public void A_returned_table_throws_and_its_memory_is_zeros_for_the_next()
    {
        var table = ArrayTable<double>.Rent(0);
        var copy = table;
        table[table.Add(9)].Fill(5);
        table.Dispose();
        copy.Dispose();
        Assert.Throws<ObjectDisposedException>(() => copy.Add(1));
        Assert.Throws<ObjectDisposedException>(() => table[0].Length);
        Assert.Throws<ObjectDisposedException>(() => default(ArrayTable<double>).Add(1));
        var next = ArrayTable<double>.Rent(0);
        var other = ArrayTable<double>.Rent(0);
        Assert.Equal(-1, next[next.Add(9)].IndexOfAnyExcept(0.0));
        next[0].Fill(1);
        Assert.Equal(0, other.Add(9));
        Assert.Equal(-1, other[0].IndexOfAnyExcept(0.0));
        next.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Rows_are_arrays_of_their_own_and_null_for_a_number_of_none()
    {
        var table = ArrayTable<double>.Rent(1);
        int a = table.Add(2), b = table.Add(0);
        table[a].Fill(3);
        double[][] rows = table.Rows([a, 0, b, a]);
        Assert.Equal([3, 3], rows[0]);
        Assert.Null(rows[1]);
        Assert.Empty(rows[2]);
        Assert.NotSame(rows[0], rows[3]);
        table[a].Clear();
        Assert.Equal([3, 3], rows[3]);
        table.Dispose();
    }

    [Fact]
    public void Arrays_of_several_dimensions_by_their_numbers()
    {
        var table = RectangleTable<double[,]>.Rent(4);
        int a = table.Add(new double[2, 3]), b = table.Add(new double[0, 1]);
        table[b - 1][1, 2] = 7;
        Assert.Equal((4, 5), (a, b));
        Assert.Equal(7, table[a][1, 2]);
        Assert.Null(table[3]);
        Assert.Null(table[6]);
        var shadows = table.Shadows(array => new float[array.GetLength(0), array.GetLength(1)]);
        Assert.Equal((2, 3, 0), (shadows[a].GetLength(0), shadows[a].GetLength(1), shadows[b].Length));
        table.Dispose();
    }

    [Fact]
    public void Parts_and_numbers_are_checked()
    {
        Assert.Equal(2, Guard.Within(5, 2, 3));
        Assert.Equal(0, Guard.Within(0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Within(5, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Within(5, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Within(5, 6, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Guard.Within(5, 1, -1));
        Assert.Equal(3, Guard.NotNull(3));
        Assert.Throws<NullReferenceException>(() => Guard.NotNull(0));
    }
}
