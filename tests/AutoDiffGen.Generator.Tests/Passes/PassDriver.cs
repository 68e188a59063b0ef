using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Tests.Passes;

/// <summary>Runs the passes on functions in the IR's printed form, without Roslyn.</summary>
internal static class PassDriver
{
    public static LoweredUnit Unit(string root, params string[] callees)
    {
        var function = IrParser.Parse(root);
        var parameters = function.Parameters.Where(p => p.Name != "this").Select(p =>
            new SignatureParameter(p.Name, CSharp(p.Type), p.Type, p.NoGradient, (p.Type as TensorType)?.Dims)).ToEquatable();
        bool model = function.Parameters.Any(p => p.Type is ModelType);
        var result = Types(function)[function.Return.Operands[0]];
        string name = function.Name;
        var signature = new MethodSignature(function.Key, "Samples", EquatableArray.Of(new TypeDeclaration("public partial class", "Model", "")),
            model ? "public" : "public static", name, "", "", parameters, CSharp(result), result, !model, model, name,
            new GeneratedNames(name + "Gradient", name + "WithPullback", name + "Primal", name + "Pullback", name + "Forward", name + "Reverse", name + "Loops"),
            "Model." + name + ".g.cs", EquatableArray<string>.Empty);
        return new LoweredUnit(signature, function, callees.Select(IrParser.Parse).ToEquatable(), EquatableArray<DiagnosticInfo>.Empty);
    }

    public static string Source(string root, params string[] callees)
    {
        var compiled = MethodCompiler.Compile(Unit(root, callees), default);
        Assert.DoesNotContain(compiled.Diagnostics, d => d.Id != "ADG0301");
        return compiled.Source!;
    }

    private static Dictionary<int, IrType> Types(IrFunction function) => IrWalk.AllValues(function).ToDictionary(v => v.Id, v => v.Type);

    private static string CSharp(IrType type) => type switch
    {
        ScalarType scalar => scalar.CSharp,
        TensorType tensor => $"Tensor<{tensor.Element.CSharp}>",
        ModelType model => model.CSharp,
        OpaqueType opaque => opaque.CSharp,
        _ => "object",
    };
}
