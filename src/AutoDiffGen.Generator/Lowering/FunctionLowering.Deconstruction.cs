using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Deconstruction: several places are assigned at once.
internal sealed partial class FunctionLowering
{
    // The elements of a tuple written in place, through conversions.
    private static IReadOnlyList<IOperation>? TupleElements(IOperation value) => value switch
    {
        ITupleOperation tuple => tuple.Elements,
        IConversionOperation conversion => TupleElements(conversion.Operand),
        IParenthesizedOperation parenthesized => TupleElements(parenthesized.Operand),
        _ => null,
    };

    private void DeconstructValue(IOperation target, IDeconstructionAssignmentOperation assignment)
    {
        var value = assignment.Value;
        if ((target as IDeclarationExpressionOperation)?.Expression is ITupleOperation declared)
        {
            target = declared;
        }

        if (target is not ITupleOperation targets)
        {
            throw Unsupported(target);
        }

        DeconstructInto(targets, null, assignment.Syntax is AssignmentExpressionSyntax syntax ? assignment.SemanticModel?.GetDeconstructionInfo(syntax) : null, assignment, () => Expression(value));
    }

    private void DeconstructInto(ITupleOperation targets, int? whole, DeconstructionInfo? of, IOperation assignment, Func<int>? later = null)
    {
        // The places first, then the value and its parts, then the assignments, each from left to right.
        var places = new List<Place>();
        void Find(ITupleOperation tuple)
        {
            foreach (var element in tuple.Elements)
            {
                if (Nested(element) is { } inner)
                {
                    Find(inner);
                }
                else
                {
                    places.Add(PlaceOf(element));
                }
            }
        }

        var parts = new List<int>();
        void Take(int part, ITupleOperation tuple, DeconstructionInfo? info)
        {
            var values = Deconstructed(part, info?.Method, tuple.Elements.Length, assignment);
            for (int i = 0; i < values.Count; i++)
            {
                if (Nested(tuple.Elements[i]) is { } inner)
                {
                    Take(values[i], inner, info is { Nested.Length: > 0 } ? info.Value.Nested[i] : null);
                }
                else
                {
                    parts.Add(values[i]);
                }
            }
        }

        Find(targets);
        Take(whole ?? later!(), targets, of);
        for (int i = 0; i < places.Count; i++)
        {
            Write(places[i], places[i] is DiscardPlace ? parts[i] : Converted(parts[i], places[i].Type, targets));
        }
    }

    private static ITupleOperation? Nested(IOperation target) => target as ITupleOperation ?? (target as IDeclarationExpressionOperation)?.Expression as ITupleOperation;

    // (a, b[i]) = (x, y): the places first, then the values, then the assignments, each from left to right.
    private void Deconstruct(ITupleOperation targets, IReadOnlyList<IOperation> values)
    {
        var places = targets.Elements.Select(PlaceOf).ToList();
        var parts = values.Select((v, i) => places[i] is DiscardPlace ? Expression(v) : Converted(Expression(v), places[i].Type, v)).ToList();
        for (int i = 0; i < places.Count; i++)
        {
            Write(places[i], parts[i]);
        }
    }
}
