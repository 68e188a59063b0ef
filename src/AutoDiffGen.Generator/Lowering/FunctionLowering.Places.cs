using System.Globalization;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Places: what can stand on the left of an assignment. A place is found once, in C#'s order of evaluation, and then read
// and written any number of times.
internal sealed partial class FunctionLowering
{
    /// <summary>Something that holds a value.</summary>
    private abstract record Place(IrType Type);

    private sealed record LocalPlace(ISymbol Symbol, IrType Type, SyntaxNode Syntax) : Place(Type);

    private sealed record ElementPlace(int Array, EquatableArray<int> Indices, IrType Type, SyntaxNode Syntax) : Place(Type);

    private sealed record DiscardPlace(IrType Type) : Place(Type);

    /// <summary>Takes a value that a call gives back, where no variable does.</summary>
    private sealed record ValuePlace(IrType Type) : Place(Type)
    {
        public int Value { get; set; }
    }

    /// <summary>A field of a struct that stands in another place.</summary>
    private sealed record FieldPlace(Place Owner, string Name, IrType Type) : Place(Type);

    private Place PlaceOf(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return PlaceOf(parenthesized.Operand);
            case ILocalReferenceOperation reference when _values.TryGetValue(reference.Local, out int bound) && IsReference(bound):
                return Resolve(bound, reference.Syntax);
            case IParameterReferenceOperation reference when _values.TryGetValue(reference.Parameter, out int bound) && IsReference(bound):
                return Resolve(bound, reference.Syntax);
            case IConditionalOperation { IsRef: true } pick:
                return Resolve(Reference(pick, Shape(Cells(pick))), pick.Syntax);
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation { Local: var rebound } } rebinding:
                Bind(rebound, rebinding.Value);
                return Resolve(_values[rebound], rebinding.Syntax);
            case IInvocationOperation call when ReturnsReference(call.TargetMethod) && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || Symbols.IsDifferentiable(call.TargetMethod)):
                return Resolve(Invocation(call), call.Syntax);
            case ILocalReferenceOperation local:
                return new LocalPlace(local.Local, TypeOf(local), local.Syntax);
            case IParameterReferenceOperation parameter when _values.ContainsKey(parameter.Parameter):
                return new LocalPlace(parameter.Parameter, TypeOf(parameter), parameter.Syntax);
            case IParameterReferenceOperation parameter when CapturePlace(parameter) is { } captured:
                return captured;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return new LocalPlace(declared.Local, TypeOf(declared), declared.Syntax);
            case IInstanceReferenceOperation { Type: { IsValueType: true } self } when _values.ContainsKey(_method.ContainingType):
                return new LocalPlace(_method.ContainingType, TypeOf(target), target.Syntax);
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } field when _types.TryRead(owner.Type) is StructType:
                return new FieldPlace(PlaceOf(owner), TupleName(field.Field), TypeOf(field));
            case IPropertyReferenceOperation { Property.IsIndexer: true } when Component(target) is { } component:
                return component;
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner, Property: { IsIndexer: false } property } when _types.TryRead(owner.Type) is StructType type && type.Fields.Any(f => f.Name == property.Name):
                return new FieldPlace(PlaceOf(owner), property.Name, TypeOf(target));
            case IPropertyReferenceOperation { Property.GetMethod: { } getter } property when ReturnsReference(getter) && Symbols.IsDifferentiable(getter):
                return Resolve(ReferenceCall(property, getter, property.Instance, property.Arguments), property.Syntax);
            case IPropertyReferenceOperation { Instance: { Type.IsValueType: true } owner } property when _types.TryRead(owner.Type) is StructType && Symbols.IsDifferentiable(property.Property.GetMethod ?? property.Property.SetMethod!):
                return AccessorsOf(property, owner);
            case IPropertyReferenceOperation property when ObjectAccessors(property) is { } accessors:
                return accessors;
            case IDiscardOperation:
                return new DiscardPlace(_types.TryRead(target.Type) ?? ScalarType.I32);
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 1 } or IImplicitIndexerReferenceOperation when Element(target) is { } element:
                return element;
            case IFieldReferenceOperation or IPropertyReferenceOperation when MemberPlace(target) is { } member:
                return member;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                throw new LoweringException("ADG0009", target.Syntax, target.Syntax.ToString());
            default:
                throw Unsupported(target);
        }
    }

    private int Read(Place place)
    {
        switch (place)
        {
            case LocalPlace local:
                return Local(local.Symbol, local.Syntax);
            case ElementPlace element:
                _builder.Span = Span(element.Syntax);
                return Load(element.Array, element.Indices, element.Type, "");
            case AccessorPlace property:
                return Get(property);
            case ObjectAccessorPlace property:
                return Get(property);
            case ComponentPlace component:
                return ComponentOf(Read(component.Owner), component.Index, component.Syntax);
            case ReferencePlace reference:
                return AtPlace(reference, at => Read(at))!.Value;
            case FieldPlace field when WithinElement(field) is { } element:
                // Only the field is read, not the whole element.
                _builder.Span = Span(element.Syntax);
                return Load(element.Array, element.Indices, field.Type, PathOf(field));
            case FieldPlace { Owner: ReferencePlace reference } field:
                return AtPlace(reference, at => Read(new FieldPlace(at, field.Name, field.Type)))!.Value;
            case FieldPlace field:
                return FieldOf(Read(field.Owner), field.Name);
            default:
                throw new InvalidOperationException("A discard is not read.");
        }
    }

    private int Load(int array, IReadOnlyList<int> indices, IrType type, string path)
    {
        if (type is StructType s)
        {
            return Struct(s, [.. s.Fields.Select(f => Load(array, indices, f.Type, path + "." + f.Name))]);
        }

        return path.Length == 0 ? _builder.Op("load", type, [array, .. indices]) : _builder.Op("load", type, [array, .. indices], ("path", path));
    }

    // A struct is stored field by field where its fields can be assigned, else as a whole.
    private void Store(ElementPlace element, string path, IrType type, int value)
    {
        if (type is not StructType s)
        {
            Append(path, [value], []);
            return;
        }

        var leaves = s.Leaves().ToList();
        if (leaves.All(l => l.CanSet))
        {
            foreach (var (leaf, id) in leaves.Zip(Leaves(value), (l, id) => (l, id)))
            {
                Append(path + leaf.Path, [id], []);
            }

            return;
        }

        Append(path, [.. Leaves(value)], [new("paths", string.Join(";", leaves.Select(l => path + l.Path))), new("creation", Creation(s, element.Syntax))]);

        void Append(string at, int[] values, IrAttribute[] attributes)
        {
            IEnumerable<IrAttribute> all = at.Length == 0 ? attributes : attributes.Prepend(new IrAttribute("path", at));
            _builder.Append(IrOp.Create("store", [element.Array, .. element.Indices, .. values], [], all, _builder.Span));
        }
    }

    /// <summary>How C# makes a struct of its numbers, fields of fields included, as a format.</summary>
    private static string Creation(StructType type, SyntaxNode? at) =>
        type.Create([.. type.Leaves().Select((_, i) => "{" + i.ToString(CultureInfo.InvariantCulture) + "}")])?.Replace("{ ", "{{ ").Replace(" }", " }}")
        ?? throw new LoweringException("ADG0010", at, $"a value of {Emit.TypeNames.Plain(type.CSharp)}, which cannot be made of its fields here", "give it a constructor that takes its fields by name, or settable fields");

    /// <summary>Writes to a place; the value of the assignment as an expression comes back.</summary>
    private int Write(Place place, int value)
    {
        if (IsObject(value) && place is not (LocalPlace or DiscardPlace))
        {
            throw Lost(null);
        }

        switch (place)
        {
            case LocalPlace local:
                Assign(local.Symbol, value);
                break;
            case ElementPlace element:
                _builder.Span = Span(element.Syntax);
                Store(element, "", element.Type, value);
                break;
            case AccessorPlace property:
                Set(property, value);
                break;
            case ObjectAccessorPlace property:
                Set(property, value);
                break;
            case ComponentPlace component:
                Write(component.Owner, WithComponent(Read(component.Owner), component.Index, value, component.Syntax));
                break;
            case ValuePlace sink:
                sink.Value = value;
                break;
            case ReferencePlace reference:
                AtPlace(reference, at =>
                {
                    Write(at, value);
                    return null;
                });
                break;
            case FieldPlace field when WithinElement(field) is { } element && CanSet(field):
                _builder.Span = Span(element.Syntax);
                Store(element, PathOf(field), field.Type, value);
                break;
            case FieldPlace { Owner: ReferencePlace reference } field:
                AtPlace(reference, at =>
                {
                    Write(new FieldPlace(at, field.Name, field.Type), value);
                    return null;
                });
                break;
            case FieldPlace field:
                Write(field.Owner, WithField(Read(field.Owner), field.Name, value));
                break;
        }

        return value;
    }

    // The element that a field, or a field of a field, is a part of.
    private static ElementPlace? WithinElement(FieldPlace field) => field.Owner as ElementPlace ?? (field.Owner is FieldPlace inner ? WithinElement(inner) : null);

    private static string PathOf(Place place) => place is FieldPlace field ? PathOf(field.Owner) + "." + field.Name : "";

    private static bool CanSet(Place place) => place is not FieldPlace field
        || (CanSet(field.Owner) && field.Owner.Type is StructType s && s.Fields[IndexOf(s, field.Name)].CanSet);

    // x[i], x[i, j], x[^1] of arrays and spans; null for an indexer of anything else.
    private ElementPlace? Element(IOperation operation)
    {
        switch (operation)
        {
            case IArrayElementReferenceOperation element when element.Indices.All(i => i.Type?.SpecialType is not null and not SpecialType.None || IsIndex(i.Type)):
                int array = Expression(element.ArrayReference);
                int[] indices = [.. element.Indices.Select(i => Index(array, i))];
                return _builder.TypeOf(array) is ArrayType type ? new ElementPlace(array, indices.ToEquatable(), type.Element, element.Syntax) : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner, Arguments.Length: 1 } indexer when _types.TryRead(owner.Type) is ArrayType span:
                int spanId = Expression(owner);
                return new ElementPlace(spanId, EquatableArray.Of(Index(spanId, indexer.Arguments[0].Value)), span.Element, indexer.Syntax);
            case IImplicitIndexerReferenceOperation fromEnd when _types.TryRead(fromEnd.Instance.Type) is ArrayType span && IsIndex(fromEnd.Argument.Type):
                int base_ = Expression(fromEnd.Instance);
                return new ElementPlace(base_, EquatableArray.Of(Index(base_, fromEnd.Argument)), span.Element, fromEnd.Syntax);
            default:
                return null;
        }
    }

    private int Length(int array, int axis = 0) =>
        _builder.Op("length", ScalarType.I32, [array], ("axis", axis.ToString(CultureInfo.InvariantCulture)));
}
