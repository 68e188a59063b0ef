using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Passes;

/// <summary>
/// Tells the parameters of the modules that a model is made of from those of the model itself. The adjoints of the latter
/// have places that are known to the compiler; those of a module are added where they lie in the model's gradient, which
/// shows from the module when the program runs.
/// </summary>
internal static class ModuleParameters
{
    public static IrFunction Run(IrFunction function, bool isModel)
    {
        var reads = IrWalk.AllOps(function.Body).Where(op => op.Code == "parameter").ToList();
        int self = function.Parameters.FirstOrDefault(p => p.Name == "this")?.Value.Id ?? -1;
        var others = reads.Where(op => op.Operands[0] != self).ToList();
        if (others.Count == 0)
        {
            return function;
        }

        if (!isModel)
        {
            throw new CompilationException("ADG0010", others[0].Span, $"the parameter '{others[0].Text("member")}' of a model in a method of a type that is no model",
                "make it a method of a [Differentiable] class with the model as a property, whose gradient then holds that of the model");
        }

        // One of the modules may be the model itself, when it has its type.
        var types = IrWalk.AllValues(function).Concat(function.Parameters.Select(p => p.Value)).GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.First().Type);
        string Type(int id) => types[id] is ModelType model ? model.CSharp.TrimEnd('?') : "";
        bool all = others.Any(op => Type(op.Operands[0]) == Type(self));
        IrBlock Visit(IrBlock block) => block with
        {
            Ops = block.Ops.Select(op => (op.Code == "parameter" && (all || op.Operands[0] != self) ? op with { Code = "module_parameter" } : op) with { Regions = op.Regions.Select(Visit).ToEquatable() }).ToEquatable(),
        };
        return function with { Body = Visit(function.Body) };
    }

    /// <summary>A method whose calls stay calls is not given the gradient of a model yet.</summary>
    public static IrFunction Refuse(IrFunction function) => IrWalk.AllOps(function.Body).FirstOrDefault(op => op.Code == "parameter") is { } read
        ? throw new CompilationException("ADG0010", read.Span, $"the trainable tensor '{read.Text("member")}' in a method that is virtual or calls itself", "call methods whose body is certain: of sealed classes, not virtual, without recursion")
        : function;

    /// <summary>Whether a block adds to the gradients of modules.</summary>
    public static bool AreAdded(IrBlock reverse) => IrWalk.AllOps(reverse).Any(op => op.Code == "add_module");
}
