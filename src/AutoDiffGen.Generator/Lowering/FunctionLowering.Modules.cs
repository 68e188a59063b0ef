using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Models as parts of models. A reference to one is a value like a number: branches and loops hand it on, an array or list of
// modules is read at an index. Where its gradient lies is found from it when the program runs.
internal sealed partial class FunctionLowering
{
    // The trainable tensor of a model, which may be a part of another.
    private int Trainable(int owner, IPropertySymbol property, AttributeData attribute, IOperation at)
    {
        string index = Text(ModelReader.IndexOf(property));
        var tensor = TypeOf(at) as TensorType;
        if (tensor is not null && owner != _this && property.DeclaringSyntaxReferences.Length == 0)
        {
            // What the names in its shape are is not told to other assemblies; its lengths are.
            var lengths = Symbols.Texts(attribute).Select((text, axis) => Length(owner, index, axis, property.Name)).ToEquatable();
            return _builder.Op("parameter", tensor with { Dims = lengths }, [owner], ("member", property.Name), ("index", index));
        }

        if (tensor is null || ShapeReader.TryRead(attribute, null, property.ContainingType, out _) is not { } dims)
        {
            // The models' own diagnostics say what is wrong with the property.
            throw new LoweringException("ADG0401", at.Syntax, property.Name, "see the error at its declaration");
        }

        if (owner != _this)
        {
            var sizes = dims.SelectMany(d => d.Symbols).Distinct().ToDictionary(s => s, s => Size(owner, property.ContainingType, s));
            dims = dims.Select(d => d.Substitute(sizes)).ToEquatable();
        }

        return _builder.Op("parameter", tensor with { Dims = dims }, [owner], ("member", property.Name), ("index", index));
    }

    private Dim Length(int owner, string index, int axis, string name)
    {
        var value = new IrValue(_builder.Id(), ScalarType.I32, name + Text(axis));
        _builder.Types[value.Id] = value.Type;
        _builder.Append(IrOp.Create("module_length", [owner], [value], [new("member", value.Name), new("index", index), new("axis", Text(axis)), new("shape", "true")]));
        return Named(value, value.Name);
    }

    // A size of another object has a name of its own.
    private Dim Size(int owner, INamedTypeSymbol type, string symbol)
    {
        string name = symbol.Substring(symbol.IndexOf('.') + 1);
        var size = SizeMember(owner, type, name);
        _builder.Append(size);
        return Named(size.Result, name);
    }

    private Dim Named(IrValue size, string name)
    {
        var own = Dim.Symbol("$" + size.Id + "m" + name);
        _builder.Append(IrOp.Create("expect_shape", [size.Id], [], [new("dims", own.ToString()), new("name", name)], _builder.Span));
        return own;
    }

    /// <summary>The int members of the receiver that shapes name, read at the start: a caller's shapes need them for any object.</summary>
    private List<IrOp> Sizes(IEnumerable<IrParameter> parameters, EquatableArray<Dim>? result, List<IrOp> ops)
    {
        if (_this < 0)
        {
            return [];
        }

        var types = parameters.Select(p => p.Type).Concat(IrWalk.AllValues(new IrBlock(EquatableArray<IrValue>.Empty, ops.ToEquatable())).Select(v => v.Type));
        var symbols = types.OfType<TensorType>().SelectMany(t => t.Dims ?? EquatableArray<Dim>.Empty).Concat(result ?? EquatableArray<Dim>.Empty).SelectMany(d => d.Symbols)
            .Where(s => s.StartsWith("this.", StringComparison.Ordinal)).Select(s => s.Substring(5)).Distinct().OrderBy(s => s, StringComparer.Ordinal);
        return [.. symbols.Select(s => SizeMember(_this, _method.ContainingType, s).With("size", s))];
    }

    private IrOp SizeMember(int owner, INamedTypeSymbol type, string name)
    {
        ISymbol? member = null;
        for (var t = type; t is not null && member is null; t = t.BaseType)
        {
            member = t.GetMembers(name).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol);
        }

        member ??= Symbols.PrimaryParameter(type, name);
        var read = _types.TryRead(member switch { IFieldSymbol f => f.Type, IPropertySymbol p => p.Type, _ => (member as IParameterSymbol)?.Type }) ?? ScalarType.I32;
        var value = new IrValue(_builder.Id(), read, name);
        _builder.Types[value.Id] = read;
        if (_types.TryRead(type) is ModelType && (member is IParameterSymbol or { DeclaredAccessibility: Accessibility.Private }) && member is not IFieldSymbol { HasConstantValue: true } && ModelReader.LengthOf(type, name) is var (index, axis))
        {
            // Private, but told by one of the tensors.
            return IrOp.Create("module_length", [owner], [value], [new("member", name), new("index", Text(index)), new("axis", Text(axis)), new("shape", "true")]);
        }

        string qualified = TypeReader.Text(type) + "." + NameScope.Escape(name);
        return member switch
        {
            IFieldSymbol { HasConstantValue: true, ConstantValue: { } constant } => IrOp.Create("const", [], [value], [new("value", constant.ToString())]),
            { IsStatic: true } => IrOp.Create("static", [], [value], [new("member", qualified), .. Accessors(member, member is IFieldSymbol ? "static" : "static_getter")]),
            IParameterSymbol => IrOp.Create("field", [owner], [value], [new("member", NameScope.Escape(name)), new("private", $"{TypeReader.Text(type)}|field|<{name}>P"), new("shape", "true")]),
            _ => IrOp.Create("field", [owner], [value], [new("member", NameScope.Escape(name)), .. Accessors(member!, member is IFieldSymbol ? "field" : "getter"), new("shape", "true")]),
        };
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<IrAttribute> Accessors(ISymbol member, string kind) => Private(member, kind).Select(a => new IrAttribute(a.Item1, a.Item2));

    /// <summary>A module in an array or list, by its index; null where the operation is none.</summary>
    private int? ModuleItem(IOperation operation)
    {
        var (collection, index) = operation switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } element => (element.ArrayReference, element.Indices[0]),
            IPropertyReferenceOperation { Arguments.Length: 1, Instance: { } list } element => (list, element.Arguments[0].Value),
            IImplicitIndexerReferenceOperation element => (element.Instance, element.Argument),
            _ => (null, null),
        };
        if (collection is null || ModuleMembers.Element(collection.Type) is null || IsRange(index!.Type))
        {
            return null;
        }

        int owner = Expression(collection);
        int at = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
            ? _builder.Op("sub", ScalarType.I32, [ModuleCount(owner, collection.Type!), Expression(fromEnd.Operand)])
            : IsIndex(index.Type) ? throw new LoweringException("ADG0010", index.Syntax, "an index that is a value of type Index", "write it as a number, or as ^n where it is used")
            : Expression(index);
        _builder.Span = Span(operation.Syntax);
        return _builder.Op("item", TypeOf(operation), [owner, at]);
    }

    /// <summary>How many modules an array or list has; null where the property is another.</summary>
    private int? ModuleCount(IPropertyReferenceOperation reference) =>
        reference is { Instance: { Type: { } type } owner, Arguments.Length: 0 } && ModuleMembers.Element(type) is not null && reference.Property.Name == ModuleMembers.CountOf(type)
            ? ModuleCount(Expression(owner), type)
            : null;

    private int ModuleCount(int collection, ITypeSymbol type) => _builder.Op("field", ScalarType.I32, [collection], ("member", ModuleMembers.CountOf(type)));

    // A foreach over the modules of an array or list.
    private Sequence? Modules(IForEachLoopOperation loop, IOperation collection)
    {
        if (ModuleMembers.Element(collection.Type) is null)
        {
            return collection.Type is INamedTypeSymbol { Arity: 1 } enumerable && enumerable.TypeArguments[0] is INamedTypeSymbol item && Symbols.IsModel(item)
                ? throw new LoweringException("ADG0010", loop.Syntax is ForEachStatementSyntax each ? each.Expression : loop.Syntax, $"a foreach over modules in a '{TypeReader.Shown(enumerable)}'", "declare them as an array, List<T>, IList<T> or IReadOnlyList<T>")
                : null;
        }

        int modules = Expression(collection);
        return new Sequence(ModuleCount(modules, collection.Type!), i => Take(loop, _builder.Op("item", _types.TryRead(ModuleMembers.ItemOf(collection.Type))!, [modules, i])));
    }
}
