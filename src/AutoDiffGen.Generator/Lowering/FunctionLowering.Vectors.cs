using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// System.Numerics.Vector2, 3 and 4: structs of the library, whose operators and functions are written out by component.
internal sealed partial class FunctionLowering
{
    private int? VectorOperator(IOperation at, IMethodSymbol? method, string code, int left, int right)
    {
        var vector = IsStruct(left) ? left : right;
        if (!IsStruct(vector) || StructReader.VectorFields(method?.ContainingType) is null)
        {
            return null;
        }

        if (code is not ("add" or "sub" or "mul" or "div"))
        {
            throw new LoweringException("ADG0008", at.Syntax, "of vectors that gives no vector");
        }

        return Componentwise(code, left, right);
    }

    private int Componentwise(string code, params int[] operands)
    {
        var (type, fields) = Parts(operands.First(IsStruct));
        return Struct(type, [.. fields.Select((_, i) => _builder.Op(code, ScalarType.F32, [.. operands.Select(o => IsStruct(o) ? Parts(o).Fields[i] : o)]))]);
    }

    private int? VectorCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (StructReader.VectorFields(method.ContainingType) is null)
        {
            return null;
        }

        int[] x = [.. call.Instance is null ? Array.Empty<int>() : [Expression(call.Instance)], .. Arguments(call)];
        _builder.Span = Span(call.Syntax);
        switch (method.Name)
        {
            case "Dot":
                return Dot(x[0], x[1]);
            case "LengthSquared":
                return Dot(x[0], x[0]);
            case "Length":
                return Root(Dot(x[0], x[0]));
            case "DistanceSquared":
                int apart = Componentwise("sub", x[0], x[1]);
                return Dot(apart, apart);
            case "Distance":
                int between = Componentwise("sub", x[0], x[1]);
                return Root(Dot(between, between));
            case "Normalize":
                return Componentwise("div", x[0], Root(Dot(x[0], x[0])));
            case "Negate":
                return Componentwise("neg", x[0]);
            case "Abs":
                return Componentwise("abs", x[0]);
            case "SquareRoot":
                return Componentwise("sqrt", x[0]);
            case "Min" or "Max":
                return Componentwise(method.Name.ToLowerInvariant(), x[0], x[1]);
            case "Add" or "Subtract" or "Multiply" or "Divide":
                return Componentwise(method.Name switch { "Add" => "add", "Subtract" => "sub", "Multiply" => "mul", _ => "div" }, x[0], x[1]);
            case "Lerp":
                // a (1 - t) + b t, as the library computes it.
                int rest = _builder.Op("sub", ScalarType.F32, [_builder.Constant("1", ScalarType.F32), x[2]]);
                return Componentwise("add", Componentwise("mul", x[0], rest), Componentwise("mul", x[1], x[2]));
            case "Cross" when Parts(x[0]).Fields.Length == 3:
                var (a, b) = (Parts(x[0]).Fields, Parts(x[1]).Fields);
                int Minor(int i, int j) => _builder.Op("sub", ScalarType.F32, [Product(a[i], b[j]), Product(a[j], b[i])]);
                return Struct(Parts(x[0]).Type, [Minor(1, 2), Minor(2, 0), Minor(0, 1)]);
            default:
                throw new LoweringException("ADG0010", call.Syntax, $"{method.ContainingType.Name}.{method.Name}", "compute with its components");
        }
    }

    private int? VectorConstant(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not null || StructReader.VectorFields(reference.Property.ContainingType) is not { } components || TypeOf(reference) is not StructType type)
        {
            return null;
        }

        string name = reference.Property.Name;
        string? Component(string c) => name switch { "Zero" => "0", "One" => "1", _ when name == "Unit" + c => "1", _ when name.StartsWith("Unit", StringComparison.Ordinal) => "0", _ => null };
        return components.All(c => Component(c) is not null) ? Struct(type, [.. components.Select(c => _builder.Constant(Component(c)!, ScalarType.F32))]) : null;
    }

    private int Product(int a, int b) => _builder.Op("mul", ScalarType.F32, [a, b]);

    private int Root(int x) => _builder.Op("sqrt", ScalarType.F32, [x]);

    private int Dot(int a, int b)
    {
        var products = Parts(a).Fields.Zip(Parts(b).Fields, Product).ToList();
        return products.Aggregate((sum, p) => _builder.Op("add", ScalarType.F32, [sum, p]));
    }
}
