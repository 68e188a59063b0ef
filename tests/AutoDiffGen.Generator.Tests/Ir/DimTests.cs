using AutoDiffGen.Generator.Ir;
using CsCheck;

namespace AutoDiffGen.Generator.Tests.Ir;

/// <summary>The algebra of symbolic dimensions, on random polynomials.</summary>
public class DimTests
{
    private static readonly string[] Names = ["B", "N", "this.hidden", "$0K"];

    private static readonly Gen<Dim> Atoms = Gen.OneOf(Gen.Int[-4, 4].Select(n => Dim.Constant(n)), Gen.Int[0, 3].Select(i => Dim.Symbol(Names[i])));

    private static readonly Gen<Dim> Terms = Atoms.Array[1, 3].Select(parts => Dim.Product(parts));

    private static readonly Gen<Dim> Dims = Terms.Array[0, 4].Select(parts => parts.Aggregate(Dim.Zero, (a, b) => a + b));

    [Fact]
    public void Addition_and_multiplication_are_those_of_a_ring() => Gen.Select(Dims, Dims, Dims).Sample((a, b, c) =>
        (a + b).Equals(b + a) && (a * b).Equals(b * a)
        && ((a + b) + c).Equals(a + (b + c)) && ((a * b) * c).Equals(a * (b * c))
        && (a * (b + c)).Equals((a * b) + (a * c))
        && (a + Dim.Zero).Equals(a) && (a * Dim.One).Equals(a) && (a * Dim.Zero).Equals(Dim.Zero)
        && (a - a).Equals(Dim.Zero) && ((a - b) + b).Equals(a));

    [Fact]
    public void Equal_polynomials_have_equal_hashes_and_texts() => Gen.Select(Dims, Dims).Sample((a, b) =>
        (a + b).GetHashCode() == (b + a).GetHashCode() && (a + b).ToString() == (b + a).ToString());

    [Fact]
    public void A_product_divides_by_its_factor() => Gen.Select(Dims, Terms).Where((_, t) => !t.Equals(Dim.Zero)).Sample((a, t) =>
        Dim.Divide(a * t, t) is { } quotient && quotient.Equals(a));

    [Fact]
    public void A_quotient_times_the_divisor_is_the_dividend_or_there_is_none() => Gen.Select(Dims, Dims).Sample((a, b) =>
        Dim.Divide(a, b) is not { } quotient || (quotient * b).Equals(a));

    [Fact]
    public void What_is_printed_is_read_back() => Dims.Sample(a => DimParser.Parse(a.ToString()).Equals(a));

    [Fact]
    public void A_value_for_each_symbol_gives_the_value_of_the_text() => Gen.Select(Dims, Gen.Int[-3, 3].Array[4]).Sample((a, values) =>
    {
        var map = Names.Zip(values).ToDictionary(p => p.First, p => Dim.Constant(p.Second));
        long direct = a.Terms.Sum(t => t.Symbols.Aggregate(t.Coefficient, (p, s) => p * map[s].ConstantValue));
        var substituted = a.Substitute(map);
        return substituted.IsConstant && substituted.ConstantValue == direct;
    });

    [Theory]
    [InlineData("3*E", "3 * E")]
    [InlineData("(H - 1) * W", "H * W - W")]
    [InlineData("B * T + 1", "B * T + 1")]
    [InlineData("1 + T*B", "B * T + 1")]
    [InlineData("6 * E / 2", "3 * E")]
    [InlineData("-N + N", "0")]
    [InlineData(" 2 * ( N + 1 ) ", "2 * N + 2")]
    public void A_dimension_has_one_normal_form(string text, string normal) => Assert.Equal(normal, DimParser.Parse(text).ToString());

    [Theory]
    [InlineData("", "a number or a name is missing at the end")]
    [InlineData("3 +", "a number or a name is missing at the end")]
    [InlineData("(3", "a closing parenthesis is missing")]
    [InlineData("B N", "'N' is not expected at position 3")]
    [InlineData("B / N", "(B) / (N) is not an exact quotient")]
    [InlineData("N / 0", "(N) / (0) is not an exact quotient")]
    public void What_is_wrong_is_said(string text, string error)
    {
        Assert.Null(DimParser.TryParse(text, out string found));
        Assert.Equal(error, found);
    }

    [Fact]
    public void A_number_beyond_64_bits_is_an_error_and_no_crash() => Assert.Null(DimParser.TryParse("99999999999999999999", out _));
}
