using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Reads structs and tuples: their fields, how one is made of them, the type of its adjoint.</summary>
internal static class StructReader
{
    /// <summary>The type, or null for a struct with a field that cannot stand in a differentiable method.</summary>
    public static StructType? TryRead(INamedTypeSymbol type, TypeReader types, IAssemblySymbol? home = null)
    {
        if (type.IsTupleType)
        {
            return Tuple(type, types);
        }

        if (VectorFields(type) is { } vector)
        {
            string name = TypeReader.Text(type);
            var fields = vector.Select(f => new StructField(f, ScalarType.F32)).ToEquatable();
            return new StructType(name, fields, name, $"new {name}({string.Join(", ", vector.Select((_, i) => "{" + i + "}"))})");
        }

        // What an index and a range are made of: ^1 is the number 1 and a mark.
        if (type.Name == "Index" && Symbols.IsIn(type, "System") && type.ContainingType is null)
        {
            return new StructType("global::System.Index", EquatableArray.Of(new StructField("Value", ScalarType.I32, CanSet: false), new StructField("IsFromEnd", ScalarType.Bool, CanSet: false)), "", "new global::System.Index({0}, {1})");
        }

        if (type.Name == "Range" && Symbols.IsIn(type, "System") && type.ContainingType is null)
        {
            return type.GetMembers("Start").OfType<IPropertySymbol>().FirstOrDefault()?.Type is INamedTypeSymbol index && TryRead(index, types, home) is { } end
                ? new StructType("global::System.Range", EquatableArray.Of(new StructField("Start", end, CanSet: false), new StructField("End", end, CanSet: false)), "", "new global::System.Range({0}, {1})") : null;
        }

        if (ReferencedAssembly.IsForeign(type, home))
        {
            return ReferencedAssembly.Struct(type, types, home);
        }

        // A struct of the library (a date, a nullable number) is nothing to take apart.
        if (type.DeclaringSyntaxReferences.Length == 0 || type.IsUnmanagedType && type.SpecialType != SpecialType.None)
        {
            return null;
        }

        var list = new List<StructField>();
        foreach (var field in Fields(type))
        {
            var property = field.AssociatedSymbol as IPropertySymbol;
            if (types.TryRead(field.Type) is not { } fieldType || fieldType is TensorType || field.RefKind != RefKind.None || HasFieldKeyword(property))
            {
                return null;
            }

            bool canSet = property is null ? !field.IsReadOnly : property.SetMethod is { IsInitOnly: false };
            bool noGradient = Symbols.HasAttribute(property ?? (ISymbol)field, "NoGradientAttribute");
            bool named = (property?.GetMethod ?? property ?? (ISymbol)field).DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal);
            list.Add(new StructField(Name(field), fieldType, noGradient, canSet) { Backing = named ? "" : field.MetadataName, IsReadable = named });
        }

        string text = TypeReader.Text(type);
        return new StructType(text, list.ToEquatable(), Symbols.IsMarked(type) && HaveGradients(list) && (type.IsRefLikeType || TypeReading.Whole(type) is null) ? text + ".Gradient" : "", Creation(type, list, text));
    }

    /// <summary>
    /// The fields of a marked class whose objects can be taken apart like structs; null for any other class: one with a
    /// base, with trainable tensors, or with arrays or other objects among its fields.
    /// </summary>
    public static StructType? TryReadClass(INamedTypeSymbol type, TypeReader types)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsGenericType: false, BaseType.SpecialType: SpecialType.System_Object }
            || !Symbols.IsMarked(type) || Symbols.IsModel(type) || ReferencedAssembly.IsForeign(type, types.Home) || type.DeclaringSyntaxReferences.Length == 0)
        {
            return null;
        }

        var list = new List<StructField>();
        foreach (var field in Fields(type))
        {
            var property = field.AssociatedSymbol as IPropertySymbol;
            if (types.TryRead(field.Type) is not { } fieldType || fieldType is not (ScalarType or StructType or OpaqueType) || (fieldType is StructType s && s.Leaves().Any(l => l.Type is ArrayType))
                || HasFieldKeyword(property) || property is { IsVirtual: true } or { IsOverride: true })
            {
                return null;
            }

            ISymbol named = (ISymbol?)property ?? field;
            bool readable = IsSeen(property?.GetMethod ?? named), writable = property is null ? IsSeen(field) && !field.IsReadOnly : property.SetMethod is { IsInitOnly: false } setter && IsSeen(setter);
            list.Add(new StructField(Name(field), fieldType, Symbols.HasAttribute(named, "NoGradientAttribute")) { Backing = readable && writable ? "" : field.MetadataName, IsReadable = readable });
        }

        string text = TypeReader.Text(type.WithNullableAnnotation(NullableAnnotation.None));
        bool hasGradient = TypeReading.Whole(type) is null && type.Name != "Gradient" && type.GetMembers("Gradient").All(GeneratedFiles.IsGenerated) && HaveGradients(list);
        return list.Any(f => f.Type.IsDifferentiable) ? new StructType(text, list.ToEquatable(), hasGradient ? text + ".Gradient" : "", "") { IsObject = true } : null;
    }

    /// <summary>Why an object of a marked class with numbers in it is a constant of the derivative; empty for one that is none.</summary>
    public static string WhyHeld(INamedTypeSymbol type, TypeReader types)
    {
        if (type.TypeKind != TypeKind.Class || !Symbols.IsMarked(type) || type.IsStatic || Symbols.IsModel(type) || TryReadClass(type, types) is { HoldsUnnamed: false })
        {
            return "";
        }

        bool Carries(ITypeSymbol? field) => types.TryRead(field) is { IsDifferentiable: true } || field is INamedTypeSymbol { TypeKind: TypeKind.Class } other && Symbols.IsMarked(other)
            || field is IArrayTypeSymbol { ElementType: var element } && Carries(element);
        bool derived = type.BaseType is { SpecialType: not SpecialType.System_Object };
        return !derived && !Fields(type).Any(f => Carries(f.Type)) ? ""
            : $"'{TypeReader.Shown(type)}' " + (type.IsAbstract ? "is abstract" : derived ? "has a base class" : type.IsGenericType ? "is generic" : ReferencedAssembly.IsForeign(type, types.Home) ? "stands in another assembly"
            : "has a field that is no number and no struct of numbers, or that has no name");
    }

    private static bool HaveGradients(IEnumerable<StructField> fields) => fields.All(f => f.NoGradient || f.Type is not StructType { IsDifferentiable: true } inner || inner.Gradient.Length > 0);

    private static bool IsSeen(ISymbol member) => member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>What a parameter of a marked method stands for: of an object that can be taken apart its fields.</summary>
    public static StructType? Object(IParameterSymbol parameter, TypeReader types) =>
        parameter is { RefKind: RefKind.None, Type: INamedTypeSymbol type } && !Symbols.HasAttribute(parameter, "NoGradientAttribute") && TryReadClass(type, types) is { HoldsUnnamed: false } fields ? fields : null;

    /// <summary>A nullable value: whether there is one, and what it is. Null for one of a type that cannot stand in a differentiable method.</summary>
    public static StructType? Nullable(INamedTypeSymbol type, TypeReader types)
    {
        if (types.TryRead(type.TypeArguments[0]) is not { } held || held is not (ScalarType or StructType or OpaqueType))
        {
            return null;
        }

        string text = TypeReader.Text(type);
        return new StructType(text, EquatableArray.Of(new StructField("HasValue", ScalarType.Bool, CanSet: false), new StructField("Value", held, CanSet: false)), GradientOf(held), $"({{0}} ? {{1}} : ({text})null)");
    }

    /// <summary>The instance fields, those behind automatic properties and primary constructor parameters included, in order.</summary>
    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst);

    /// <summary>The name by which C# reads a field: the property's, for what stands behind one.</summary>
    public static string Name(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? (field.Name[0] == '<' ? field.Name.Substring(1).Split('>')[0] + StructField.Unnamed : field.Name);

    // What stands behind a property with code of its own (the keyword field) has no name that others could read it by.
    private static bool HasFieldKeyword(IPropertySymbol? property) => property?.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<PropertyDeclarationSyntax>()
        .Any(p => p.ExpressionBody is not null || (p.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) ?? false)) ?? false;

    /// <summary>The components of System.Numerics.Vector2, 3 and 4, in order.</summary>
    public static string[]? VectorFields(ITypeSymbol? type) => type is { Name: "Vector2" or "Vector3" or "Vector4" } && Symbols.IsIn(type, "System.Numerics")
        ? ["X", "Y", .. type.Name == "Vector2" ? Array.Empty<string>() : type.Name == "Vector3" ? ["Z"] : ["Z", "W"]]
        : null;

    private static StructType? Tuple(INamedTypeSymbol type, TypeReader types)
    {
        var fields = new List<StructField>();
        foreach (var element in type.TupleElements)
        {
            if (types.TryRead(element.Type) is not { } elementType || elementType is TensorType or ArrayType { IsSpan: true })
            {
                return null;
            }

            fields.Add(new StructField("Item" + (fields.Count + 1), elementType));
        }

        string adjoint = "(" + string.Join(", ", fields.Select(f => GradientOf(f.Type))) + ")";
        return new StructType(TypeReader.Text(type), fields.ToEquatable(), adjoint, "(" + string.Join(", ", fields.Select((_, i) => "{" + i + "}")) + ")");
    }

    private static string GradientOf(IrType type) => type is StructType s ? s.Gradient : type is ScalarType { IsFloating: true } f ? f.CSharp : "byte";

    // A constructor that takes the fields by name, else assignments to what can be assigned.
    private static string Creation(INamedTypeSymbol type, List<StructField> fields, string text)
    {
        foreach (var constructor in type.InstanceConstructors.Where(c => c.Parameters.Length == fields.Count && c.Parameters.Length > 0))
        {
            var order = constructor.Parameters.Select(p => fields.FindIndex(f => string.Equals(f.Name.TrimStart('_'), p.Name, StringComparison.OrdinalIgnoreCase))).ToList();
            if (order.All(i => i >= 0) && order.Distinct().Count() == fields.Count && (IsPositional(constructor) || (!Symbols.IsPrimary(constructor) && IsPlain(constructor))))
            {
                return $"new {text}({string.Join(", ", order.Select(i => "{" + i + "}"))})";
            }
        }

        if (fields.Any(f => f.Backing.Length > 0))
        {
            return "";
        }

        return fields.All(f => f.CanSet) || type.GetMembers().OfType<IPropertySymbol>().Any(p => p.SetMethod?.IsInitOnly ?? false)
            ? $"new {text} {{{{ {string.Join(", ", fields.Select((f, i) => f.Name + " = {" + i + "}"))} }}}}"
            : "";
    }

    /// <summary>
    /// Whether a primary constructor gives each parameter to the property of its name and does nothing else: in a record,
    /// unless the author declares the property, or gives another one a value.
    /// </summary>
    public static bool IsPositional(IMethodSymbol constructor) =>
        Symbols.IsPrimary(constructor) && constructor.ContainingType is { IsRecord: true } type && !FunctionLowering.HasInitializers(type)
        && constructor.Parameters.All(IsPositional);

    /// <summary>Whether a parameter of a record's primary constructor is the property of its name, which nobody has declared.</summary>
    public static bool IsPositional(IParameterSymbol parameter) => parameter.ContainingType is { IsRecord: true } type
        && type.GetMembers(parameter.Name).Any(m => m is IPropertySymbol && m.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax));

    // A constructor is taken at its word only when it does nothing but give each parameter to the member of its name.
    private static bool IsPlain(IMethodSymbol constructor) => !FunctionLowering.HasInitializers(constructor.ContainingType)
        && constructor.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ConstructorDeclarationSyntax>().All(c => c.Initializer is null
            && (c.ExpressionBody is { } arrow ? Assigns(arrow.Expression) : c.Body?.Statements.All(s => s is ExpressionStatementSyntax statement && Assigns(statement.Expression)) ?? false));

    private static bool Assigns(ExpressionSyntax expression) => expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
        && (assignment.Left, assignment.Right) switch
        {
            (TupleExpressionSyntax left, TupleExpressionSyntax right) => left.Arguments.Count == right.Arguments.Count && left.Arguments.Zip(right.Arguments, (l, r) => IsSame(l.Expression, r.Expression)).All(same => same),
            var (left, right) => IsSame(left, right),
        };

    private static bool IsSame(ExpressionSyntax member, ExpressionSyntax parameter) =>
        (member is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own.Name : member) is IdentifierNameSyntax name && parameter is IdentifierNameSyntax given
        && string.Equals(name.Identifier.ValueText.TrimStart('_'), given.Identifier.ValueText, StringComparison.OrdinalIgnoreCase);
}
