using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Calls of methods whose pullback an author has written.
internal sealed partial class FunctionLowering
{
    /// <summary>A call of a method that has a rule; null for any other, -1 for one that returns nothing. It comes before everything else that a call may be.</summary>
    private int? RuleCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind != MethodKind.Ordinary || _rules.Find(method) is not { } rule)
        {
            return null;
        }

        // The rule is in error at its own place.
        if (rule.Problem is not null)
        {
            throw new LoweringException("ADG0014", call.Syntax, _method.Name, rule.Method.Name);
        }

        int receiver = call.Instance is null ? -1 : Expression(call.Instance);
        var back = new List<Place>();
        int[] arguments = Arguments(call, back);
        _builder.Span = Span(call.Syntax);
        if (IsObject(receiver) || arguments.Any(IsObject))
        {
            throw Lost(call.Syntax);
        }

        var (value, outputs) = RuleCall(rule, method, method.ReturnsVoid ? null : TypeOf(call), call.Instance is null ? arguments : [receiver, .. arguments], call);
        foreach (var (place, output) in back.Zip(outputs, (p, o) => (p, o)))
        {
            Write(place, output);
        }

        return value;
    }

    /// <summary>The body of a marked method that has a rule itself: a call of the method.</summary>
    private int? OwnRule(DerivativeRule rule)
    {
        if (rule.Problem is not null)
        {
            Report("ADG0014", null, _method.Name, rule.Method.Name);
            return null;
        }

        try
        {
            var arguments = _method.Parameters.Select(p => _values[p]);
            int self = _values.TryGetValue(_method.ContainingType, out int value) ? value : _this;
            var (result, outputs) = RuleCall(rule, _method, _returnType, [.. _method.IsStatic ? arguments : arguments.Prepend(self)], null);
            foreach (var (parameter, output) in _method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).Zip(outputs, (p, o) => (p, o)))
            {
                _values[parameter] = output;
            }

            return _returnType is null ? null : result;
        }
        catch (LoweringException e)
        {
            if (e.Id.Length > 0)
            {
                Report(e.Id, e.Syntax, [.. e.Arguments]);
            }

            return null;
        }
    }

    // The result, and what ref and out arguments hold afterwards.
    private (int Value, List<int> Outputs) RuleCall(DerivativeRule rule, IMethodSymbol method, IrType? type, int[] given, IOperation? at)
    {
        string Arguments(IReadOnlyList<ITypeSymbol> types) => types.Count == 0 ? "" : "<" + string.Join(", ", types.Select(TypeText)) + ">";
        string Qualified(IMethodSymbol m, IReadOnlyList<ITypeSymbol> types) => TypeReader.Text(m.ContainingType) + "." + NameScope.Escape(m.Name) + Arguments(types);
        var typeArguments = rule.TypeArguments(method)!;
        var parts = new List<RulePart>();
        var types = new List<IrType>();
        void Add(string passing, IrType of, ITypeSymbol symbol)
        {
            parts.Add(Part(passing, of, symbol, at));
            types.Add(of);
        }

        if (type is not null)
        {
            Add("result", type, method.ReturnType);
        }

        if (!method.IsStatic)
        {
            Add("value", _types.TryRead(method.ContainingType) ?? new OpaqueType(TypeReader.Text(method.ContainingType)), method.ContainingType);
        }

        foreach (var parameter in method.Parameters)
        {
            string passing = parameter.RefKind switch
            {
                RefKind.Ref => "ref",
                RefKind.Out => "out",
                RefKind.RefReadOnlyParameter => "in",
                _ => rule.Form.Contains("c" + (parameter.Ordinal + (method.IsStatic ? 0 : 1))) ? "written" : "value",
            };
            Add(passing, _types.TryRead(parameter.Type) ?? new OpaqueType(TypeReader.Text(parameter.Type)), parameter.Type);
        }

        var attributes = new List<IrAttribute>
        {
            new("target", method.IsStatic ? Qualified(method, method.TypeArguments) : NameScope.Escape(method.Name) + Arguments(method.TypeArguments)),
            new("kind", method.IsStatic ? "static" : "instance"),
            new("rule", Qualified(rule.Method, typeArguments)),
            new("rule_id", rule.Method.GetDocumentationCommentId()!),
            new("form", string.Join(",", rule.Form)),
            new("parts", string.Join(";", parts.Select(p => p.Print()))),
        };
        attributes.AddRange(Private(method, "method").Select(p => new IrAttribute(p.Item1, p.Item2)));
        var operands = given.Where((_, i) => parts[i + (type is null ? 0 : 1)].IsInput).SelectMany(Leaves).ToList();
        var results = parts.Zip(types, (p, t) => (p, t)).Where(x => x.p.IsOutput).SelectMany(x => LeafTypes(x.t, "")).Select(leaf => new IrValue(_builder.Id(), leaf.Type)).ToList();
        int count = results.Count;
        if (rule.Forward is { } forward)
        {
            attributes.Add(new("forward", Qualified(forward, typeArguments)));
            results.Add(new(_builder.Id(), ResidualType(rule.Residual!, typeArguments), "residual"));
        }

        _builder.Append(IrOp.Create("rule_call", operands, results, attributes, _builder.Span));
        int next = 0;
        var outputs = parts.Zip(types, (p, t) => (p, t)).Where(x => x.p.IsOutput).Select(x => Rebuild(x.t, () => results[next++].Id)).ToList();
        return type is null ? (-1, outputs) : (outputs[0], outputs.Skip(1).ToList());
    }

    private RulePart Part(string passing, IrType type, ITypeSymbol symbol, IOperation? at)
    {
        if (type is not StructType s)
        {
            return new RulePart(passing, type is ScalarType scalar ? scalar.CSharp : TypeReader.Text(symbol), "", "", "", [""], [!type.IsDifferentiable]);
        }

        var leaves = s.Leaves().ToList();
        string[] places = [.. leaves.Select((_, i) => "{" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}")];
        string gradient = s.IsDifferentiable && s.Gradient.Length > 0 ? s.CreateGradient(places).Replace("{ ", "{{ ").Replace(" }", " }}") : "";
        return new RulePart(passing, s.CSharp, Creation(s, at?.Syntax), s.Gradient, gradient, [.. leaves.Select(l => l.Path)], [.. leaves.Select(l => l.NoGradient || !l.Type.IsDifferentiable)]);
    }

    // A residual is one value, whatever it is made of.
    private IrType ResidualType(ITypeSymbol type, IReadOnlyList<ITypeSymbol> typeArguments) =>
        type is ITypeParameterSymbol parameter ? _types.TryRead(typeArguments[parameter.Ordinal])!
        : _types.TryRead(type) is ScalarType scalar ? scalar : new OpaqueType(TypeReader.Text(type));

    private string TypeText(ITypeSymbol type) => _types.TryRead(type) is ScalarType scalar ? scalar.CSharp : TypeReader.Text(type);
}
