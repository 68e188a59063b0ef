using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    private int Field(IFieldReferenceOperation reference)
    {
        if (reference.Instance is null)
        {
            return _builder.Op("static", TypeOf(reference), [], [("member", TypeReader.Text(reference.Field.ContainingType) + "." + NameScope.Escape(reference.Field.Name)), .. Private(reference.Field, "static")]);
        }

        int owner = Expression(reference.Instance);
        _builder.Span = Span(reference.Syntax);
        return IsObject(owner) ? Read(MemberPlace(owner, reference)) : IsStruct(owner) ? FieldOf(owner, TupleName(reference.Field)) : Held(owner, reference.Field.Name, reference, Private(reference.Field, "field"));
    }

    // A tuple's element by its place, whatever the author calls it.
    private static string TupleName(IFieldSymbol field) => field.ContainingType.IsTupleType ? field.CorrespondingTupleField?.Name ?? field.Name : StructReader.Name(field);

    private int Property(IPropertyReferenceOperation reference)
    {
        if (VectorConstant(reference) is { } constant)
        {
            return constant;
        }

        var property = reference.Property;
        if (property.ContainingType is { IsExtension: true })
        {
            throw new LoweringException("ADG0010", reference.Syntax, $"'{property.Name}', a member of an extension block", "write it as a static method with 'this' before its first parameter");
        }

        if (ConstrainedProperty(reference) is { } constrained)
        {
            return constrained;
        }

        if (RangeProperty(reference) is { } end)
        {
            return end;
        }

        if (NullableProperty(reference) is { } ofNullable)
        {
            return ofNullable;
        }

        if (TensorProperty(reference) is { } ofTensor)
        {
            return ofTensor;
        }

        if ((ModuleCount(reference) ?? ModuleItem(reference)) is { } ofModules)
        {
            return ofModules;
        }

        if (ArrayProperty(reference) is { } known)
        {
            return known;
        }

        if (property.GetMethod is { } byReference && ReturnsReference(byReference) && Symbols.IsDifferentiable(byReference))
        {
            return Read(PlaceOf(reference));
        }

        if (reference.Arguments.Length > 0 && reference.Instance is { Type.IsValueType: true } indexed && _types.TryRead(indexed.Type) is StructType && property.GetMethod is { } indexer && Symbols.IsDifferentiable(indexer))
        {
            // A temporary value has no place, and nothing that a getter changes of it is seen.
            return IsNamed(indexed) ? Get(AccessorsOf(reference, indexed)) : Call(reference, indexer, Expression(indexed), Arguments(indexer, reference.Arguments, []));
        }

        if (reference.Arguments.Length > 0 && ObjectAccessors(reference) is { } ofObject)
        {
            return Get(ofObject);
        }

        if (reference is { Arguments.Length: 1, Instance: { } vector } && StructReader.VectorFields(vector.Type) is not null)
        {
            int whole = Expression(vector);
            return ComponentOf(whole, Expression(reference.Arguments[0].Value), reference.Syntax);
        }

        if (reference is { Arguments.Length: 1, Instance: { Type.SpecialType: SpecialType.System_String } text })
        {
            int characters = Expression(text);
            return Character(characters, Expression(reference.Arguments[0].Value));
        }

        if (reference.Arguments.Length > 0)
        {
            return Element(reference) is { } element ? Read(element) : throw Indexed(reference);
        }

        if (property.IsStatic)
        {
            return StaticProperty(reference);
        }

        if (reference.Instance is { Type.IsValueType: true } changed && _types.TryRead(changed.Type) is StructType && HasPlace(changed) && !IsCopied(changed)
            && property.GetMethod is { } changing && ChangesReceiver(changing) && !Symbols.IsAutoProperty(property) && Symbols.IsDifferentiable(changing))
        {
            return Get(AccessorsOf(reference, changed));
        }

        int owner = Expression(reference.Instance!);
        _builder.Span = Span(reference.Syntax);
        if (IsObject(owner))
        {
            return ObjectOf(owner).Type.Fields.Any(f => f.Name == property.Name) || property.GetMethod is not { } getting ? Read(MemberPlace(owner, reference)) : Call(reference, getting, owner, []);
        }

        if (IsStruct(owner))
        {
            return Parts(owner).Type.Fields.Any(f => f.Name == property.Name) ? FieldOf(owner, property.Name)
                : property.GetMethod is { } computed && Symbols.IsDifferentiable(computed) ? Call(reference, computed, owner, [])
                : throw new LoweringException("ADG0010", reference.Syntax, $"the property '{property.Name}' of a struct that is not marked", "mark the struct [Differentiable]");
        }

        if (Symbols.Attribute(property, "ParameterAttribute") is { } attribute)
        {
            return Trainable(owner, property, attribute, reference);
        }

        // A getter with a body of its own may read what is trained: it is differentiated like any method.
        if (property.GetMethod is { } getter && TypeOf(reference).IsDifferentiable && TypeOf(reference) is not ModelType
            && Symbols.IsDifferentiable(getter) && !Symbols.IsAutoProperty(property))
        {
            return Call(reference, getter, owner, []);
        }

        return Held(owner, property.Name, reference, Private(property, "getter"));
    }

    private static LoweringException Indexed(IPropertyReferenceOperation reference) => reference.Instance?.Type is { } type && TypeReader.IsTensor(type, out _)
        ? new("ADG0010", reference.Syntax, "single elements of a tensor", "use operators and the functions of AutoDiffGen.Ops, or pass the numbers as an array or span")
        : new("ADG0010", reference.Syntax, $"the indexer of '{(reference.Instance?.Type is { } other ? TypeReader.Shown(other) : reference.Property.Name)}'", "pass an array or a span: of a list, list.ToArray() or CollectionsMarshal.AsSpan(list)");

    // A member that the receiver merely holds: a constant of the derivative.
    private int Held(int owner, string member, IOperation at, (string, string)[] access)
    {
        var type = TypeOf(at);
        if (_builder.TypeOf(owner) is ScalarType or TensorType || type is TensorType)
        {
            throw new LoweringException("ADG0010", at.Syntax, $"the member '{member}'", "use the functions of AutoDiffGen.Ops; a trainable tensor is a property marked [Parameter]");
        }

        if (at.Type is INamedTypeSymbol held && (type is ModelType || ModuleMembers.IsAbstractModule(held)))
        {
            var declared = at switch { IFieldReferenceOperation f => f.Field.Type, IPropertyReferenceOperation p => p.Property.Type, _ => held };
            access = [.. access, ("module", "true"), .. declared.NullableAnnotation == NullableAnnotation.Annotated ? [("null", "true")] : Array.Empty<(string, string)>()];
        }

        return type is StructType { IsNullable: true } optional
            ? Opened(_builder.Op("field", new OpaqueType(optional.CSharp), [owner], [("member", NameScope.Escape(member)), .. access]), optional)
            : _builder.Op("field", type, [owner], [("member", NameScope.Escape(member)), .. access]);
    }

    // A member that only its own type, or its own assembly ("internal"), may name: the body that reads it may be inlined
    // elsewhere. Of a static member the type is given as metadata names it too, of a method the types of its signature.
    private static (string, string)[] Private(ISymbol member, string kind)
    {
        bool only = Accessible(member) is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
        if (!only && Exports.IsPublic(member))
        {
            return [];
        }

        var found = new List<(string, string)>
        {
            (only ? "private" : "internal", $"{TypeReader.Text(member.ContainingType)}|{kind}|{(member is IParameterSymbol ? $"<{member.Name}>P" : member.Name)}"),
        };
        if (member.IsStatic)
        {
            found.Add(("owner", MetadataName(member.ContainingType) + ", " + member.ContainingAssembly.Name));
        }

        if (member is IMethodSymbol method)
        {
            found.Add(("signature", string.Join(";", method.Parameters.Select(p => (p.RefKind == RefKind.None ? "" : TypeReader.Shown(p.RefKind) + " ") + TypeReader.Text(p.Type)).Prepend(method.Arity > 0 ? "" : TypeReader.Text(method.ReturnType)))));
        }

        return [.. found];
    }

    private static Accessibility Accessible(ISymbol member) => member is IPropertySymbol { GetMethod: { } getter } ? getter.DeclaredAccessibility : member.DeclaredAccessibility;

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : (type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".") + type.MetadataName;

    private int StaticProperty(IPropertyReferenceOperation reference)
    {
        var type = TypeOf(reference);
        var property = reference.Property;
        if (type is ScalarType scalar && (reference.ConstrainedToType is ITypeParameterSymbol || MathFunctions.IsNumberType(property.ContainingType)))
        {
            return property.Name switch
            {
                "One" or "MultiplicativeIdentity" => _builder.Constant("1", scalar),
                "Zero" or "AdditiveIdentity" => _builder.Constant("0", scalar),
                "NegativeOne" => _builder.Constant("-1", scalar),

                // Pi and its like have the precision of the number type itself.
                _ => _builder.Op("static", type, [], ("member", scalar.CSharp + "." + property.Name)),
            };
        }

        if (type.IsDifferentiable && property.GetMethod is { } getter && Symbols.IsDifferentiable(getter) && !Symbols.IsAutoProperty(property))
        {
            return Call(reference, getter, -1, []);
        }

        return _builder.Op("static", type, [], [("member", TypeReader.Text(property.ContainingType) + "." + NameScope.Escape(property.Name)), .. Private(property, "static_getter")]);
    }
}
