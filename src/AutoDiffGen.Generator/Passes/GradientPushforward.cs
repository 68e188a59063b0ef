using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// The pushforward of a gradient function as a program of the method itself: it yields the method's outputs, the adjoints
/// of numbers and, after these, their tangents; arrays of adjoints and of their tangents are added to.
/// </summary>
/// <param name="Pushforward">With the tangents of the method's parameters as inputs.</param>
/// <param name="Sums">One for each array among the parameters: the array of its adjoints, and that of their tangents.</param>
/// <param name="Numbers">The parameters that are numbers, or numbers of structs.</param>
/// <param name="Outputs">How many outputs the method has.</param>
internal sealed record GradientPushforward(Pushforward Pushforward, IReadOnlyList<TangentInput> Sums, IReadOnlyList<Destination> Numbers, int Outputs)
{
    public static GradientPushforward Of(Pushforward ofGradient)
    {
        // The gradient function takes what the method takes, and one array of adjoints for each active array.
        var function = ofGradient.Program.Primal;
        int arrays = Differentiate.Destinations(function).Count(d => d.Type is ArrayType) / 2;
        int own = function.Parameters.Count - arrays;
        var method = function with { Parameters = function.Parameters.Take(own).ToEquatable() };
        var numbers = Differentiate.Destinations(method).Where(d => d.Type is not ArrayType).ToList();
        var block = ofGradient.Block;
        var kept = block.Terminator.Operands.Take(function.Return.Operands.Count).Concat(ofGradient.Tangents.Skip(ofGradient.Tangents.Count - numbers.Count));
        var yields = block.Terminator with { Operands = kept.ToEquatable() };
        var program = ofGradient.Program with { Primal = method, Forward = DeadCode.Run(block with { Ops = block.Body.Append(yields).ToEquatable() }, []) };
        var inputs = ofGradient.Inputs.Where(i => i.Of.Parameter < own).ToEquatable();
        return new GradientPushforward(ofGradient with { Program = program, Inputs = inputs }, [.. ofGradient.Inputs.Where(i => i.Of.Parameter >= own)], numbers, function.Return.Operands.Count - numbers.Count);
    }

    /// <summary>The array of adjoints of which an input holds the tangents.</summary>
    public int Adjoints(TangentInput sum) => Pushforward.Program.Primal.Body.Arguments[sum.Of.Parameter].Id;

    /// <summary>The adjoint of a number, by its place.</summary>
    public int Adjoint(int number) => Pushforward.Block.Terminator.Operands[Outputs + number];

    /// <summary>The tangent of that adjoint.</summary>
    public int Tangent(int number) => Pushforward.Block.Terminator.Operands[Outputs + Numbers.Count + number];
}
