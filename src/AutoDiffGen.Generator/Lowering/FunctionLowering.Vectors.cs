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

        if (code is "eq" or "ne" && IsStruct(left) && IsStruct(right))
        {
            return AllEqual(left, right, code == "eq");
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
                int one = _builder.Constant("1", ScalarType.F32);
                int rest = IsStruct(x[2]) ? Componentwise("sub", Struct(Parts(x[2]).Type, [.. Parts(x[2]).Fields.Select(_ => one)]), x[2]) : _builder.Op("sub", ScalarType.F32, [one, x[2]]);
                return Componentwise("add", Componentwise("mul", x[0], rest), Componentwise("mul", x[1], x[2]));
            case "Cross" when Parts(x[0]).Fields.Length == 3:
                var (a, b) = (Parts(x[0]).Fields, Parts(x[1]).Fields);
                int Minor(int i, int j) => _builder.Op("sub", ScalarType.F32, [Product(a[i], b[j]), Product(a[j], b[i])]);
                return Struct(Parts(x[0]).Type, [Minor(1, 2), Minor(2, 0), Minor(0, 1)]);
            case "Cross" when Parts(x[0]).Fields.Length == 2:
                return _builder.Op("sub", ScalarType.F32, [Product(Parts(x[0]).Fields[0], Parts(x[1]).Fields[1]), Product(Parts(x[0]).Fields[1], Parts(x[1]).Fields[0])]);
            case "Reflect":
                int twice = _builder.Op("mul", ScalarType.F32, [_builder.Constant("2", ScalarType.F32), Dot(x[0], x[1])]);
                return Componentwise("sub", x[0], Componentwise("mul", x[1], twice));
            case "Clamp":
                return Componentwise("min", Componentwise("max", x[0], x[1]), x[2]);
            case "MultiplyAddEstimate":
                return Componentwise("add", Componentwise("mul", x[0], x[1]), x[2]);
            case "Sum":
                return Parts(x[0]).Fields.Aggregate((sum, p) => _builder.Op("add", ScalarType.F32, [sum, p]));
            case "Equals" when x.Length == 2 && x.All(IsStruct):
                return AllEqual(x[0], x[1], true);
            case "Create" or "CreateScalar" when TypeOf(call) is StructType made:
                return OfComponents(made, x, spread: method.Name == "Create");
            case "CopyTo" when _builder.TypeOf(x[1]) is ArrayType { Rank: 1 } to:
                for (int i = 0; i < Parts(x[0]).Fields.Length; i++)
                {
                    int at = _builder.Constant(i.ToString(CultureInfo.InvariantCulture), ScalarType.I32);
                    int index = x.Length == 2 ? at : _builder.Op("add", ScalarType.I32, [x[2], at]);
                    Store(new ElementPlace(x[1], EquatableArray.Of(index), to.Element, call.Syntax), "", to.Element, Parts(x[0]).Fields[i]);
                }

                return -1;

            // A function of numbers by the same name, component by component.
            case var name when MathFunctions.FunctionCode(name, x.Length) is { } code && x.All(IsStruct) && TypeOf(call) is StructType:
                return Componentwise(code, x);
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

    /// <summary>A vector of one number for all components, of all of them, of a shorter vector and the rest, or of the first elements of a span.</summary>
    private int OfComponents(StructType type, int[] arguments, bool spread = true)
    {
        if (arguments.Length == 1 && !IsStruct(arguments[0]) && _builder.TypeOf(arguments[0]) is ArrayType { Rank: 1 } span)
        {
            return Struct(type, [.. type.Fields.Select((_, i) => Load(arguments[0], [_builder.Constant(i.ToString(CultureInfo.InvariantCulture), ScalarType.I32)], span.Element, ""))]);
        }

        var parts = arguments.SelectMany(Leaves).ToList();
        int zero = parts.Count == type.Fields.Count || spread ? -1 : Zero(ScalarType.F32);
        return Struct(type, [.. type.Fields.Select((_, i) => parts.Count == type.Fields.Count ? parts[i] : spread || i == 0 ? parts[0] : zero)]);
    }

    private int AllEqual(int a, int b, bool equal)
    {
        int all = Parts(a).Fields.Zip(Parts(b).Fields, (x, y) => _builder.Op("eq", ScalarType.Bool, [x, y])).ToList().Aggregate((x, y) => _builder.Op("and", ScalarType.Bool, [x, y]));
        return equal ? all : _builder.Op("not", ScalarType.Bool, [all]);
    }

    /// <summary>A component of a vector by its number.</summary>
    private sealed record ComponentPlace(Place Owner, int Index, SyntaxNode Syntax) : Place(ScalarType.F32);

    private ComponentPlace? Component(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1, Instance: { } owner } indexer && StructReader.VectorFields(owner.Type) is not null
            ? new ComponentPlace(PlaceOf(owner), Expression(indexer.Arguments[0].Value), indexer.Syntax)
            : null;

    private int ComponentOf(int vector, int index, SyntaxNode at)
    {
        var fields = Parts(vector).Fields;
        if (int.TryParse(_builder.ConstantOf(index), NumberStyles.Integer, CultureInfo.InvariantCulture, out int known) && known >= 0 && known < fields.Length)
        {
            return fields[known];
        }

        InRange(index, fields.Length, at);
        return Enumerable.Range(0, fields.Length - 1).Reverse().Aggregate(fields[fields.Length - 1], (rest, i) => Chosen(index, i, fields[i], rest));
    }

    private int WithComponent(int vector, int index, int value, SyntaxNode at)
    {
        var (type, fields) = Parts(vector);
        InRange(index, fields.Length, at);
        return Struct(type, [.. fields.Select((old, i) => Chosen(index, i, value, old))]);
    }

    private int Chosen(int index, int i, int there, int elsewhere) => int.TryParse(_builder.ConstantOf(index), NumberStyles.Integer, CultureInfo.InvariantCulture, out int known)
        ? known == i ? there : elsewhere
        : _builder.Op("select", ScalarType.F32, [index, _builder.Constant(i.ToString(CultureInfo.InvariantCulture), ScalarType.I32), there, elsewhere], ("compare", "eq"));

    // What the library throws of an index that no component has.
    private void InRange(int index, int count, SyntaxNode at)
    {
        if (int.TryParse(_builder.ConstantOf(index), NumberStyles.Integer, CultureInfo.InvariantCulture, out int known) && known >= 0 && known < count)
        {
            return;
        }

        _builder.Span = Span(at);
        int within = _builder.Op("and", ScalarType.Bool,
        [
            _builder.Op("ge", ScalarType.Bool, [index, _builder.Constant("0", ScalarType.I32)]),
            _builder.Op("lt", ScalarType.Bool, [index, _builder.Constant(count.ToString(CultureInfo.InvariantCulture), ScalarType.I32)]),
        ]);
        Merge(at, within, () => null, () =>
        {
            var exception = new IrValue(_builder.Id(), new OpaqueType("global::System.ArgumentOutOfRangeException"));
            int name = _builder.Op("literal", new OpaqueType("string"), [], ("text", "\"index\""));
            _builder.Append(IrOp.Create("inert_call", [name], [exception], [new("target", "global::System.ArgumentOutOfRangeException"), new("kind", "new")], _builder.Span));
            _builder.Append(IrOp.Create("throw", [exception.Id], [], span: _builder.Span));
            _dead = true;
            return null;
        });
    }

    private int Product(int a, int b) => _builder.Op("mul", ScalarType.F32, [a, b]);

    private int Root(int x) => _builder.Op("sqrt", ScalarType.F32, [x]);

    private int Dot(int a, int b)
    {
        var products = Parts(a).Fields.Zip(Parts(b).Fields, Product).ToList();
        return products.Aggregate((sum, p) => _builder.Op("add", ScalarType.F32, [sum, p]));
    }
}
