using System.Reflection;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>Programs with their twins over the oracle's numbers.</summary>
internal sealed class ProgramSet(Assembly programs, Assembly oracle)
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Lazy<ProgramSet> LazyBuilt = new(() =>
    {
        var own = typeof(ProgramSet).Assembly;
        return new ProgramSet(own, InProcess.Oracle(Texts));
    });

    /// <summary>The texts of the folder Programs.</summary>
    public static IEnumerable<string> Texts => TextsOf(_ => true);

    /// <summary>The texts of the folder Programs whose paths are wanted.</summary>
    public static IEnumerable<string> TextsOf(Func<string, bool> wanted) => typeof(ProgramSet).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Programs/", StringComparison.Ordinal) && wanted(n)).Select(n =>
    {
        using var reader = new StreamReader(typeof(ProgramSet).Assembly.GetManifestResourceStream(n)!);
        return reader.ReadToEnd();
    });

    /// <summary>The programs of the folder Programs, differentiated by the build.</summary>
    public static ProgramSet Built => LazyBuilt.Value;

    /// <summary>Programs given as text, differentiated in process.</summary>
    public static ProgramSet FromText(params string[] sources) => new(InProcess.Generate(sources), InProcess.Oracle(sources));

    /// <summary>The marked methods that have points, as <c>Type.Method</c>.</summary>
    public static IEnumerable<string> Names(Assembly assembly) => Names(assembly.GetTypes());

    public static IEnumerable<string> Names(IEnumerable<Type> types) =>
        types.SelectMany(t => t.GetMethods(Any)).Where(m => m.GetCustomAttributes<AtAttribute>().Any()).Select(m => m.DeclaringType!.Name + "." + m.Name);

    public IEnumerable<string> AllNames => Names(programs);

    /// <summary>Compares a program with the oracle at all of its points; a generic one in single and double precision.</summary>
    /// <param name="name"><c>Type.Method</c>.</param>
    /// <param name="guarded">Nobody chose the points: one where the oracle overflows is left out, and differences count only where they converge.</param>
    public void Check(string name, bool guarded = false) => Check(name, (program, twin, at) => ProgramCheck.Run(program, twin, at, guarded));

    /// <summary>Checks something of a program at all of its points.</summary>
    public void Check(string name, Action<MethodInfo, MethodInfo, AtAttribute> check)
    {
        var program = Find(programs, name);
        var twin = Find(oracle, name);
        var points = program.GetCustomAttributes<AtAttribute>().ToList();
        if (!program.IsGenericMethodDefinition)
        {
            points.ForEach(p => check(program, twin, p));
            return;
        }

        var closedTwin = twin.MakeGenericMethod(typeof(Oracle.Var));
        foreach (var point in points)
        {
            check(program.MakeGenericMethod(typeof(double)), closedTwin, point);
            check(program.MakeGenericMethod(typeof(float)), closedTwin, new AtAttribute([.. point.Values.Select(v => (double)(float)v)])
            {
                Low = point.Low, High = point.High, Kink = point.Kink, Tolerance = Math.Max(point.Tolerance, 1e-4),
            });
        }
    }

    public MethodInfo Program(string name) => Find(programs, name);

    public MethodInfo Twin(string name) => Find(oracle, name);

    /// <summary>A type over the oracle's numbers.</summary>
    public Type TwinType(string name) => oracle.GetTypes().Single(t => t.Name == name);

    public void CheckAll()
    {
        foreach (string name in AllNames)
        {
            Check(name);
        }
    }

    private static MethodInfo Find(Assembly assembly, string name)
    {
        string[] parts = name.Split('.');
        return assembly.GetTypes().Single(t => t.Name == parts[0]).GetMethods(Any).Single(m => m.Name == parts[1]);
    }
}
