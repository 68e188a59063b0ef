using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Calls of methods whose pullback an author has written.
internal sealed partial class FunctionLowering
{
    /// <summary>A call of a method that has a rule; null for any other. It comes before everything else that a call may be.</summary>
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
        int[] arguments = Arguments(call);
        _builder.Span = Span(call.Syntax);
        return RuleCall(rule, method, TypeOf(call), receiver >= 0 ? [receiver, .. arguments] : arguments);
    }

    /// <summary>The body of a marked method that has a rule itself: a call of the method.</summary>
    private int? OwnRule(DerivativeRule rule)
    {
        if (rule.Problem is not null)
        {
            Report("ADG0014", null, _method.Name, rule.Method.Name);
            return null;
        }

        var arguments = _method.Parameters.Select(p => _values[p]);
        return RuleCall(rule, _method, _returnType!, [.. _method.IsStatic ? arguments : arguments.Prepend(_this)]);
    }

    private int RuleCall(DerivativeRule rule, IMethodSymbol method, IrType type, int[] operands)
    {
        string generic = method.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", method.TypeArguments.Select(TypeText)) + ">";
        string Qualified(IMethodSymbol m) => TypeReader.Text(m.ContainingType) + "." + NameScope.Escape(m.Name) + generic;
        var attributes = new List<IrAttribute>
        {
            new("target", method.IsStatic ? Qualified(method) : NameScope.Escape(method.Name) + generic),
            new("kind", method.IsStatic ? "static" : "instance"),
            new("rule", Qualified(rule.Method)),
            new("rule_id", rule.Method.GetDocumentationCommentId()!),
            new("form", string.Join(",", rule.Form)),
        };
        attributes.AddRange(Private(method, "method").Select(p => new IrAttribute(p.Item1, p.Item2)));
        var results = new List<IrValue> { new(_builder.Id(), type) };
        if (rule.Forward is { } forward)
        {
            attributes.Add(new("forward", Qualified(forward)));
            results.Add(new(_builder.Id(), ResidualType(rule.Residual!, method), "residual"));
        }

        _builder.Append(IrOp.Create("rule_call", operands, results, attributes, _builder.Span));
        return results[0].Id;
    }

    // A residual is one value, whatever it is made of.
    private IrType ResidualType(ITypeSymbol type, IMethodSymbol method) =>
        type is ITypeParameterSymbol parameter ? _types.TryRead(method.TypeArguments[parameter.Ordinal])!
        : _types.TryRead(type) is ScalarType scalar ? scalar : new OpaqueType(TypeReader.Text(type));

    private string TypeText(ITypeSymbol type) => _types.TryRead(type) is ScalarType scalar ? scalar.CSharp : TypeReader.Text(type);
}
