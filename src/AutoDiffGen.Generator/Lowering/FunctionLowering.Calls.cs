using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    private int Invocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        // What the operation asks of its arguments is known to the shapes pass, which says so at the call.
        if (method.ReturnsVoid && Symbols.HasAttribute(method, "EagerOnlyAttribute"))
        {
            return -1;
        }

        if (ConstrainedCall(call) is { } constrained)
        {
            return constrained;
        }

        if (RuleCall(call) is { } byRule)
        {
            return byRule;
        }

        if (MathFunctions.Code(method) is { } code)
        {
            return MathCall(call, code);
        }

        if (method is { Name: "SinCos" or "SinCosPi", Parameters.Length: 1 } && MathFunctions.IsNumberType(method.ContainingType) && _types.TryRead(method.ReturnType) is StructType { Fields.Count: 2 } both)
        {
            int angle = Arguments(call)[0];
            _builder.Span = Span(call.Syntax);
            string turn = method.Name == "SinCosPi" ? "pi" : "";
            return Struct(both, [_builder.Op("sin" + turn, both.Fields[0].Type, [angle]), _builder.Op("cos" + turn, both.Fields[1].Type, [angle])]);
        }

        if (RangeCall(call) is { } end)
        {
            return end;
        }

        if (NullableCall(call) is { } ofNullable)
        {
            return ofNullable;
        }

        if (Creation(call) is { } created)
        {
            return created;
        }

        if (ArrayCall(call) is { } onArray)
        {
            return onArray;
        }

        if (TensorCall(call) is { } tensor)
        {
            return tensor;
        }

        if (VectorCall(call) is { } vector)
        {
            return vector;
        }

        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke)
        {
            return LocalCall(call);
        }

        if (method.ContainingType is { IsExtension: true })
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of '{method.Name}', a member of an extension block", "write it as a static method with 'this' before its first parameter");
        }

        if (ReturnsReference(method) && Symbols.IsDifferentiable(method))
        {
            return ReferenceCall(call, method, call.Instance, call.Arguments);
        }

        if (ReturnsReference(method) && method.MethodKind == MethodKind.Ordinary)
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a call of '{method.Name}', which returns a reference and belongs to a type that is not marked", "mark the type that declares it [Differentiable]");
        }

        if (GeneratedMember(method) is { } generated)
        {
            return DerivativeCall(call) ?? throw new LoweringException("ADG0203", call.Syntax, generated, Base(generated));
        }

        if (method is { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" } && NullCheck(call))
        {
            return -1;
        }

        // A helper of a marked type that gives no number, and is not marked itself, has no derivative to be called.
        if (!Symbols.IsDifferentiable(method)
            || (!Symbols.IsMarked(method) && _types.TryRead(method.ReturnType) is not (ScalarType or TensorType or StructType) && !method.ReturnsVoid && !MakesArrayOf(method)))
        {
            return InertCall(call, method.ReturnsVoid ? null : TypeOf(call));
        }

        bool known = !VirtualMethods.IsVirtual(method);
        if (!known && VirtualMethods.Known(method, call.Instance?.Type, call.IsVirtual) is { } body)
        {
            (method, known) = (body, true);
        }

        if (!known && call.Instance is { } chosen && VirtualMethods.IsChosen(VirtualMethods.Root(method)))
        {
            return ChosenCall(call, chosen, VirtualMethods.Root(method));
        }

        // What the callee changes is written back to where it came from.
        var receiverPlace = call.Instance is { Type.IsValueType: true } own && ChangesReceiver(method) && !IsCopied(own) ? PlaceOf(own) : null;
        var readPlace = receiverPlace is null && call.Instance is { Type.IsValueType: true } read && HasPlace(read) ? PlaceOf(read) : null;
        int receiver = call.Instance is null ? -1 : (receiverPlace ?? readPlace) is { } at ? Read(at) : Expression(call.Instance);
        var back = new List<Place>();
        int[] arguments = Arguments(call.TargetMethod, call.Arguments, back, receiver: receiverPlace is null ? null : (receiverPlace, call.Instance!.Syntax), seen: readPlace is null ? null : (readPlace, call.Instance!.Syntax));
        return Call(call, method, receiver, arguments, back: receiverPlace is null ? back : [.. back, receiverPlace], known: known);
    }

    // A call that gives a reference: what it was given by reference is the caller's own place.
    private int ReferenceCall(IOperation call, IMethodSymbol method, IOperation? instance, IReadOnlyList<IArgumentOperation> given)
    {
        var shape = Shape(Cells(method, given, instance, call));
        var places = new Dictionary<ISymbol, Place>(SymbolEqualityComparer.Default);
        if (instance is { Type.IsValueType: true } && ChangesReceiver(method) && IsCopied(instance))
        {
            throw new LoweringException("ADG0010", call.Syntax, $"'{method.Name}', which is not readonly and returns a reference, of a struct that is only read", "copy the struct into a local first, or mark the member readonly");
        }

        var receiverPlace = instance is { Type.IsValueType: true } own ? PlaceOf(own) : null;
        int receiver = instance is null ? -1 : receiverPlace is null ? Expression(instance) : Read(receiverPlace);
        if (receiverPlace is not null)
        {
            places[method.ContainingType] = receiverPlace;
        }

        var back = new List<Place>();
        int[] arguments = Arguments(method, given, back, places, receiverPlace is null ? null : (receiverPlace, instance!.Syntax));
        int reference = Call(call, method, receiver, arguments, Shape(ReturnCells(method)), receiverPlace is null || !ChangesReceiver(method) ? back : [.. back, receiverPlace]);
        return InCaller(reference, places, shape, call.Syntax);
    }

    // An array of numbers, made of something that can carry a derivative.
    private bool MakesArrayOf(IMethodSymbol method) => _types.TryRead(method.ReturnType) is ArrayType { IsDifferentiable: true }
        && (method.Parameters.Any(p => _types.TryRead(p.Type) is { IsDifferentiable: true }) || (!method.IsStatic && _types.TryRead(method.ContainingType) is { IsDifferentiable: true }));

    private int MathCall(IInvocationOperation call, string code)
    {
        var type = TypeOf(call);
        var arguments = Arguments(call);
        _builder.Span = Span(call.Syntax);
        if (code == "round" && arguments.Length > 1)
        {
            // Digits and mode are constants that the result's text repeats.
            var more = call.Arguments.Where(a => a.Parameter!.Ordinal > 0).OrderBy(a => a.Parameter!.Ordinal).Select(a => RoundArgument(a.Value));
            return _builder.Op("round", type, [arguments[0]], ("arguments", string.Join(", ", more)));
        }

        return _builder.Op(code, type, arguments);
    }

    private static string RoundArgument(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant }
        ? value.Type?.TypeKind == TypeKind.Enum ? EnumText(value.Type, constant) : constant.ToString() ?? "0"
        : throw new LoweringException("ADG0010", value.Syntax, "a rounding that is not constant", "write the digits and the mode as constants");

    // T.CreateChecked(x) and its like: a conversion, or a constant.
    private int? Creation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("CreateChecked" or "CreateSaturating" or "CreateTruncating") || call.Arguments.Length != 1
            || TypeOf(call) is not ScalarType type || !MathFunctions.IsNumberType(method.ContainingType))
        {
            return null;
        }

        var argument = call.Arguments[0].Value;
        if (argument.ConstantValue is { HasValue: true, Value: { } value } && type.IsFloating)
        {
            return _builder.Constant(NumberText(value), type);
        }

        int operand = Expression(argument);
        _builder.Span = Span(call.Syntax);
        return Converted(operand, type, call);
    }

    private int Call(IOperation at, IMethodSymbol method, int receiver, int[] arguments, IrType? result = null, IReadOnlyList<Place>? back = null, bool known = false)
    {
        _builder.Span = Span(at.Syntax);

        bool dispatched = !known && VirtualMethods.IsVirtual(method);
        if (dispatched)
        {
            method = CheckedVirtual(method, at);
        }

        // What a type parameter stands for is one value to the callee, and a struct is many.
        bool elsewhere = dispatched || ReferencedAssembly.IsForeign(method, _method.ContainingAssembly);
        foreach (var parameter in method.OriginalDefinition.Parameters.Where(p => p.Type is ITypeParameterSymbol && arguments[p.Ordinal] is var a && IsStruct(a) && (elsewhere || Concrete(method.Parameters[p.Ordinal].Type) is null)))
        {
            throw new LoweringException("ADG0010", at.Syntax, $"a struct passed for the type parameter '{parameter.Type.Name}'", "call the struct's own method");
        }

        bool foreign = ReferencedAssembly.IsForeign(method, _method.ContainingAssembly);
        bool constructor = method.MethodKind == MethodKind.Constructor;
        var objects = Objects(at, receiver, arguments, back ?? []);
        bool makesObject = constructor && method.ContainingType.IsReferenceType;
        var callee = ReferenceTo(method, at) with
        {
            Assembly = foreign ? method.ContainingAssembly.Name : "",
            Objects = objects.Select(o => o.Index).Concat(makesObject ? [-1] : Array.Empty<int>()).ToEquatable(),
        };
        if (foreign && ReferencedMethods.Of(at.SemanticModel!.Compilation).Problem(callee) is { } problem)
        {
            throw new LoweringException(problem.Id, at.Syntax, [.. problem.Arguments]);
        }

        if (dispatched && objects.Count > 0)
        {
            throw new LoweringException("ADG0010", at.Syntax, $"an object that is made here, given to the virtual method '{method.Name}'", "call a method whose body is certain: of a sealed type, or not virtual");
        }

        if (!dispatched)
        {
            _callees.Add(callee);
        }

        var names = MemberNames.Of(method.OriginalDefinition);
        string type = method.IsStatic ? TypeReader.Text(method.ContainingType) : "";
        var type0 = constructor ? null : method.ReturnsVoid ? null : ReturnsReference(method) ? result! : result ?? TypeOf(at);
        int[] given = [.. method.IsStatic ? Array.Empty<int>() : [receiver], .. arguments.Where((_, i) => method.Parameters[i].RefKind != RefKind.Out)];

        var outputs = Outputs(method, type0, objects.Select(o => (IrType)ObjectOf(o.Reference).Type), makesObject ? result : null);
        var results = outputs.SelectMany(o => LeafTypes(o, "")).Select(leaf => new IrValue(_builder.Id(), leaf.Type)).ToList();
        int[] operands = [.. given.SelectMany(Leaves)];

        // A struct's own pair is there for those who only know its interface; others hand over its numbers too, as of objects made here.
        bool marked = Symbols.IsMarked(method.OriginalDefinition) && (method.IsStatic || !method.ContainingType.IsValueType) && callee.Objects.Count == 0;
        var attributes = new List<IrAttribute>
        {
            new("callee", callee.Key), new("method", method.Name), new("marked", marked ? "true" : "false"),
            new("type", type), new("instance", method.IsStatic || method.ContainingType.IsValueType || callee.Objects.Contains(-1) ? "false" : "true"),
            new("primal", names.Primal), new("forward", names.Forward), new("reverse", names.Reverse),
            new("held", string.Join(",", Enumerable.Range(0, operands.Length).Where(i => _held.Contains(operands[i])))),
            new("pushforward", PushforwardOf(method, names)),
        };
        attributes.RemoveAll(a => a is { Name: "held", Text.Length: 0 });
        _held.Clear();
        attributes.AddRange(dispatched ? ByDispatch(method, names, operands) : ByPair(method, names, results.Count));
        _builder.Append(IrOp.Create("call", operands, results, attributes, _builder.Span));
        int next = 0;
        int Output(IrType output) => Rebuild(output, () => results[next++].Id);
        int value = type0 is null ? -1 : Output(type0);
        var places = (back ?? []).ToList();
        int references = method.Parameters.Count(p => p.RefKind is RefKind.Ref or RefKind.Out);
        foreach (var place in places.Take(references))
        {
            Write(place, Output(place.Type));
        }

        foreach (var (_, reference) in objects)
        {
            _values[ObjectOf(reference).Key] = Output(ObjectOf(reference).Type);
        }

        foreach (var place in places.Skip(references))
        {
            Write(place, Output(place.Type));
        }

        // A method of a struct that is called on a value changes a copy that nobody sees; a constructor gives it back.
        return constructor ? Output(result!) : value;
    }

    // A method with its own type parameters as arguments is the method itself: so recursion is seen, through others too.
    private CalleeReference ReferenceTo(IMethodSymbol method, IOperation at)
    {
        var typeParameters = CalleeReference.TypeParameters(method.OriginalDefinition);
        var typeArguments = CalleeReference.AllTypeArguments(method).Select((t, i) => TypeArgument(t, typeParameters[i], at)).ToEquatable();
        bool own = typeParameters.Zip(typeArguments, (p, a) => p.Name == a).All(same => same);
        return new CalleeReference(method.OriginalDefinition.GetDocumentationCommentId()!, own ? EquatableArray<string>.Empty : typeArguments);
    }

    // A call that stays one names the members that take everything number by number, unless the ones that everybody may
    // call do so too.
    private IEnumerable<IrAttribute> ByPair(IMethodSymbol method, GeneratedNames names, int results)
    {
        bool plain = results == 1 && _types.TryRead(method.ReturnType) is ScalarType && (method.IsStatic || !method.ContainingType.IsValueType)
            && method.Parameters.All(p => p.RefKind == RefKind.None && _types.TryRead(p.Type) is ScalarType or OpaqueType or ModelType);
        return plain ? [] :
        [
            new("value", names.Value), new("tangent", names.Tangent),
            new("generic", method.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", method.TypeArguments.Select(TypeText)) + ">"),
        ];
    }

    private string TypeArgument(ITypeSymbol type, ITypeParameterSymbol parameter, IOperation at) =>
        _types.TryRead(type) is ScalarType { IsFloating: true } scalar ? scalar.CSharp
        : TypeReader.IsFloating(parameter) ? throw new LoweringException("ADG0007", at.Syntax, TypeReader.Shown(type))
        : _names.Text(TypeReader.Text(type));

    private static string Base(string generated) => generated.Substring(0, generated.Length - MemberNames.Suffixes.First(s => generated.EndsWith(s, StringComparison.Ordinal)).Length);

    // A member that this generator writes: asking for it inside a differentiable method is asking for a higher derivative.
    private static string? GeneratedMember(IMethodSymbol method) => method.ContainingType is { } type ? GeneratedMember(type, method.Name) : null;

    private static string? GeneratedMember(INamedTypeSymbol type, string name) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(m => Symbols.IsMarked(m) && MemberNames.Suffixes.Any(s => name == m.Name + s)) ? name : null;

    private string? GeneratedMemberName(SyntaxNode syntax)
    {
        string? name = syntax switch
        {
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax id } => id.Identifier.Text,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.Text,
            _ => null,
        };
        return name is null ? null : GeneratedMember(_method.ContainingType, name);
    }
}
