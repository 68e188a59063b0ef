using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Assembles the generated file of one method: its containing types, its members, its fused loops.</summary>
internal static class MethodEmitter
{
    private static readonly string[] Usings =
    [
        "System", "System.ComponentModel", "System.Numerics.Tensors", "System.Runtime.CompilerServices", "System.Runtime.InteropServices",
        "AutoDiffGen", "AutoDiffGen.Kernels", "AutoDiffGen.Lanes", "AutoDiffGen.Memory",
    ];

    public static string Emit(MethodSignature signature, Derivative derivative, bool recursive)
    {
        string loopsName = signature.Names.Loops;
        var loops = new LoopLibrary(loopsName + signature.TypeParameters);
        bool number = derivative.Cotangent.Type is ScalarType;
        return File(signature, writer =>
        {
            if (number)
            {
                new GradientEmitter(signature, Simplify.WithUnitCotangent(derivative), loops, writer).Emit();
                writer.Line();
            }

            new PullbackEmitter(signature, derivative, loops, writer).Emit();
            writer.Line();
            new PrimalEmitter(signature, derivative, loops, writer).Emit();
            if (recursive)
            {
                writer.Line();
                new PairEmitter(signature, derivative, loops, writer).Emit();
            }

            if (!loops.IsEmpty)
            {
                writer.Line();
                writer.Line($"/// <summary>The fused loops of <c>{signature.Name}</c>.</summary>");
                writer.Line($"private static class {loopsName}{signature.TypeParameters}");
                if (signature.Constraints.Length > 0)
                {
                    writer.Line("    " + signature.Constraints);
                }

                writer.Open();
                bool first = true;
                foreach (string text in loops.Texts)
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    first = false;
                    writer.Line(text.TrimEnd('\n'));
                }

                writer.Close();
            }
        });
    }

    /// <summary>Members that only throw, for a method in error: its callers then report that one error and no others.</summary>
    public static string EmitStub(MethodSignature signature, string message)
    {
        var destinations = new DestinationList(signature);
        var declarations = signature.Parameters.Select(p => $"{p.Type} {NameScope.Escape(p.Name)}").ToList();
        string text = "\"" + message.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", " ").Replace("\r", "") + "\"";
        string obsolete = $"[Obsolete({text}, error: true)]";
        string pullback = signature.Names.Pullback + signature.TypeParameters;
        return File(signature, writer =>
        {
            void Member(string returnType, string name, IEnumerable<string> parameters)
            {
                writer.Line(obsolete);
                writer.Line($"{signature.Modifiers} {returnType} {name}{signature.TypeParameters}({string.Join(", ", parameters)})");
                if (signature.Constraints.Length > 0)
                {
                    writer.Line("    " + signature.Constraints);
                }

                writer.Line($"    => throw new InvalidOperationException({text});").Line();
            }

            if (signature.Result is ScalarType)
            {
                Member(signature.ReturnType, signature.Names.Gradient, declarations.Concat(destinations.Declarations));
            }

            Member(signature.ReturnType, signature.Names.WithPullback, declarations.Append($"out {pullback} pullback"));
            Member(signature.ReturnType, signature.Names.Primal, declarations);
            writer.Line(obsolete);
            writer.Line($"{signature.Modifiers.Replace("static", "").Replace("  ", " ").Trim()} struct {pullback} : IDisposable");
            if (signature.Constraints.Length > 0)
            {
                writer.Line("    " + signature.Constraints);
            }

            string cotangent = signature.Result is TensorType t ? $"Tensor<{t.Element.CSharp}>" : signature.ReturnType;
            writer.Open();
            writer.Line($"public readonly void Invoke({string.Join(", ", destinations.Declarations.Prepend($"{cotangent} cotangent"))})");
            writer.Line($"    => throw new InvalidOperationException({text});").Line();
            writer.Line("public readonly void Dispose()").Open().Close();
            writer.Close();
        });
    }

    private static string File(MethodSignature signature, Action<CodeWriter> members)
    {
        var body = new CodeWriter();
        foreach (var type in signature.ContainingTypes)
        {
            body.Open($"{type.Keywords} {type.Name}{type.TypeParameters}");
        }

        members(body);
        foreach (var _ in signature.ContainingTypes)
        {
            body.Close();
        }

        // Short names for what the usings bring in, unless something of that name is nearer.
        string text = body.ToString();
        foreach (string name in new[] { "System.Math", "System.MathF", "AutoDiffGen.Ops" })
        {
            string shorter = name.Split('.').Last();
            if (!signature.ReservedNames.Contains(shorter))
            {
                text = text.Replace("global::" + name + ".", shorter + ".");
            }
        }

        var writer = new CodeWriter();
        writer.Line("// <auto-generated>");
        writer.Line("// The derivative of " + signature.Name + ", written by AutoDiffGen. Changes are lost at the next build.");
        writer.Line("// </auto-generated>");
        writer.Line("#nullable enable");
        writer.Line("#pragma warning disable CS1591 // The summary stands on the members that are called.");
        writer.Line();
        foreach (string used in Usings.Where(u => Uses(text, u)))
        {
            writer.Line($"using {used};");
        }

        writer.Line();
        if (signature.Namespace.Length > 0)
        {
            writer.Line($"namespace {signature.Namespace};").Line();
        }

        return writer + text;
    }

    // An unused using is a warning in the strictest builds, so a namespace comes in only for a name that stands there.
    private static bool Uses(string text, string used) => used switch
    {
        "System" => true,
        "System.ComponentModel" => text.Contains("EditorBrowsable("),
        "System.Numerics.Tensors" => text.Contains("Tensor<") || text.Contains("TensorPrimitives."),
        "System.Runtime.CompilerServices" => text.Contains("[MethodImpl(") || text.Contains("Unsafe."),
        "System.Runtime.InteropServices" => text.Contains("MemoryMarshal."),
        "AutoDiffGen" => text.Contains("Ops."),
        "AutoDiffGen.Kernels" => new[] { "Gemm.", "Indexing.", "Reduction.", "SoftmaxKernels.", "CrossEntropyKernels." }.Any(text.Contains),
        "AutoDiffGen.Lanes" => text.Contains("ILane<"),
        "AutoDiffGen.Memory" => new[] { "Guard.", "Dense.", "Lease<", "Scratch<", "Tape " }.Any(text.Contains),
        _ => false,
    };
}
