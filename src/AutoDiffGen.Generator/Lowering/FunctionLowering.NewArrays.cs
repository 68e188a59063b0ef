using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Arrays that the method makes.
internal sealed partial class FunctionLowering
{
    // new double[n, m], and with rows of elements written in place.
    private int NewRectangle(IOperation operation, ArrayType type, IReadOnlyList<IOperation> sizes, IReadOnlyList<IOperation>? rows)
    {
        int[] lengths = [.. sizes.Select(s => Converted(Expression(s), ScalarType.I32, operation))];
        var places = new List<(int[] Indices, IOperation Element)>();
        void Collect(IReadOnlyList<IOperation> elements, List<int> at)
        {
            for (int i = 0; i < elements.Count; i++)
            {
                List<int> here = [.. at, i];
                if (elements[i] is IArrayInitializerOperation row)
                {
                    Collect(row.ElementValues, here);
                }
                else
                {
                    places.Add(([.. here], elements[i]));
                }
            }
        }

        Collect(rows ?? [], []);
        int[] values = [.. places.Select(p => Expression(p.Element))];
        _builder.Span = Span(operation.Syntax);
        int array = _builder.Op("alloc", type, lengths);
        _made.Add(array);
        for (int i = 0; i < values.Length; i++)
        {
            int[] indices = [.. places[i].Indices.Select(k => _builder.Constant(k.ToString(CultureInfo.InvariantCulture), ScalarType.I32))];
            Store(new ElementPlace(array, indices.ToEquatable(), type.Element, places[i].Element.Syntax), "", type.Element, values[i]);
        }

        return array;
    }

    // [a, .. b, c]: the values and arrays first, from left to right, then the elements.
    private int WithSpreads(ICollectionExpressionOperation collection, ArrayType type)
    {
        var parts = new List<(int Value, bool IsSpread, IOperation At)>();
        foreach (var element in collection.Elements)
        {
            parts.Add(element is not ISpreadOperation spread ? (Expression(element), false, element)
                : _types.TryRead(Unconverted(spread.Operand).Type) is ArrayType { Rank: 1 } from && from.Element.Equals(type.Element) ? (Expression(Unconverted(spread.Operand)), true, element)
                : throw Unsupported(element));
        }

        _builder.Span = Span(collection.Syntax);
        int single = parts.Count(p => !p.IsSpread);
        int total = parts.Where(p => p.IsSpread).Select(p => Length(p.Value)).Aggregate((a, b) => _builder.Op("add", ScalarType.I32, [a, b]));
        total = single == 0 ? total : _builder.Op("add", ScalarType.I32, [total, _builder.Constant(single.ToString(CultureInfo.InvariantCulture), ScalarType.I32)]);
        int array = _builder.Op("alloc", type, [total]);
        _made.Add(array);

        // The place of the next element: a number, after what spreads have filled.
        int fixedPart = 0;
        int? filled = null;
        int Next()
        {
            int ahead = _builder.Constant(fixedPart.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
            return filled is not { } before ? ahead : fixedPart == 0 ? before : _builder.Op("add", ScalarType.I32, [before, ahead]);
        }

        foreach (var (value, isSpread, at) in parts)
        {
            if (!isSpread)
            {
                Store(new ElementPlace(array, EquatableArray.Of(Next()), type.Element, at.Syntax), "", type.Element, value);
                fixedPart++;
                continue;
            }

            int length = Length(value);
            Elements(at, value, array, length, Next());
            filled = filled is { } before ? _builder.Op("add", ScalarType.I32, [before, length]) : length;
        }

        return array;
    }

    // new double[n], new double[] { a, b }, [a, b], stackalloc double[n].
    private int NewArray(IOperation operation, ArrayType type, IReadOnlyList<IOperation> sizes, IReadOnlyList<IOperation>? elements)
    {
        if (type is { Element: ArrayType, Rank: > 1 })
        {
            throw new LoweringException("ADG0010", operation.Syntax, "an array of several dimensions whose elements are arrays, made inside of the method", "use one array and compute the index, or pass the array in");
        }

        if (type.Rank > 1)
        {
            return NewRectangle(operation, type, sizes, elements);
        }

        int length = elements is null ? Expression(sizes[0]) : _builder.Constant(elements.Count.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
        length = Converted(length, ScalarType.I32, operation);
        int[] values = [.. (elements ?? []).Select(Expression)];
        _builder.Span = Span(operation.Syntax);
        int array = _builder.Op("alloc", type, [length]);
        _made.Add(array);
        for (int i = 0; i < values.Length; i++)
        {
            int index = _builder.Constant(i.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
            _builder.Span = Span(elements![i].Syntax);
            Store(new ElementPlace(array, EquatableArray.Of(index), type.Element, operation.Syntax), "", type.Element, values[i]);
        }

        return array;
    }
}
