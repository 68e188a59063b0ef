using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Local functions that call themselves or each other. Their bodies cannot be read where they are called: each is a
// function of its own, which is given what it uses of the method around it and gives back what it may assign of it.
internal sealed partial class FunctionLowering
{
    private CalleeReference _reference = new("", EquatableArray<string>.Empty);

    /// <summary>What a local function, and those that it calls, use of the method around them.</summary>
    /// <param name="Symbols">Locals and parameters, in the order of their names and places.</param>
    /// <param name="Written">Those that may be assigned.</param>
    /// <param name="UsesReceiver">Whether the object that the method is called on is used.</param>
    private sealed record Captured(IReadOnlyList<ISymbol> Symbols, IReadOnlyList<ISymbol> Written, bool UsesReceiver);

    private Captured CapturedBy(IMethodSymbol function, IOperation near)
    {
        var bodies = LocalFunctions.Reached(function, near);
        var used = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var own = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        bool receiver = false;
        foreach (var op in bodies.SelectMany(b => b.DescendantsAndSelf()))
        {
            switch (op)
            {
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                    receiver = true;
                    break;
                case ILocalReferenceOperation { IsDeclaration: false } local when !local.Local.IsConst && LocalFunctions.LambdaOf(local.Local, near) is null:
                    used.Add(local.Local);
                    break;

                // A parameter of the type's primary constructor is read from the receiver.
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } from } parameter } when !SymbolEqualityComparer.Default.Equals(from, _method):
                    receiver = true;
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    used.Add(parameter);
                    break;
            }
        }

        foreach (var body in bodies)
        {
            own.UnionWith(used.Where(s => s.DeclaringSyntaxReferences.Any(r => LocalFunctions.Declaration(body) is { } declaration && declaration.SyntaxTree == r.SyntaxTree && declaration.Span.Contains(r.Span))));
        }

        var written = WrittenSymbols.Of([.. bodies]);
        var symbols = used.Where(s => !own.Contains(s)).OrderBy(s => s.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0).ThenBy(s => s.Name, StringComparer.Ordinal).ToList();
        return new Captured(symbols, [.. symbols.Where(written.Contains)], receiver && _this != -1);
    }

    private int RecursiveLocalCall(IInvocationOperation call, IMethodSymbol function)
    {
        if (function.IsGenericMethod || ReturnsReference(function))
        {
            throw new LoweringException("ADG0010", call.Syntax, $"a local function that calls itself and is generic or returns a reference ('{function.Name}')", "write it as a method of the type, marked [Differentiable]");
        }

        var captured = CapturedBy(function, call);
        var back = new List<Place>();
        int[] given = Arguments(function, call.Arguments, back);
        CheckApart(call, captured, given);
        if (captured.UsesReceiver && IsObject(_this))
        {
            throw Lost(call.Syntax);
        }

        // What is captured has the value that it has after the arguments.
        var outer = captured.Symbols.Select(s => (Symbol: s, Value: CapturedValue(s, call.Syntax))).ToList();
        IEnumerable<int> operands =
        [
            .. captured.UsesReceiver ? [_this] : Array.Empty<int>(),
            .. given.Where((_, i) => function.Parameters[i].RefKind != RefKind.Out).SelectMany(Leaves),
            .. outer.SelectMany(o => Leaves(o.Value)),
        ];
        var result = function.ReturnsVoid ? null : TypeOf(call);
        var outputs = new[] { result }.OfType<IrType>().Concat(back.Select(p => p.Type)).Concat(captured.Written.Select(s => CapturedType(s, call.Syntax))).ToList();
        var callee = _reference with { Local = LocalFunctions.Place(function, call), Objects = EquatableArray<int>.Empty };
        _callees.Add(callee);
        _held.Clear();
        _builder.Span = Span(call.Syntax);
        var results = outputs.SelectMany(o => LeafTypes(o, "")).Select(leaf => new IrValue(_builder.Id(), leaf.Type)).ToList();
        _builder.Append(IrOp.Create("call", operands, results,
        [
            new("callee", callee.Key), new("method", function.Name), new("marked", "false"), new("type", ""), new("instance", "false"),
            new("primal", function.Name), new("forward", function.Name), new("reverse", function.Name), new("pushforward", ""),
        ], _builder.Span));

        int next = 0;
        int Output(IrType type) => Rebuild(type, () => results[next++].Id);
        int value = result is null ? -1 : Output(result);
        foreach (var place in back)
        {
            Write(place, Output(place.Type));
        }

        foreach (var symbol in captured.Written)
        {
            int changed = Output(CapturedType(symbol, call.Syntax));
            if (_values.ContainsKey(symbol))
            {
                _values[symbol] = changed;
            }
        }

        return value;
    }

    // What is passed by reference is copied: the function must not reach it by its own name too.
    private void CheckApart(IInvocationOperation call, Captured captured, int[] given)
    {
        foreach (var argument in call.Arguments.Where(a => a.Parameter!.RefKind != RefKind.None && IsNamed(a.Value)))
        {
            var place = PlaceOf(argument.Value);
            bool reached = Owners(place).Any(owner => owner switch
            {
                LocalPlace local => captured.Symbols.Contains(local.Symbol, SymbolEqualityComparer.Default),
                ElementPlace element => captured.Symbols.Any(s => _values.TryGetValue(s, out int id) && Leaves(id).Any(l => l >= 0 && _builder.TypeOf(l) is ArrayType type && type.Innermost.Equals(element.Type))),
                _ => true,
            });
            if (reached)
            {
                throw new LoweringException("ADG0010", argument.Syntax, ReachedOtherwise, "copy the value into a local, pass that, and store it back");
            }
        }
    }

    private IrType CapturedType(ISymbol symbol, SyntaxNode at)
    {
        var type = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
        return _types.TryRead(type) ?? throw new LoweringException("ADG0007", at, TypeReader.Shown(type));
    }

    private int CapturedValue(ISymbol symbol, SyntaxNode at)
    {
        if (!_values.TryGetValue(symbol, out int value))
        {
            // C# makes sure that one without a value is not read.
            return ZeroOf(CapturedType(symbol, at));
        }

        return IsObject(value) || IsReference(value)
            ? throw new LoweringException("ADG0010", at, $"a local function that calls itself and uses the object or reference '{symbol.Name}' of the method around it", "pass its members as arguments")
            : value;
    }

    private IrFunction? LocalFunction(IOperation? body, CalleeReference reference)
    {
        _root = body;
        if (body is null || LocalFunctions.At(reference.Local, body) is not { Symbol: var function, Body: { } block } declared)
        {
            Report("ADG0003", null, reference.Local, "a local function that cannot be read", "write it as a method of the type, marked [Differentiable]");
            return null;
        }

        var parameters = new List<IrParameter>();
        int Add(string name, IrType type, bool noGradient = false)
        {
            if (type is StructType s)
            {
                return Struct(s, [.. s.Fields.Select(f => Add(name + "." + f.Name, f.Type, noGradient || f.NoGradient))]);
            }

            var value = new IrValue(_builder.Id(), type, name);
            _builder.Types[value.Id] = type;
            parameters.Add(new IrParameter(value, noGradient));
            return value.Id;
        }

        // Whether the receiver is used is asked where there is one.
        _this = _method.IsStatic || _method.ContainingType.IsValueType ? -1 : 0;
        IEnumerable<int> outputs = [];
        var ops = _builder.Capture(() => Guarded(() =>
        {
            var captured = CapturedBy(function, declared);
            _this = captured.UsesReceiver ? Add("this", _types.TryRead(_method.ContainingType) ?? new OpaqueType(TypeReader.Text(_method.ContainingType))) : -1;
            foreach (var parameter in function.Parameters)
            {
                var type = _types.TryRead(parameter.Type) ?? throw new LoweringException("ADG0007", declared.Syntax, TypeReader.Shown(parameter.Type));
                _values[parameter] = parameter.RefKind == RefKind.Out ? ZeroOf(type) : Add(parameter.Name, type);
            }

            foreach (var symbol in captured.Symbols)
            {
                _values[symbol] = Add(symbol.Name, CapturedType(symbol, declared.Syntax));
            }

            _given.UnionWith(parameters.Select(p => p.Value.Id));
            _returnType = function.ReturnsVoid ? null : _types.TryRead(function.ReturnType) ?? throw new LoweringException("ADG0007", declared.Syntax, TypeReader.Shown(function.ReturnType));
            StatementList(block.Operations);
            if (_diagnostics.Count > 0)
            {
                return;
            }

            if (_returned is null && _returnType is not null)
            {
                throw new LoweringException("ADG0003", declared.Syntax, function.Name, "a local function that never returns a value", "return a value");
            }

            outputs = (_returned is { } id ? Leaves(id) : [])
                .Concat(function.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).SelectMany(p => Leaves(_values[p])))
                .Concat(captured.Written.SelectMany(s => Leaves(_values[s]))).ToList();
            _builder.Append(IrOp.Create("return", outputs, [], span: Span(declared.Syntax)));
        }));
        return _diagnostics.Count > 0 ? null
            : new IrFunction(reference.Key, function.Name, parameters.ToEquatable(), new IrBlock(parameters.Select(p => p.Value).ToEquatable(), ops.ToEquatable()));
    }
}
