using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>
/// Makes the body of a method of another assembly one that can stand here: members that are hidden from this assembly are
/// reached by accessors, and every type that it names must be visible.
/// </summary>
internal static class ReferencedAccess
{
    private static readonly Regex Names = new(@"""(?:\\.|[^""\\])*""|global::(?<name>[\w@]+(?:\.[\w@]+)*)");

    /// <summary>The function, or null and the reason why it cannot stand here.</summary>
    public static IrFunction? Adapt(IrFunction function, IAssemblySymbol from, Compilation compilation, out string reason)
    {
        string? problem = null;
        bool friend = from.GivesAccessTo(compilation.Assembly);
        foreach (var type in IrWalk.AllValues(function).Select(v => v.Type).Distinct())
        {
            problem ??= TypeProblem(type, compilation);
        }

        IrBlock Block(IrBlock block) => block with { Ops = block.Ops.Select(Op).ToEquatable() };
        IrOp Op(IrOp op)
        {
            op = op.Regions.Count == 0 ? op : op with { Regions = op.Regions.Select(Block).ToEquatable() };
            if (op.TryText("internal") is not null)
            {
                op = op with { Attributes = op.Attributes.Where(a => a.Name != "internal" || !friend).Select(a => a.Name == "internal" ? a with { Name = "private" } : a).ToEquatable() };
            }

            problem ??= Problem(op, compilation);
            return op;
        }

        var body = Block(function.Body);
        reason = problem ?? "";
        return problem is null ? function with { Body = body } : null;
    }

    private static string? Problem(IrOp op, Compilation compilation)
    {
        if (op.TryText("private") is { } hidden)
        {
            return AccessorLibrary.CanReach(op)
                ? TextProblem((op.TryText("owner") is null ? hidden.Split('|')[0] : "") + " " + op.TryText("signature"), compilation)
                : $"it uses '{hidden.Split('|')[2]}' of '{TypeNames.Plain(hidden.Split('|')[0])}', which only that type or its assembly can name";
        }

        foreach (var attribute in op.Attributes)
        {
            bool member = attribute.Name is "rule" || (op.Code, attribute.Name) is ("static", "member") or ("rule_call", "forward")
                || (attribute.Name == "target" && op.TryText("kind") == "static");
            if (member || attribute.Name is "target" or "text" or "parts")
            {
                if (TextProblem(attribute.Text, compilation, member) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? TypeProblem(IrType type, Compilation compilation) => type switch
    {
        ArrayType array => TypeProblem(array.Element, compilation),
        ModelType model => TextProblem(model.CSharp, compilation),
        OpaqueType opaque => TextProblem(opaque.CSharp, compilation),
        StructType structure => TextProblem(structure.CSharp, compilation),
        _ => null,
    };

    // Every qualified name in a text must lead to a type, or a member of one, that can be named here.
    private static string? TextProblem(string text, Compilation compilation, bool firstIsMember = false)
    {
        bool member = firstIsMember;
        foreach (Match match in Names.Matches(text))
        {
            if (match.Groups["name"] is { Success: true } name)
            {
                if (NameProblem(name.Value.Replace("@", "").Split('.'), compilation, member) is { } problem)
                {
                    return problem;
                }

                member = false;
            }
        }

        return null;
    }

    private static string? NameProblem(string[] parts, Compilation compilation, bool member)
    {
        INamespaceSymbol space = compilation.GlobalNamespace;
        var types = new List<INamedTypeSymbol>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (types.Count == 0 && space.GetMembers(parts[i]).OfType<INamespaceSymbol>().FirstOrDefault() is { } inner)
            {
                space = inner;
                continue;
            }

            var candidates = types.Count == 0 ? [.. space.GetTypeMembers(parts[i])] : types.SelectMany(t => t.GetTypeMembers(parts[i])).ToList();
            if (candidates.Count == 0)
            {
                // The rest is a member of the type: of an enum, a constant, a method.
                return types.Count == 0 || (member && !types.Any(t => HasMember(t, parts[i], compilation))) ? Hidden(parts, i) : null;
            }

            types = [.. candidates.Where(t => compilation.IsSymbolAccessibleWithin(t, compilation.Assembly))];
            if (types.Count == 0)
            {
                return Hidden(parts, i);
            }

            if (types.GroupBy(t => (t.Arity, t.ContainingType), g => g).Any(g => g.Count() > 1))
            {
                return $"the name '{string.Join(".", parts.Take(i + 1))}' in its body means several types here";
            }
        }

        return null;
    }

    private static bool HasMember(INamedTypeSymbol type, string name, Compilation compilation)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers(name).Any(m => compilation.IsSymbolAccessibleWithin(m, compilation.Assembly)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Hidden(string[] parts, int last) => $"its body names '{string.Join(".", parts.Take(last + 1))}', which is not visible here";
}
