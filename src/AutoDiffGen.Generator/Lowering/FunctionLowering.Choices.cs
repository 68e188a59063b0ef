using System.Runtime.CompilerServices;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Calls of abstract methods over tensors: a branch for each type that may be behind the declaration, on the type that is there
// when the program runs, each with its own body. A type that is not known here throws.
internal sealed partial class FunctionLowering
{
    private static readonly ConditionalWeakTable<Compilation, List<INamedTypeSymbol>> Classes = new();

    private int ChosenCall(IInvocationOperation call, IOperation instance, IMethodSymbol root)
    {
        if (root.Parameters.Any(p => p.RefKind != RefKind.None) || root.IsGenericMethod)
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of the abstract method '{root.Name}', which is generic or takes parameters by reference", "give what it computes as its result");
        }

        var compilation = call.SemanticModel!.Compilation;
        var bodies = Classes.GetValue(compilation, static c => [.. ClassesIn(c.Assembly.GlobalNamespace)])
            .Where(t => compilation.ClassifyCommonConversion(t, instance.Type!).IsImplicit && compilation.IsSymbolAccessibleWithin(t, _method.ContainingType))
            .Select(t => (Type: t, Body: VirtualMethods.BodyIn(t, root))).Where(b => b.Body is { IsAbstract: false } && Symbols.IsMarked(b.Body)).ToList();
        int receiver = Expression(instance);
        int[] arguments = Arguments(call.TargetMethod, call.Arguments, []);
        _builder.Span = Span(call.Syntax);
        var shapes = new DeclaredShapes(this, root, receiver, call.Syntax);
        for (int i = 0; i < arguments.Length; i++)
        {
            shapes.Expect(arguments[i], Symbols.Attribute(root.Parameters[i], "ShapeAttribute"), root.Parameters[i].Type, root.Parameters[i].Name);
        }

        shapes.Find(root.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ShapeAttribute"), root.ReturnType, "the result");
        return Choose(0)!.Value;

        int? Choose(int at)
        {
            _builder.Span = Span(call.Syntax);
            if (at == bodies.Count)
            {
                ThrowUnknown(root);
                return null;
            }

            var (type, body) = bodies[at];
            int chosen = _builder.Op("is_exactly", ScalarType.Bool, [receiver], ("type", TypeReader.Text(type)));
            return Merge(call.Syntax, chosen, () =>
            {
                int exact = _builder.Op("as", _types.TryRead(type)!, [receiver]);
                int result = Call(call, body!, exact, arguments, known: true);
                return shapes.Expect(result, root.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ShapeAttribute"), root.ReturnType, "the result of " + root.Name, isResult: true);
            }, () => Choose(at + 1));
        }
    }

    private void ThrowUnknown(IMethodSymbol root)
    {
        string text = $"\"No derivative of {root.ContainingType.Name}.{root.Name} is known for this type: it was not there when the caller was compiled, or is not marked [Differentiable].\"";
        int message = _builder.Op("literal", new OpaqueType("string"), [], ("text", text));
        var exception = new IrValue(_builder.Id(), new OpaqueType("global::System.InvalidOperationException"));
        _builder.Append(IrOp.Create("inert_call", [message], [exception], [new("target", "global::System.InvalidOperationException"), new("kind", "new")], _builder.Span));
        _builder.Append(IrOp.Create("throw", [exception.Id], [], span: _builder.Span));
        _dead = true;
    }

    private static IEnumerable<INamedTypeSymbol> ClassesIn(INamespaceOrTypeSymbol around)
    {
        foreach (var member in around.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsFileLocal: false, IsGenericType: false } type)
            {
                yield return type;
            }

            foreach (var inner in ClassesIn(member))
            {
                yield return inner;
            }
        }
    }

    /// <summary>The shapes of an abstract declaration, for one call of it: names of its own, sizes of the receiver.</summary>
    private sealed class DeclaredShapes(FunctionLowering lowering, IMethodSymbol root, int receiver, SyntaxNode at)
    {
        private readonly Dictionary<string, Dim> _symbols = [];
        private readonly string _scope = "$" + lowering._builder.Id() + "c";

        /// <summary>What a declaration says, its sizes of the receiver read here if they were not before.</summary>
        public EquatableArray<Dim> Find(AttributeData? shape, ITypeSymbol type, string name)
        {
            if (!TypeReader.IsTensor(type, out _))
            {
                return EquatableArray<Dim>.Empty;
            }

            if (shape is null || ShapeReader.TryRead(shape, root, root.ContainingType, out _) is not { } dims)
            {
                throw new LoweringException("ADG0010", at, $"a call of the abstract method '{root.Name}' whose declaration has no [Shape] for {(name.StartsWith("the ", StringComparison.Ordinal) ? "its result" : $"'{name}'")}",
                    "say there which shapes it takes and gives, in terms of int members of the type that declares it");
            }

            foreach (string symbol in dims.SelectMany(d => d.Symbols).Where(s => !_symbols.ContainsKey(s)))
            {
                _symbols[symbol] = symbol.StartsWith("this.", StringComparison.Ordinal) ? lowering.Size(receiver, root.ContainingType, symbol) : Dim.Symbol(_scope + symbol);
            }

            return dims;
        }

        public int Expect(int value, AttributeData? shape, ITypeSymbol type, string name, bool isResult = false)
        {
            if (!TypeReader.IsTensor(type, out _))
            {
                return value;
            }

            var dims = Find(shape, type, name);
            string text = string.Join(", ", dims.Select(d => d.Substitute(_symbols)));
            if (isResult)
            {
                return lowering._builder.Op("recast", lowering._builder.TypeOf(value), [value], ("dims", text), ("name", name));
            }

            lowering._builder.Append(IrOp.Create("expect_shape", [value], [], [new("dims", text), new("name", name)], lowering._builder.Span));
            return value;
        }
    }
}
