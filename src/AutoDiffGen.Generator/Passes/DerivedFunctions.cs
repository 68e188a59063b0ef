using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Makes the functions that calls of generated members name: the IR of a derivative is not read but made, from that of
/// the method whose derivative it is. Derivatives of derivatives are made from the inside out.
/// </summary>
internal sealed class DerivedFunctions
{
    private readonly Dictionary<string, IrFunction> _functions;
    private readonly Func<IrFunction, Dictionary<string, IrFunction>, ShapedFunction> _shape;
    private readonly IrFunction _root;
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _open = [];

    private DerivedFunctions(IrFunction root, Dictionary<string, IrFunction> functions, Func<IrFunction, Dictionary<string, IrFunction>, ShapedFunction> shape) =>
        (_root, _functions, _shape) = (root, functions, shape);

    /// <summary>Adds the derivatives that a function reaches to the functions of its unit.</summary>
    /// <param name="shape">The passes before differentiation.</param>
    public static void Add(IrFunction root, Dictionary<string, IrFunction> functions, Func<IrFunction, Dictionary<string, IrFunction>, ShapedFunction> shape) =>
        new DerivedFunctions(root, functions, shape).Visit(root);

    private void Visit(IrFunction function)
    {
        if (!_seen.Add(function.Key))
        {
            return;
        }

        _open.Add(function.Key);
        foreach (var call in IrWalk.AllOps(function.Body).Where(op => op.Code == "call"))
        {
            if (call.TryText("derivative") is { } kind)
            {
                Derive(call, kind, function);
            }
            else if (_functions.TryGetValue(call.Text("callee"), out var callee))
            {
                Visit(callee);
            }
        }

        _open.Remove(function.Key);
    }

    private void Derive(IrOp call, string kind, IrFunction caller)
    {
        string key = call.Text("callee");
        if (_functions.ContainsKey(key) || !_functions.TryGetValue(call.Text("of"), out var function))
        {
            return;
        }

        // A place in another method is none in this one.
        var span = caller.Key == _root.Key ? call.Span : IrSpan.None;

        // Its derivative is made for a rank that the caller knows and it does not.
        if (function.Parameters.Any(p => p.Type is TensorType type && (type.Dims is not { } dims || Packs.IndexIn(dims) >= 0)))
        {
            throw new CompilationException("ADG0010", span, $"a derivative of '{call.Text("method")}', whose tensors have any number of dimensions", "give its parameters a [Shape] of known rank");
        }

        if (_open.Contains(function.Key))
        {
            throw new CompilationException("ADG0220", span, call.Text("method"), "it reaches this call itself");
        }

        Visit(function);
        try
        {
            _functions[key] = Make(kind, _shape(function, _functions), key);
        }
        catch (CompilationException e) when (e.Diagnostic.Id == "ADG0220")
        {
            throw new CompilationException("ADG0220", span, [.. e.Diagnostic.Arguments]);
        }
        catch (CompilationException)
        {
            throw new CompilationException("ADG0014", span, _root.Name, function.Name);
        }
    }

    private static IrFunction Make(string kind, ShapedFunction shaped, string key) => kind switch
    {
        "gradient" => GradientFunction.Gradient(shaped, key),
        "pushforward" => GradientFunction.Pushforward(shaped, key),
        _ => GradientFunction.Pushforward(new ShapedFunction(MethodCompiler.Settled(GradientFunction.Gradient(shaped, key)), shaped.SymbolValues), key),
    };
}
