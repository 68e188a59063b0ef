using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>Assembles the generated file of one method: its containing types, its members, its fused loops.</summary>
internal static class MethodEmitter
{
    /// <param name="ofResult">The derivative in which only the result has a cotangent, when it is a number.</param>
    public static string Emit(MethodSignature signature, Derivative derivative, Derivative? ofResult, IReadOnlyList<Pair> pairs, Pushforward? pushforward = null, Pushforward? products = null, MatrixMembers? matrices = null, Optimizations optimizations = Optimizations.All)
    {
        bool folds = (optimizations & Optimizations.Folding) != 0;
        Derivative Folded(Derivative d) => folds ? Folding.Run(d) : d;
        Derivative Summed(Derivative d) => (optimizations & Optimizations.ScaledSums) == 0 ? Folded(d) : ScaledSums.Run(Folded(d), clears: folds);
        var summed = Summed(derivative);
        pairs = [.. pairs.Select(p => p with { Derivative = Summed(p.Derivative) })];
        string loopsName = signature.Names.Loops;
        var accessors = new AccessorLibrary(signature);
        var loops = new LoopLibrary(loopsName + signature.TypeParameters, accessors, signature.ReservedNames);
        return File(signature, writer =>
        {
            if (ofResult is not null)
            {
                new GradientEmitter(signature, Summed(Simplify.WithUnitCotangent(ofResult)), loops, writer).Emit();
                writer.Line();
            }

            new PullbackEmitter(signature, summed, loops, writer).Emit();
            writer.Line();
            new PrimalEmitter(signature, derivative, loops, writer).Emit();
            if (pushforward is not null)
            {
                writer.Line();
                new PushforwardEmitter(signature, pushforward, loops, writer).Emit();
            }

            if (products is not null)
            {
                writer.Line();
                HessianVectorEmitter.For(signature, products, loops, writer).Emit();
            }

            if (matrices?.Jacobian is { } jacobian)
            {
                writer.Line();
                new JacobianEmitter(signature, jacobian, loops, writer).Emit();
            }

            if (matrices?.Hessian is { } hessian)
            {
                writer.Line();
                HessianEmitter.For(signature, hessian, loops, writer).Emit();
            }

            foreach (var pair in pairs.Where(p => p.Name.Length == 0))
            {
                writer.Line();
                new PairEmitter(signature, pair, loops, writer).Emit();
            }

            Helpers(signature, [.. pairs.Where(p => p.Name.Length > 0)], loops, writer);

            foreach (string text in accessors.Texts)
            {
                writer.Line().Line(text);
            }

            if (!loops.IsEmpty)
            {
                writer.Line();
                writer.Line($"/// <summary>The fused loops of <c>{signature.Name}</c>.</summary>");
                writer.Line($"private static class {loopsName}{signature.TypeParameters}");
                WriteConstraints(signature, writer);

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

    /// <summary>The pair alone, of a method whose other members stand in the type that declared it first.</summary>
    public static string EmitPairs(MethodSignature signature, IReadOnlyList<Pair> pairs)
    {
        var accessors = new AccessorLibrary(signature);
        var loops = new LoopLibrary(signature.Names.Loops, accessors, signature.ReservedNames);
        return File(signature, writer =>
        {
            new PairEmitter(signature, pairs[0], loops, writer).Emit();
            Helpers(signature, [.. pairs.Skip(1)], loops, writer);
            foreach (string text in accessors.Texts)
            {
                writer.Line().Line(text);
            }
        });
    }

    private static void Helpers(MethodSignature signature, List<Pair> helpers, LoopLibrary loops, CodeWriter writer)
    {
        if (helpers.Count == 0)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The helpers of <c>{signature.Name}</c> that call themselves, with what their derivatives need.</summary>");
        writer.Line($"private static class {signature.Names.Calls}{signature.TypeParameters}");
        WriteConstraints(signature, writer);

        writer.Open();
        for (int i = 0; i < helpers.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            new PairEmitter(signature, helpers[i], loops, writer).Emit();
        }

        writer.Close();
    }

    private static void WriteConstraints(MethodSignature signature, CodeWriter writer)
    {
        if (signature.Constraints.Length > 0)
        {
            writer.Line("    " + signature.Constraints);
        }
    }

    /// <summary>A sentence as a C# literal.</summary>
    public static string Quote(string message) => "\"" + message.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", " ").Replace("\r", "") + "\"";

    /// <summary>Members that only throw, for a method in error: its callers then report that one error and no others.</summary>
    public static string EmitStub(MethodSignature signature, string message)
    {
        var destinations = new DestinationList(signature);
        var declarations = signature.Parameters.Select(p => p.Declaration).ToList();
        string text = Quote(message);
        string obsolete = $"[Obsolete({text}, error: true)]";
        string pullback = signature.Names.Pullback + signature.TypeParameters;
        return File(signature, writer =>
        {
            void Member(string returnType, string name, IEnumerable<string> parameters)
            {
                writer.Line(obsolete);
                writer.Line($"{signature.Modifiers} {returnType} {name}{signature.TypeParameters}({string.Join(", ", parameters)})");
                WriteConstraints(signature, writer);

                writer.Line($"    => throw new InvalidOperationException({text});").Line();
            }

            if (signature.Result is ScalarType)
            {
                Member(signature.ReturnType, signature.Names.Gradient, declarations.Concat(destinations.Declarations));
            }

            Member(signature.ReturnType, signature.Names.WithPullback, declarations.Append($"out {pullback} pullback"));
            Member(signature.ReturnType, signature.Names.Primal, declarations);
            if ((signature.Modes & DerivativeModes.Forward) != 0)
            {
                Member(signature.ReturnType, signature.Names.Pushforward, declarations.Concat(new TangentList(signature, _ => false).Declarations));
            }

            if ((signature.Modes & DerivativeModes.HessianVector) != 0)
            {
                Member(signature.ReturnType, signature.Names.HessianVector, declarations.Concat(new HessianVectorList(signature, _ => false).Declarations));
            }

            if ((signature.Modes & DerivativeModes.Jacobian) != 0)
            {
                Member(signature.ReturnType, signature.Names.Jacobian, declarations.Concat(MatrixList.Jacobian(signature).Declarations));
            }

            if ((signature.Modes & DerivativeModes.Hessian) != 0)
            {
                Member(signature.ReturnType, signature.Names.Hessian, declarations.Concat(MatrixList.Hessian(signature).Declarations));
            }

            writer.Line(obsolete);
            writer.Line($"{signature.Modifiers.Replace("static", "").Replace("sealed", "").Replace("  ", " ").Trim()} struct {pullback} : IDisposable");
            WriteConstraints(signature, writer);

            string cotangent = signature.Result is TensorType t ? $"Tensor<{t.Element.CSharp}>" : signature.Result is StructType s ? s.Gradient : signature.Result is null ? "object" : signature.Result is ArrayType { IsDifferentiable: true } a ? !ArrayDestinations.IsFlat(a) ? ((ArrayType)Differentiate.AdjointType(a, IrSpan.None)).CSharp + "?" : $"ReadOnlySpan<{ArrayDestinations.ElementText(a)}>" : signature.ReturnType;
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

        string text = body.ToString();

        // The type's own methods need no prefix.
        string own = "global::" + string.Join(".", signature.ContainingTypes.Select(t => t.Name).Prepend(signature.Namespace).Where(n => n.Length > 0)) + ".";
        text = Regex.Replace(text, Regex.Escape(own) + @"(?=(\w+)\()", call => Regex.IsMatch(text, $@"[\w>\]?)] @?{call.Groups[1].Value}( =|;|,|\)| in )") ? call.Value : "");

        // A parameter hides a type of its name.
        string[] hidden = [.. signature.ReservedNames, .. signature.Parameters.Select(p => p.Name).Where(TypeNames.Contains)];
        text = TypeNames.Qualify(text, hidden);
        return TypeNames.Head("The derivative of " + signature.Name, signature.Namespace, text, hidden, "The summary stands on the members that are called.") + text;
    }
}
