using AutoDiffGen.Generator;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>Everything that lowering makes of the test programs is written as text for other assemblies and read back equal.</summary>
public class RoundTripTests
{
    [Fact]
    public void The_IR_of_every_program_is_read_back_equal()
    {
        var compilation = InProcess.Compilation(ProgramSet.Texts);
        var methods = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(DifferentiableAttribute))).ToList();
        var functions = new HashSet<IrFunction>();
        foreach (var method in methods)
        {
            var unit = SafeCompiler.Lower(method, compilation, default);
            functions.UnionWith(unit.Root is null ? [] : unit.Callees.Append(unit.Root));
            if (ExportedMember.Of(unit) is { } member)
            {
                Same(member.Document());
            }
        }

        Assert.True(functions.Count > 200, $"Only {functions.Count} functions were looked at.");
        foreach (var function in functions)
        {
            Same(IrDocument.Of(function, EquatableArray.Of("T")));
        }

        foreach (var type in compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>())
        {
            foreach (var member in Exports.Members(type, compilation, default))
            {
                Same(member.Document());
            }
        }
    }

    private static void Same(IrDocument document)
    {
        string text = document.ToString();
        var read = IrParser.Document(text);
        Assert.Equal(text, read.ToString());
        Assert.True(document == read, text);
    }
}
