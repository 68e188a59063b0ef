using System.Reflection;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Passes;
using AutoDiffGen.Gradient.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Gradient.Tests.Mutation;

/// <summary>A wrong rule, and the programs that should notice.</summary>
/// <param name="Class">The class of the programs; the copy for this mutant has another name.</param>
/// <param name="Install">Puts the wrong rule in place, on this thread, until it is disposed.</param>
/// <param name="IsReal">Whether the programs met the change at all, asked after they were compiled.</param>
internal sealed record Mutant(string Name, string Class, Func<IDisposable> Install, Func<bool> IsReal);

/// <summary>Generates the programs again under each mutant, compiles them all together, and asks who notices.</summary>
internal sealed class MutationRun
{
    private const int BatchSize = 60;

    private readonly Dictionary<string, (string Source, List<LoweredUnit> Units)> _programs = [];
    private readonly Assembly _oracle;

    /// <param name="sources">Program text by class.</param>
    public MutationRun(IReadOnlyDictionary<string, string> sources)
    {
        _oracle = InProcess.Oracle(sources.Values);
        var compilation = InProcess.Compilation(sources.Values);
        foreach (var (name, source) in sources)
        {
            var type = compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException(name);
            var marked = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(DifferentiableAttribute)));
            _programs[name] = (source, [.. marked.Select(m => UnitLowering.Lower(m, compilation, default))]);
        }
    }

    public int Count { get; private set; }

    /// <summary>The mutants that nothing noticed.</summary>
    public List<string> Survivors(IEnumerable<Mutant> mutants)
    {
        var survivors = new List<string>();
        foreach (var batch in mutants.Chunk(BatchSize))
        {
            var texts = batch.Select((m, i) => (Mutant: m, Texts: Texts(m, "M" + i + "_" + m.Class), Name: "M" + i + "_" + m.Class)).Where(p => p.Mutant.IsReal()).ToList();
            Count += texts.Count;
            Batch([.. texts.Where(t => t.Texts.Count > 0)], survivors);
        }

        return survivors;
    }

    private List<string> Texts(Mutant mutant, string name)
    {
        var (source, units) = _programs[mutant.Class];
        using var installed = mutant.Install();
        try
        {
            return [.. units.Select(u => MethodCompiler.Compile(u, default).Source ?? "").Prepend(source).Select(t => t.Replace(mutant.Class, name))];
        }
        catch (Exception)
        {
            // The passes themselves refuse it.
            return [];
        }
    }

    private void Batch(List<(Mutant Mutant, List<string> Texts, string Name)> batch, List<string> survivors)
    {
        Assembly assembly;
        try
        {
            assembly = InProcess.Load(InProcess.Compilation(batch.SelectMany(b => b.Texts)), []);
        }
        catch (InvalidOperationException)
        {
            // One that does not even compile is noticed by everybody.
            int half = batch.Count / 2;
            if (half > 0)
            {
                Batch(batch[..half], survivors);
                Batch(batch[half..], survivors);
            }

            return;
        }

        survivors.AddRange(batch.Where(b => !IsNoticed(assembly, b.Name, b.Mutant.Class)).Select(b => b.Mutant.Name));
    }

    private bool IsNoticed(Assembly assembly, string name, string original)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var program in assembly.GetType(name)!.GetMethods(Any).Where(m => m.GetCustomAttributes<AtAttribute>().Any()))
        {
            var twin = _oracle.GetType(original)!.GetMethod(program.Name, Any)!;
            foreach (var point in program.GetCustomAttributes<AtAttribute>())
            {
                try
                {
                    ProgramCheck.Run(program, twin, point);
                }
                catch (Exception)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
