using System.Reflection;
using AutoDiffGen.Gradient.Tests.Harness;
using CsCheck;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>
/// Every program over tensors of symbolic shapes again at shapes that are drawn: no elements, one, and numbers of them around
/// the widths of lanes, dense and not. Shapes that the method refuses, its generated members refuse too.
/// </summary>
public class DrawnShapeTests
{
    private const int MostElements = 160;

    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];

    // The eager form of batch normalisation alone refuses a batch of one value a channel.
    private static readonly string[] Unchecked = ["TensorNormalization"];

    public static TheoryData<string> Names =>
        [.. ProgramSet.Names(typeof(ProgramTests).Assembly).Where(n => n.Contains("Tensor", StringComparison.Ordinal) && DrawnShapes.Symbols(ProgramSet.Built.Program(n)) is not null)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_program_agrees_with_the_oracle_at_any_shape(string name)
    {
        var symbols = DrawnShapes.Symbols(ProgramSet.Built.Program(name))!;
        Gen.Select(Gen.Int[0, Lengths.Length - 1].Array[symbols.Count], Gen.Bool).Sample(
            (drawn, transposed) => Check(name, symbols.Zip(drawn).ToDictionary(p => p.First, p => Lengths[p.Second]), transposed), iter: 12, threads: 1);
    }

    private static void Check(string name, Dictionary<string, int> lengths, bool transposed)
    {
        var program = ProgramSet.Built.Program(name);
        Reduce(program, lengths);
        ProgramSet.Built.Check(name, (closed, twin, first) =>
        {
            // The numbers of the point belong to its own shapes; numbers of this many terms lie far from 0, where tanh' loses digits,
            // so that those around 0 shrink with the root of their number, as weights do that a layer is initialised with.
            double shrunk = first.Low < 0 ? 1 / Math.Sqrt(Math.Max(1, lengths.Values.Max())) : 1;
            var at = new AtAttribute { Low = first.Low * shrunk, High = first.High * shrunk, Tolerance = Math.Max(first.Tolerance, 1e-10) };
            var primal = ProgramCheck.Member(closed, "Primal");
            var shapes = new DrawnShapes(lengths, transposed);
            object? value = Result(closed, closed, at, shapes);
            if (value is null && transposed)
            {
                // Reshape of the library takes dense tensors only.
                shapes = new DrawnShapes(lengths, false);
                value = Result(closed, closed, at, shapes);
            }

            if (value is null)
            {
                ProgramCheck.Require(Unchecked.Contains(closed.DeclaringType!.Name) || Result(closed, primal, at, shapes) is null, $"{name}{shapes} is refused by the method itself, and not by MPrimal");
            }
            else if (!lengths.ContainsValue(0) || !Refusal(closed, primal, at, shapes).Contains("does not fit", StringComparison.Ordinal))
            {
                // Along an empty axis there are no windows: generated code refuses what the method itself gives no elements for.
                ProgramCheck.Run(closed, twin, at, guarded: true, shapes);
            }
        });
    }

    // The longest dimensions shrink until the oracle, which is slow, can follow.
    private static void Reduce(MethodInfo program, Dictionary<string, int> lengths)
    {
        while (program.GetParameters().Max(p => new DrawnShapes(lengths, false).Of(p).Aggregate(1L, (a, b) => a * Math.Max(b, 1))) > MostElements)
        {
            string longest = lengths.MaxBy(l => l.Value).Key;
            lengths[longest] = Lengths[Array.IndexOf(Lengths, lengths[longest]) - 1];
        }
    }

    // Null where the shapes are refused.
    private static object? Result(MethodInfo program, MethodInfo method, AtAttribute at, DrawnShapes shapes) => Call(program, method, at, shapes).Value;

    // What is said of shapes that are refused.
    private static string Refusal(MethodInfo program, MethodInfo method, AtAttribute at, DrawnShapes shapes) => Call(program, method, at, shapes).Refusal;

    private static (object? Value, string Refusal) Call(MethodInfo program, MethodInfo method, AtAttribute at, DrawnShapes shapes)
    {
        try
        {
            return (Invoker.Call(method, ProgramCheck.Target(program), new ProgramPoint(program, at, shapes).Arguments(method)), "");
        }
        catch (ArgumentException e)
        {
            return (null, e.Message);
        }
    }
}
