using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

// Calls whose body is only known when the program runs: they go through the pair, whichever type's it is.
internal sealed partial class FunctionLowering
{
    /// <summary>The key of the function that calls a virtual method, beside that of its body.</summary>
    public const string CallOf = "!call";

    /// <summary>What the members that everybody may call are made of: a function that calls the method, and nothing else.</summary>
    public static LoweredFunction Dispatching(IMethodSymbol method, SyntaxNode declaration, DerivativeRules rules)
    {
        var lowering = new FunctionLowering(method, declaration, new Dictionary<ITypeParameterSymbol, ScalarType>(SymbolEqualityComparer.Default), rules);
        var function = lowering.Dispatching();
        return new LoweredFunction(lowering._diagnostics.Count == 0 ? function : null, EquatableArray<CalleeReference>.Empty, lowering._diagnostics.ToEquatable());
    }

    private IrFunction? Dispatching()
    {
        var parameters = Parameters();
        var result = _method.ReturnsVoid ? null : _types.TryRead(_method.ReturnType);
        if (!Gives(result))
        {
            return null;
        }

        var ops = _builder.Capture(() =>
        {
            int[] operands = [.. parameters.Select(p => p.Value.Id)];
            var results = Outputs(_method, result).SelectMany(o => LeafTypes(o, "")).Select(leaf => new IrValue(_builder.Id(), leaf.Type)).ToList();
            var names = MemberNames.Of(_method);
            string key = _method.GetDocumentationCommentId()!;
            IrAttribute[] attributes =
            [
                new("callee", key), new("method", _method.Name), new("marked", "true"), new("type", ""), new("instance", "true"),
                new("primal", names.Value), new("forward", names.Forward), new("reverse", names.Reverse), new("pushforward", PushforwardOf(_method, names)),
                .. ByDispatch(_method, names, operands),
            ];
            _builder.Append(IrOp.Create("call", operands, results, attributes));
            _builder.Append(IrOp.Create("return", results.Select(r => r.Id), []));
        });
        var block = new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable());
        return new IrFunction(_method.GetDocumentationCommentId() + CallOf, _method.Name, parameters.ToEquatable(), block);
    }

    private static string PushforwardOf(IMethodSymbol method, GeneratedNames names) => (Symbols.Modes(method.OriginalDefinition) & DerivativeModes.Forward) != 0 ? names.Pushforward : "";

    /// <summary>The method whose pair is called.</summary>
    private IMethodSymbol CheckedVirtual(IMethodSymbol method, IOperation at)
    {
        var root = VirtualMethods.Root(method);
        if (!Symbols.IsMarked(root.OriginalDefinition))
        {
            string name = method.AssociatedSymbol?.Name ?? method.Name;
            throw new LoweringException("ADG0010", at.Syntax, $"a call of the virtual member '{name}' without a mark",
                method.AssociatedSymbol is null ? "mark it and what overrides it [Differentiable]" : "make it a method, and mark that and what overrides it [Differentiable]");
        }

        SignatureReader.Read(root.OriginalDefinition, out var problems);
        return problems.Count == 0 ? root : throw new LoweringException("ADG0014", at.Syntax, _method.Name, root.Name);
    }

    /// <summary>The result, then what a method gives back: ref and out parameters, objects that it is given, and the struct or object it is a method of.</summary>
    private List<IrType> Outputs(IMethodSymbol method, IrType? result, IEnumerable<IrType>? objects = null, IrType? made = null) =>
    [
        .. result is null ? Enumerable.Empty<IrType>() : [result],
        .. method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).Select(p => _types.TryRead(p.Type)!),
        .. objects ?? [],
        .. made is not null ? [made] : ChangesReceiver(method) ? [_types.TryRead(method.ContainingType)!] : Enumerable.Empty<IrType>(),
    ];

    // What is known of a call from the declaration alone: any body may write to what is not read-only.
    private List<IrAttribute> ByDispatch(IMethodSymbol method, GeneratedNames names, int[] operands)
    {
        string List(Func<int, bool> which) => string.Join(",", Enumerable.Range(0, operands.Length).Where(which));
        var constant = new HashSet<int>(Constant(method));
        bool IsArray(int i) => _builder.TypeOf(operands[i]) is ArrayType;
        bool IsActive(int i) => !constant.Contains(i) && _builder.TypeOf(operands[i]) is ScalarType { IsFloating: true } or ArrayType { IsDifferentiable: true };
        var attributes = new List<IrAttribute>
        {
            new("virtual", "true"), new("value", names.Value), new("tangent", names.Tangent), new("generic", ""),
            new("active", List(i => IsActive(i) && !IsArray(i))), new("tangents", List(IsActive)), new("effects", "true"),
        };
        if (Enumerable.Range(0, operands.Length).Any(IsArray))
        {
            attributes.Add(new("memory", "true"));
            attributes.Add(new("writes", List(i => _builder.TypeOf(operands[i]) is ArrayType { Kind: not ArrayKind.ReadOnlySpan })));
        }

        return attributes;
    }

    // The places among the operands, the receiver's first, of what the author holds constant.
    private IEnumerable<int> Constant(IMethodSymbol method)
    {
        int place = 1;
        foreach (var parameter in method.Parameters.Where(p => p.RefKind != RefKind.Out))
        {
            bool held = Symbols.HasAttribute(parameter, "NoGradientAttribute");
            var type = _types.TryRead(parameter.Type);
            foreach (bool leaf in type is StructType s ? s.Leaves().Select(l => l.NoGradient) : [false])
            {
                if (held || leaf)
                {
                    yield return place;
                }

                place++;
            }
        }
    }
}
