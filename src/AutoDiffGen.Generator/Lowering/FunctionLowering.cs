using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>The IR of one method, the methods that it calls, and what was wrong with it.</summary>
internal sealed record LoweredFunction(IrFunction? Function, EquatableArray<CalleeReference> Callees, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>A callee by name, so that no symbol is kept: its documentation id, and what stands for its type parameters.</summary>
internal sealed record CalleeReference(string DocumentationId, EquatableArray<string> TypeArguments)
{
    public string Key => DocumentationId + (TypeArguments.Count == 0 ? "" : "<" + string.Join(",", TypeArguments) + ">");

    /// <summary>The type parameters of the types around a method, outermost first, then its own.</summary>
    public static List<ITypeParameterSymbol> TypeParameters(IMethodSymbol method) =>
        [.. Types(method).SelectMany(t => t.TypeParameters).Concat(method.TypeParameters)];

    /// <summary>What stands for each of them in a call.</summary>
    public static List<ITypeSymbol> AllTypeArguments(IMethodSymbol method) => [.. Types(method).SelectMany(t => t.TypeArguments).Concat(method.TypeArguments)];

    private static IEnumerable<INamedTypeSymbol> Types(IMethodSymbol method)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }

        return types;
    }
}

/// <summary>
/// Reads one method's body, operation by operation, into SSA form. A local is the id of its present value; assigning to
/// it makes another.
/// </summary>
internal sealed partial class FunctionLowering
{
    private readonly IMethodSymbol _method;
    private readonly SyntaxNode _declaration;
    private readonly TypeReader _types;
    private readonly IrBuilder _builder = new([], 0);
    private readonly List<CalleeReference> _callees = [];
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private readonly IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> _typeArguments;
    private int _this = -1;

    private FunctionLowering(IMethodSymbol method, SyntaxNode declaration, IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> typeArguments)
    {
        (_method, _declaration, _typeArguments) = (method, declaration, typeArguments);
        _types = new TypeReader(typeArguments);
    }

    public static LoweredFunction Lower(
        IMethodSymbol method, SyntaxNode declaration, IOperation? body, string key, IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> typeArguments)
    {
        var lowering = new FunctionLowering(method, declaration, typeArguments);
        var function = lowering.Run(body, key);
        return new LoweredFunction(lowering._diagnostics.Count == 0 ? function : null, lowering._callees.Distinct().ToEquatable(), lowering._diagnostics.ToEquatable());
    }

    private IrFunction? Run(IOperation? body, string key)
    {
        var parameters = Parameters();
        EquatableArray<Dim>? returnShape = null;
        if (_method.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ShapeAttribute") is { } attribute)
        {
            returnShape = Shape(attribute, _method.ReturnType);
        }

        // A helper may give a whole number or a truth value; what is marked is differentiated.
        if (_types.TryRead(_method.ReturnType) is not (ScalarType { IsFloating: true } or TensorType { Element.IsFloating: true })
            && (Symbols.HasAttribute(_method, "DifferentiableAttribute") || _types.TryRead(_method.ReturnType) is not ScalarType { Kind: ScalarKind.Integer or ScalarKind.Bool }))
        {
            Report("ADG0004", ReturnTypeSyntax(), _method.Name, TypeReader.Shown(_method.ReturnType));
            return null;
        }

        int? result = null;
        var ops = _builder.Capture(() => result = Body(body));
        if (result is not { } id)
        {
            return null;
        }

        ops.Add(IrOp.Create("return", [id], [], span: Span(_returnSyntax)));
        var block = new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable());
        return new IrFunction(key, _method.Name, parameters.ToEquatable(), block, returnShape);
    }

    private List<IrParameter> Parameters()
    {
        var list = new List<IrParameter>();
        IrParameter Add(string name, IrType type, bool noGradient)
        {
            var value = new IrValue(_builder.Id(), type, name);
            _builder.Types[value.Id] = type;
            list.Add(new IrParameter(value, noGradient));
            return list[list.Count - 1];
        }

        if (!_method.IsStatic)
        {
            if (_method.ContainingType.IsValueType)
            {
                Report("ADG0003", null, _method.Name, $"an instance method of the struct {_method.ContainingType.Name}", "make it static and pass the numbers it reads as parameters");
            }

            var receiver = _types.TryRead(_method.ContainingType) ?? new OpaqueType(TypeReader.Text(_method.ContainingType));
            _this = Add("this", receiver, false).Value.Id;
        }

        foreach (var parameter in _method.Parameters)
        {
            var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            if (parameter.RefKind is not RefKind.None)
            {
                Report("ADG0005", syntax, parameter.Name, TypeReader.Shown(parameter.RefKind));
            }

            var type = _types.TryRead(parameter.Type);
            var shape = Symbols.Attribute(parameter, "ShapeAttribute");
            if (type is null)
            {
                Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
                type = new OpaqueType("object");
            }
            else if (type is TensorType tensor)
            {
                if (shape is null)
                {
                    Report("ADG0105", syntax, parameter.Name);
                }
                else
                {
                    type = tensor with { Dims = Shape(shape, parameter.Type) };
                }
            }
            else if (shape is not null)
            {
                Report("ADG0106", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
            }

            _values[parameter] = Add(parameter.Name, type, Symbols.HasAttribute(parameter, "NoGradientAttribute")).Value.Id;

            // The body of a partial method names the parameters of its own part.
            if (_method.PartialImplementationPart is { } body)
            {
                _values[body.Parameters[parameter.Ordinal]] = _values[parameter];
            }
        }

        return list;
    }

    private EquatableArray<Dim>? Shape(AttributeData attribute, ITypeSymbol type)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax();
        if (!TypeReader.IsTensor(type, out _))
        {
            Report("ADG0106", syntax, "return value", TypeReader.Shown(type));
            return null;
        }

        var dims = ShapeReader.TryRead(attribute, _method, _method.ContainingType, out string error);
        if (dims is null)
        {
            Report("ADG0104", syntax, error);
        }

        return dims;
    }

    private SyntaxNode? ReturnTypeSyntax() => (_declaration as Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax)?.ReturnType;

    private void Report(string id, SyntaxNode? syntax, params string[] arguments)
    {
        var info = new DiagnosticInfo(id, Span(syntax), arguments.ToEquatable(), _method.OriginalDefinition.GetDocumentationCommentId() ?? "");
        if (!_diagnostics.Contains(info))
        {
            _diagnostics.Add(info);
        }
    }

    // A node of another tree (a part of a partial method) has no place in this declaration.
    private IrSpan Span(SyntaxNode? syntax) => syntax is null || syntax.SyntaxTree != _declaration.SyntaxTree || !_declaration.FullSpan.Contains(syntax.Span)
        ? IrSpan.None
        : new IrSpan(syntax.SpanStart - _declaration.SpanStart, syntax.Span.Length);

    private static LoweringException Unsupported(IOperation operation) =>
        new("ADG0010", operation.Syntax, OperationCoverage.Describe(operation.Kind), OperationCoverage.Advice(operation.Kind));

    /// <summary>A type that values of the method may have, or a diagnostic at the expression.</summary>
    private IrType TypeOf(IOperation operation) =>
        _types.TryRead(operation.Type) ?? throw new LoweringException("ADG0007", operation.Syntax, operation.Type is null ? "nothing" : TypeReader.Shown(operation.Type));
}
