using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>The IR of one method, the methods that it calls, and what was wrong with it.</summary>
internal sealed record LoweredFunction(IrFunction? Function, EquatableArray<CalleeReference> Callees, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>A callee by name, so that no symbol is kept: its documentation id, and what stands for its type parameters.</summary>
/// <param name="Assembly">The name of the assembly that it was compiled into; empty for this one.</param>
internal sealed record CalleeReference(string DocumentationId, EquatableArray<string> TypeArguments, string Assembly = "")
{
    private const string Root = "!root";

    /// <summary>Which arguments are objects that the caller made or was given, -1 for the receiver: the callee gets and gives back their fields.</summary>
    public EquatableArray<int> Objects { get; init; } = EquatableArray<int>.Empty;

    /// <summary>What everybody may call, which is given objects from outside.</summary>
    public bool IsRoot { get; init; }

    /// <summary>A local function of the method, by its name and its place among all of the method; empty for the method itself.</summary>
    public string Local { get; init; } = "";

    public string Key => (Assembly.Length == 0 ? "" : "[" + Assembly + "]") + DocumentationId + (Local.Length == 0 ? "" : "!" + Local) + (TypeArguments.Count == 0 ? "" : "<" + string.Join(",", TypeArguments) + ">") + (Objects.Count == 0 ? "" : "&" + string.Join(",", Objects)) + (IsRoot ? Root : "");

    /// <summary>The reference that a key was made of.</summary>
    public static CalleeReference Parse(string key)
    {
        if (key.EndsWith(Root, StringComparison.Ordinal))
        {
            return Parse(key.Substring(0, key.Length - Root.Length)) with { IsRoot = true };
        }

        if (key.LastIndexOf('&') is > 0 and int objects)
        {
            return Parse(key.Substring(0, objects)) with { Objects = key.Substring(objects + 1).Split(',').Select(o => int.Parse(o, System.Globalization.CultureInfo.InvariantCulture)).ToEquatable() };
        }

        int close = key.Length > 0 && key[0] == '[' ? key.IndexOf(']') : -1;
        string assembly = close < 0 ? "" : key.Substring(1, close - 1), rest = key.Substring(close + 1);
        int open = rest.IndexOf('<');
        if (open < 0 || rest[rest.Length - 1] != '>')
        {
            return Named(rest, EquatableArray<string>.Empty);
        }

        var arguments = new List<string>();
        int depth = 0, start = open + 1;
        for (int i = start; i < rest.Length; i++)
        {
            depth += rest[i] is '<' or '(' or '[' ? 1 : rest[i] is '>' or ')' or ']' ? -1 : 0;
            if ((depth == 0 && rest[i] == ',') || i == rest.Length - 1)
            {
                arguments.Add(rest.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }

        return Named(rest.Substring(0, open), arguments.ToEquatable());

        CalleeReference Named(string name, EquatableArray<string> typeArguments) => name.IndexOf('!') is > 0 and int at
            ? new CalleeReference(name.Substring(0, at), typeArguments, assembly) { Local = name.Substring(at + 1) }
            : new CalleeReference(name, typeArguments, assembly);
    }

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
    private readonly DerivativeRules _rules;

    // Text that names types: with the type arguments of this call.
    private TypeSubstitution _names = new([], []);
    private int _this = -1;
    private int _givenObjects;

    // Of the nullable values among the parameters: whether there is something, and the numbers that it holds.
    private readonly List<(int Has, IReadOnlyList<int> Numbers)> _optional = [];

    private FunctionLowering(IMethodSymbol method, SyntaxNode declaration, IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> typeArguments, DerivativeRules rules, IReadOnlyDictionary<ITypeParameterSymbol, INamedTypeSymbol>? structs = null)
    {
        (_method, _declaration, _typeArguments, _rules) = (method, declaration, typeArguments, rules);
        _types = structs is { Count: > 0 } ? new TypeReader(typeArguments, method.ContainingAssembly) { Structs = structs } : new TypeReader(typeArguments, method.ContainingAssembly);
    }

    public static LoweredFunction Lower(
        IMethodSymbol method, SyntaxNode declaration, IOperation? body, CalleeReference reference, IReadOnlyDictionary<ITypeParameterSymbol, ScalarType> typeArguments, DerivativeRules rules,
        IReadOnlyDictionary<ITypeParameterSymbol, INamedTypeSymbol>? structs = null)
    {
        var lowering = new FunctionLowering(method, declaration, typeArguments, rules, structs)
        {
            _reference = reference,
            _names = new TypeSubstitution([.. CalleeReference.TypeParameters(method).Select(p => p.Name)], reference.TypeArguments),
        };
        var function = reference.Local.Length > 0 ? lowering.LocalFunction(body, reference) : lowering.Run(body, reference.Key);
        return new LoweredFunction(lowering._diagnostics.Count == 0 ? function : null, lowering._callees.Distinct().ToEquatable(), lowering._diagnostics.ToEquatable());
    }

    private IrFunction? Run(IOperation? body, string key)
    {
        var parameters = Parameters();
        _given.UnionWith(parameters.Select(p => p.Value.Id));
        EquatableArray<Dim>? returnShape = null;
        if (_method.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ShapeAttribute") is { } attribute)
        {
            returnShape = Shape(attribute, _method.ReturnType);
        }

        // A helper may give a whole number or a truth value; what is marked is differentiated.
        var result = _method.ReturnsVoid || _method.MethodKind == MethodKind.Constructor ? null : _types.TryRead(_method.ReturnType);
        if (ReturnsReference(_method))
        {
            var cells = ReturnCells(_method);
            result = cells.Count == 0 ? null : Shape(cells);
        }

        if (!Gives(result))
        {
            return null;
        }

        _returnType = result;
        int? value = null;
        bool sound = false;
        var ops = _builder.Capture(() =>
        {
            value = _rules.Find(_method) is { } rule ? OwnRule(rule) : Body(body);
            sound = _diagnostics.Count == 0 && (value is not null || result is null);
            if (sound)
            {
                var outputs = (value is { } id ? Leaves(id) : []).Concat(OutputSymbols().SelectMany(symbol => Leaves(_values[symbol]))).ToList();
                _builder.Append(IrOp.Create("return", outputs, [], span: Span(_returnSyntax)));
            }
        });

        // No operation has a struct or a reference for an operand.
        if (sound && IrWalk.AllOps(new IrBlock(EquatableArray<IrValue>.Empty, ops.ToEquatable())).FirstOrDefault(op => op.Operands.Any(id => id < 0)) is { } whole)
        {
            _diagnostics.Add(new DiagnosticInfo("ADG0010", whole.Span, EquatableArray.Of("a struct or an object as a whole", "use its fields"), _method.OriginalDefinition.GetDocumentationCommentId() ?? ""));
            sound = false;
        }

        if (!sound)
        {
            return null;
        }

        ops = [.. Sizes(parameters, returnShape, ops), .. ops];
        var block = new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable());

        // An explicit implementation is called what the interface calls it.
        return AbsentValues.Run(new IrFunction(key, _method.Name.Substring(_method.Name.LastIndexOf('.') + 1), parameters.ToEquatable(), block, returnShape), _optional);
    }

    // Whether the result can be given back; a diagnostic where it cannot.
    private bool Gives(IrType? result)
    {
        bool gives = result is ScalarType { IsFloating: true } or TensorType { Element.IsFloating: true } or StructType
            || result is ArrayType
            || (result is ScalarType { Kind: ScalarKind.Integer or ScalarKind.Bool });
        bool marked = Symbols.IsMarked(_method);
        gives &= !marked || result switch
        {
            // What is handed to anybody is an array of its own, or a parameter.
            ArrayType array => array.IsDifferentiable && (array.Element is ScalarType or StructType { Gradient.Length: > 0 }
                || array is { Kind: ArrayKind.Array, Rank: 1, Element: ArrayType { Rank: 1, Element: ScalarType or StructType { Gradient.Length: > 0 } } }),
            ScalarType scalar => scalar.IsFloating,
            StructType s => s.Leaves().All(l => l.Type is not ArrayType),
            _ => true,
        };
        if (!gives && !(result is null && (_method.ReturnsVoid || _method.MethodKind == MethodKind.Constructor)))
        {
            Report("ADG0004", ReturnTypeSyntax(), _method.Name, TypeReader.Shown(_method.ReturnType));
            return false;
        }

        if (marked && result is StructType { IsDifferentiable: true, Gradient: "" })
        {
            Report("ADG0207", ReturnTypeSyntax(), TypeReader.Shown(_method.ReturnType));
            return false;
        }

        return true;
    }

    /// <summary>What a method gives back besides its result: ref and out parameters in order, and a struct that it is a method of.</summary>
    private IEnumerable<ISymbol> OutputSymbols()
    {
        foreach (var parameter in _method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            yield return parameter;
        }

        foreach (var given in _objects.Take(_givenObjects))
        {
            yield return given.Key;
        }

        if (ChangesReceiver(_method))
        {
            yield return _method.ContainingType;
        }
    }

    private static bool ChangesReceiver(IMethodSymbol method) => !method.IsStatic && method.ContainingType.IsValueType && !method.IsReadOnly;

    private List<IrParameter> Parameters()
    {
        var list = new List<IrParameter>();
        int Leaf(string name, IrType type, bool noGradient)
        {
            var value = new IrValue(_builder.Id(), type, name);
            _builder.Types[value.Id] = type;
            list.Add(new IrParameter(value, noGradient));
            return value.Id;
        }

        // A struct is a parameter for each of its numbers.
        int Add(string name, IrType type, bool noGradient)
        {
            if (type is not StructType s)
            {
                return Leaf(name, type, noGradient);
            }

            int whole = Struct(s, [.. s.Fields.Select(f => Add(name + "." + f.Name, f.Type, noGradient || f.NoGradient))]);
            if (s.IsNullable)
            {
                _optional.Add((HasValue(whole), [.. Leaves(Held(whole))]));
            }

            return whole;
        }

        // Objects come in the order in which they are given back: arguments, then the receiver.
        var receiver = _reference.Objects.Contains(-1) ? StructReader.TryReadClass(_method.ContainingType, _types) : null;
        int state = receiver is null ? -1 : Add("this", receiver, false);
        if (receiver is null && !_method.IsStatic)
        {
            if (_types.TryRead(_method.ContainingType) is StructType self)
            {
                _values[_method.ContainingType] = Add("this", self, false);
            }
            else
            {
                _this = Add("this", _types.TryRead(_method.ContainingType) ?? new OpaqueType(TypeReader.Text(_method.ContainingType)), false);
            }
        }

        foreach (var parameter in _method.Parameters)
        {
            var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            var type = _types.TryRead(parameter.Type);
            var shape = Symbols.Attribute(parameter, "ShapeAttribute");
            if (parameter.RefKind is not RefKind.None && type is not (ScalarType or StructType))
            {
                Report("ADG0005", syntax, parameter.Name, TypeReader.Shown(parameter.RefKind));
            }

            if (type is null)
            {
                Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
                type = new OpaqueType("object");
            }
            else if (type is TensorType tensor)
            {
                // What is inlined has the argument's shape; in a method of its own it may be any (ShapePass).
                if (shape is not null)
                {
                    type = tensor with { Dims = Shape(shape, parameter.Type) };
                }
            }
            else if (type is ModelType && Symbols.IsMarked(_method))
            {
                Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
            }
            else if (shape is not null)
            {
                Report("ADG0106", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
            }

            // The arrays of adjoints beside it would have to be made and compared row by row, of whatever depth.
            bool isNested = type is ArrayType { Element: ArrayType { Element: ArrayType } or ArrayType { Rank: > 1 } } or ArrayType { Rank: > 1, Element: ArrayType };
            if (isNested && type.IsDifferentiable && !Symbols.HasAttribute(parameter, "NoGradientAttribute") && Symbols.IsMarked(_method))
            {
                Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
            }

            if ((type is StructType { HoldsUnnamed: true } || (type is StructType && parameter.Type.IsRefLikeType)) && Symbols.IsMarked(_method))
            {
                Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
            }

            if (type is StructType { IsDifferentiable: true } structure && !Symbols.HasAttribute(parameter, "NoGradientAttribute") && Symbols.IsMarked(_method))
            {
                if (structure.Gradient.Length == 0)
                {
                    Report("ADG0207", syntax, TypeReader.Shown(parameter.Type));
                }

                if (structure.Leaves().Any(l => l.Type is ArrayType))
                {
                    Report("ADG0006", syntax, parameter.Name, TypeReader.Shown(parameter.Type));
                }
            }

            if (_reference.Objects.Contains(parameter.Ordinal) && parameter.Type is INamedTypeSymbol named && StructReader.TryReadClass(named, _types) is { } fields)
            {
                _values[parameter] = NewObject(_rules.Compilation, fields, parameter.Name, Add(parameter.Name, fields, Symbols.HasAttribute(parameter, "NoGradientAttribute")));
                if (_method.PartialImplementationPart is { } own)
                {
                    _values[own.Parameters[parameter.Ordinal]] = _values[parameter];
                }

                if (fields.Gradient.Length == 0 && _reference.IsRoot)
                {
                    Report("ADG0207", syntax, TypeReader.Shown(parameter.Type));
                }

                continue;
            }

            // An out parameter brings nothing in.
            _values[parameter] = parameter.RefKind == RefKind.Out ? ZeroOf(type) : Add(parameter.Name, type, Symbols.HasAttribute(parameter, "NoGradientAttribute"));

            // The body of a partial method names the parameters of its own part.
            if (_method.PartialImplementationPart is { } body)
            {
                _values[body.Parameters[parameter.Ordinal]] = _values[parameter];
            }
        }

        if (receiver is not null)
        {
            _this = NewObject(_rules.Compilation, receiver, NameScope.Camel(_method.ContainingType.Name), state);
        }

        _givenObjects = _objects.Count;
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
