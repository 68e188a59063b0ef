using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Struct and tuple values. They have negative ids, which no operation ever sees: each stands for a list of field values.
internal sealed partial class FunctionLowering
{
    private readonly List<(StructType Type, int[] Fields)> _structs = [];

    private int Struct(StructType type, IReadOnlyList<int> fields)
    {
        _structs.Add((type, [.. fields]));
        int id = -1 - _structs.Count;
        _builder.Types[id] = type;
        return id;
    }

    private static bool IsStruct(int id) => id < -1 && !IsObject(id);

    private (StructType Type, int[] Fields) Parts(int id) => _structs[-id - 2];

    private int FieldOf(int id, string name)
    {
        var (type, fields) = Parts(id);
        return fields[IndexOf(type, name)];
    }

    private int WithField(int id, string name, int value)
    {
        var (type, fields) = Parts(id);
        var copy = (int[])fields.Clone();
        copy[IndexOf(type, name)] = value;
        return Struct(type, copy);
    }

    private static int IndexOf(StructType type, string name)
    {
        for (int i = 0; i < type.Fields.Count; i++)
        {
            if (type.Fields[i].Name == name)
            {
                return i;
            }
        }

        throw new LoweringException("ADG0010", null, $"the member '{name}' of {type.CSharp}", "read its fields");
    }

    /// <summary>The numbers of a value, fields of fields included, in order; of a number itself.</summary>
    private IEnumerable<int> Leaves(int id) => IsObject(id) ? Leaves(StateOf(id)) : IsStruct(id) ? Parts(id).Fields.SelectMany(Leaves) : [id];

    /// <summary>The types of the numbers of a type, with names for them after a value's own.</summary>
    private static IEnumerable<(IrType Type, string Name)> LeafTypes(IrType type, string name) => type is StructType s
        ? s.Fields.SelectMany(f => LeafTypes(f.Type, name.Length == 0 ? "" : name + char.ToUpperInvariant(f.Name.TrimStart('_')[0]) + f.Name.TrimStart('_').Substring(1)))
        : [(type, name)];

    /// <summary>A value of a type from its numbers, in order.</summary>
    private int Rebuild(IrType type, Func<int> next) => type is StructType s ? Struct(s, [.. s.Fields.Select(f => Rebuild(f.Type, next))]) : next();

    private int Rebuild(IrType type, IReadOnlyList<int> leaves)
    {
        int i = 0;
        return Rebuild(type, () => leaves[i++]);
    }

    /// <summary>A value of zeros, as <c>default</c> gives.</summary>
    private int ZeroOf(IrType type) => Rebuild(type, [.. LeafTypes(type, "").Select(l => l.Type is ScalarType ? Zero(l.Type) : Undefined(l.Type))]);

    private int Tuple(ITupleOperation tuple)
    {
        var fields = tuple.Elements.Select(Expression).ToList();
        return _types.TryRead(tuple.Type) is StructType type ? Struct(type, fields) : throw Unsupported(tuple);
    }

    // new S(...) { X = ... }: of a struct whose constructor assigns its parameters, of a vector, or of a marked struct.
    private int? StructCreation(IObjectCreationOperation creation)
    {
        if (_types.TryRead(creation.Type) is not StructType type)
        {
            return null;
        }

        int value = creation.Constructor is null || creation.Arguments.Length == 0 && !Symbols.IsPrimary(creation.Constructor) && creation.Constructor.IsImplicitlyDeclared
            ? ZeroOf(type)
            : Constructed(creation, type);
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
        {
            if (initializer is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment)
            {
                throw Unsupported(initializer);
            }

            value = Initialized(value, member, Expression(assignment.Value));
        }

        return value;
    }

    // X = value in an initialiser, of a field or of a property with a body.
    private int Initialized(int value, IMemberReferenceOperation member, int given)
    {
        if (Parts(value).Type.Fields.Any(f => f.Name == member.Member.Name))
        {
            return WithField(value, member.Member.Name, given);
        }

        if (member is not IPropertyReferenceOperation { Arguments.Length: 0, Property.SetMethod: { } setter } || !Symbols.IsDifferentiable(setter))
        {
            throw Unsupported(member);
        }

        var changed = new ValuePlace(_builder.TypeOf(value));
        Call(member, setter, value, [given], back: ChangesReceiver(setter) ? [changed] : null);
        return ChangesReceiver(setter) ? changed.Value : value;
    }

    private int Constructed(IObjectCreationOperation creation, StructType type)
    {
        var constructor = creation.Constructor!;
        int[] arguments = new int[constructor.Parameters.Length];
        foreach (var argument in creation.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Expression(argument.Value);
        }

        if (StructReader.VectorFields(creation.Type) is not null)
        {
            return OfComponents(type, arguments);
        }

        if (IsIndex(creation.Type) && arguments.Length == 2)
        {
            return Struct(type, [arguments[0], creation.Arguments.Length == 1 || creation.Arguments.All(a => a.Parameter!.Ordinal == 0) ? False() : arguments[1]]);
        }

        if (constructor.DeclaringSyntaxReferences.Length == 0 && (creation.Type is { IsTupleType: true } || IsRange(creation.Type)))
        {
            return Struct(type, arguments);
        }

        return ByConstructor(creation, constructor, type, arguments);
    }

    // A record's primary constructor gives each parameter to the property of its name; any other one is read like a method
    // that gives back the struct.
    private int ByConstructor(IOperation at, IMethodSymbol constructor, StructType type, int[] arguments)
    {
        bool foreign = ReferencedAssembly.IsForeign(constructor, _method.ContainingAssembly);
        if (foreign ? ReferencedAssembly.IsPrimary(constructor) : StructReader.IsPositional(constructor))
        {
            int value = ZeroOf(type);
            foreach (var parameter in constructor.Parameters)
            {
                var field = type.Fields.FirstOrDefault(f => f.Name == parameter.Name)
                    ?? throw new LoweringException("ADG0010", at.Syntax, $"the primary constructor of {TypeReader.Shown(constructor.ContainingType)}, whose parameter '{parameter.Name}' is no field", "use a record struct, or assign the fields");
                value = WithField(value, field.Name, arguments[parameter.Ordinal]);
            }

            return value;
        }

        return Call(at, constructor, ZeroOf(type), arguments, type);
    }

    private int With(IWithOperation with)
    {
        int value = Expression(with.Operand);
        if (!IsStruct(value))
        {
            throw Unsupported(with);
        }

        foreach (var initializer in with.Initializer.Initializers)
        {
            if (initializer is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment)
            {
                throw Unsupported(initializer);
            }

            value = Initialized(value, member, Expression(assignment.Value));
        }

        return value;
    }

    /// <summary>The parts that a deconstruction takes of a value: a tuple's elements, a record's positional properties.</summary>
    /// <param name="method">What C# calls; null for a tuple.</param>
    private List<int> Deconstructed(int value, IMethodSymbol? method, int count, IOperation at)
    {
        if (IsStruct(value) && method is null && Parts(value).Fields.Length == count)
        {
            return [.. Parts(value).Fields];
        }

        if (IsStruct(value) && method is not null && (method.IsImplicitlyDeclared || Symbols.IsCompilerGenerated(method)) && method.Parameters.All(p => Parts(value).Type.Fields.Any(f => f.Name == p.Name)))
        {
            return [.. method.Parameters.Select(p => FieldOf(value, p.Name))];
        }

        // One that somebody wrote may give anything, in any order.
        if (IsStruct(value) && method is { IsStatic: false } && Symbols.IsDifferentiable(method) && method.Parameters.All(p => p.RefKind == RefKind.Out && _types.TryRead(p.Type) is not null))
        {
            var given = method.Parameters.Select(p => new ValuePlace(_types.TryRead(p.Type)!)).ToList();
            var rest = ChangesReceiver(method) ? [new ValuePlace(_builder.TypeOf(value))] : Array.Empty<Place>();
            Call(at, method, value, [.. given.Select(_ => -1)], back: [.. given, .. rest]);
            return [.. given.Select(p => p.Value)];
        }

        throw new LoweringException("ADG0010", (at as IDeconstructionAssignmentOperation)?.Value.Syntax ?? at.Syntax, "a deconstruction of something other than a tuple or a positional record struct", "read the members one by one");
    }
}
