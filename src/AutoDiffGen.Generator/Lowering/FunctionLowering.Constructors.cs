using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// What a constructor does before its body: the constructor that it names with : this(...), or the initialisers of the
// fields in their order; of a primary constructor that is all.
internal sealed partial class FunctionLowering
{
    // The statements of a constructor's body; null for another method, or one that has none that can be read.
    private IReadOnlyList<IOperation>? ConstructorBody(IOperation? body)
    {
        var constructor = body as IConstructorBodyOperation;
        bool primary = body is null && Symbols.IsPrimary(_method);
        if (constructor is null && !primary)
        {
            return null;
        }

        Guarded(() =>
        {
            var state = new LocalPlace(_this != -1 && IsObject(_this) ? ObjectOf(_this).Key : _method.ContainingType, StateType(), _declaration);
            if (primary)
            {
                foreach (var parameter in _method.Parameters)
                {
                    string? field = ((StructType)state.Type).Fields.Any(f => f.Name == Captures(parameter)) ? Captures(parameter) : StructReader.IsPositional(parameter) ? parameter.Name : null;
                    if (field is not null)
                    {
                        Write(state, WithField(Read(state), field, _values[parameter]));
                    }
                }
            }

            if (Chained(constructor) is { } chained && SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType, _method.ContainingType))
            {
                int[] arguments = new int[chained.TargetMethod.Parameters.Length];
                foreach (var argument in chained.Arguments)
                {
                    arguments[argument.Parameter!.Ordinal] = Expression(argument.Value);
                }

                Write(state, chained.Arguments.Length == 0 && chained.TargetMethod.IsImplicitlyDeclared ? ZeroOf(state.Type) : ByConstructor(chained, chained.TargetMethod, (StructType)state.Type, arguments));
                return;
            }

            Write(state, Initialised(_method.ContainingType, Read(state)));
        });
        return constructor is null ? [] : (constructor.BlockBody ?? constructor.ExpressionBody)?.Operations;
    }

    private IrType StateType() => _this != -1 && IsObject(_this) ? ObjectOf(_this).Type : _types.TryRead(_method.ContainingType)!;

    private static IInvocationOperation? Chained(IConstructorBodyOperation? constructor) => constructor?.Initializer switch
    {
        IExpressionStatementOperation { Operation: IInvocationOperation call } => call,
        IInvocationOperation call => call,
        _ => null,
    };

    /// <summary>The name of the field that holds a parameter of a primary constructor.</summary>
    private static string Captures(IParameterSymbol parameter) => parameter.Name + StructField.Unnamed;

    /// <summary>A new value of a type with what the initialisers of its fields give.</summary>
    private int Initialised(INamedTypeSymbol type, int state)
    {
        foreach (var (name, initializer) in Initializers(type))
        {
            var value = _rules.Compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer) switch
            {
                IFieldInitializerOperation field => field.Value,
                IPropertyInitializerOperation property => property.Value,
                _ => throw new LoweringException("ADG0010", null, $"the initialiser of '{name}'", "assign it in a constructor"),
            };
            var (whole, _) = Parts(state);
            if (whole.Fields.FirstOrDefault(f => f.Name == name) is not { } member)
            {
                throw new LoweringException("ADG0010", null, $"the initialiser of '{name}'", "assign it in a constructor");
            }

            int given = Expression(value);
            state = WithField(state, name, Converted(given, member.Type, value));
        }

        return state;
    }

    private static IEnumerable<(string Name, EqualsValueClauseSyntax Initializer)> Initializers(INamedTypeSymbol type)
    {
        foreach (var member in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().SelectMany(t => t.Members))
        {
            if (member is FieldDeclarationSyntax field && !field.Modifiers.Any(k => k.ValueText is "static" or "const"))
            {
                foreach (var variable in field.Declaration.Variables.Where(v => v.Initializer is not null))
                {
                    yield return (variable.Identifier.ValueText, variable.Initializer!);
                }
            }
            else if (member is PropertyDeclarationSyntax { Initializer: { } initializer } property && !property.Modifiers.Any(k => k.ValueText == "static"))
            {
                yield return (property.Identifier.ValueText, initializer);
            }
        }
    }
}
