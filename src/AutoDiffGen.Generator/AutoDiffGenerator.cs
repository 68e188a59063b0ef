using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Models;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Generator;

/// <summary>Wires the steps: marked method to IR, IR to text; marked type to the storage of its parameters.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AutoDiffGenerator : IIncrementalGenerator
{
    private readonly Optimizations _optimizations;

    /// <summary>The generator as a build uses it.</summary>
    public AutoDiffGenerator()
        : this(Optimizations.All)
    {
    }

    internal AutoDiffGenerator(Optimizations optimizations) => _optimizations = optimizations;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var optimizations = _optimizations;
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Differentiable, static (node, _) => node is MethodDeclarationSyntax, static (c, token) =>
                SafeCompiler.Lower((IMethodSymbol)c.TargetSymbol, c.SemanticModel.Compilation, token))
            .WithTrackingName(TrackingNames.Lower);
        var compiled = methods
            .Select((unit, token) => (unit.Signature.HintName, SafeCompiler.Compile(unit, token, optimizations).Source))
            .WithTrackingName(TrackingNames.Emit);
        context.RegisterSourceOutput(compiled, static (output, file) =>
        {
            if (file.Source is { } source)
            {
                output.AddSource(file.HintName, source);
            }
        });

        var members = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Differentiable, static (node, _) => node is TypeDeclarationSyntax, static (c, token) =>
                SafeCompiler.Members((INamedTypeSymbol)c.TargetSymbol, c.SemanticModel.Compilation, token))
            .WithTrackingName(TrackingNames.Members)
            .SelectMany(static (found, _) => found)
            .Select(static (member, _) => SafeCompiler.Export(member))
            .WithTrackingName(TrackingNames.ExportMember);
        var composed = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Composed, static (node, _) => node is MethodDeclarationSyntax, static (c, token) =>
                SafeCompiler.Composed((IMethodSymbol)c.TargetSymbol, c.SemanticModel.Compilation, token))
            .Select(static (member, _) => member is null ? "" : SafeCompiler.Export(member));
        var marked = methods
            .Select(static (unit, _) => ExportedMember.Of(unit) is { } member ? SafeCompiler.Export(member) : "")
            .WithTrackingName(TrackingNames.Export);
        var exports = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            !options.GlobalOptions.TryGetValue(ExportEmitter.Property, out string? value) || !value.Equals("false", StringComparison.OrdinalIgnoreCase));
        context.RegisterSourceOutput(marked.Collect().Combine(composed.Collect()).Combine(members.Collect()).Combine(exports), static (output, all) =>
        {
            var attributes = all.Left.Left.Left.Concat(all.Left.Left.Right).Where(a => a.Length > 0).Concat(all.Left.Right).ToList();
            if (all.Right && attributes.Count > 0)
            {
                output.AddSource(ExportEmitter.HintName, ExportEmitter.File(attributes));
            }
        });

        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Differentiable, static (node, _) => node is TypeDeclarationSyntax, static (c, _) =>
                ModelReader.Read((INamedTypeSymbol)c.TargetSymbol))
            .WithTrackingName(TrackingNames.Model);
        var structs = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Differentiable, static (node, _) => node is StructDeclarationSyntax or RecordDeclarationSyntax or ClassDeclarationSyntax, static (c, _) =>
                StructGradient.Read((INamedTypeSymbol)c.TargetSymbol))
            .WithTrackingName(TrackingNames.Struct);
        context.RegisterSourceOutput(structs, static (output, found) =>
        {
            if (found is not null)
            {
                output.AddSource(found.HintName, found.Emit());
            }
        });

        // Properties of types that can be no model throw, so that the compiler's word on them does not hide the analyzer's.
        var lost = context.SyntaxProvider
            .ForAttributeWithMetadataName(Symbols.Parameter, static (node, _) => node is PropertyDeclarationSyntax, static (c, _) => ModelReader.Unmarked((IPropertySymbol)c.TargetSymbol));
        context.RegisterSourceOutput(lost, static (output, model) =>
        {
            if (!model.IsEmpty)
            {
                output.AddSource(model.HintName, ModelEmitter.Emit(model));
            }
        });
        context.RegisterSourceOutput(models, static (output, model) =>
        {
            if (!model.IsEmpty)
            {
                output.AddSource(model.HintName, ModelEmitter.Emit(model));
            }
        });
    }
}
