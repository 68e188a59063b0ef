using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>The fused loops of a method. Its members share them: two loops with the same text are one.</summary>
internal sealed class LoopLibrary(string className, AccessorLibrary accessors, IEnumerable<string> reserved)
{
    public AccessorLibrary Accessors { get; } = accessors;

    private const string Placeholder = "\u0001";

    private readonly List<(string Text, string Name)> _loops = [];
    private readonly NameScope _names = new([]);

    // The author's own type parameter may be a V.
    private readonly string _lane = new[] { "V", "TLane", "TVector" }.First(n => !reserved.Contains(n));

    public bool IsEmpty => _loops.Count == 0;

    public IEnumerable<string> Texts => _loops.Select(l => l.Text.Replace(Placeholder, l.Name).Replace(LoopEmitter.Lane, _lane));

    /// <summary>The call of a loop: its name, the values it takes and its sizes.</summary>
    public (string Name, List<int> Arguments, List<Dim> Sizes) Add(LoopStep step, IReadOnlyDictionary<int, IrType> types, IReadOnlyDictionary<int, string> constants, Func<int, string> hints, IReadOnlyDictionary<int, Layout> layouts)
    {
        var writer = new CodeWriter();
        var (arguments, sizes) = LoopEmitter.Write(writer, Placeholder, step, types, constants, hints, d => d.Format(ShapePass.Display), layouts);
        string text = writer.ToString();
        string? name = _loops.FirstOrDefault(l => l.Text == text).Name;
        if (name is null)
        {
            name = _names.Take(NameScope.Pascal(hints(step.Outputs[step.Outputs.Count - 1].Id)));
            _loops.Add((text, name));
        }

        return (className + "." + name, arguments, sizes);
    }
}
