using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace AutoDiffGen.Models;

/// <summary>Walks over a tree of modules, depth first in order of declaration. A module that is met twice counts once.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleVisitor<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly Dictionary<ParameterStore<T>, Node> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Node> _open = new();
    private string _prefix = "";

    private ModuleVisitor()
    {
    }

    /// <summary>The modules in the order in which they are met.</summary>
    internal List<Node> Nodes { get; } = [];

    /// <summary>The parameters in the order in which they lie in the buffer.</summary>
    internal List<(ParameterStore<T> Store, int Index, string Name)> Parts { get; } = [];

    /// <summary>One of the module's own parameters.</summary>
    public void Parameter(int index)
    {
        ParameterStore<T> store = _open.Peek().Store;
        Parts.Add((store, index, _prefix + store.Specs[index].Name));
    }

    /// <summary>A member that is a module.</summary>
    /// <exception cref="InvalidOperationException">It is a model of other numbers.</exception>
    public void Module(string name, object? module)
    {
        if (module is not IModule<T> found)
        {
            return;
        }

        ParameterStore<T> store = found.Store;
        if (_nodes.TryGetValue(store, out Node? known))
        {
            // What is around it now does not hold all that belongs to it in one piece.
            foreach (Node around in _open.Where(n => known.Order < n.Order))
            {
                around.IsWhole = false;
            }

            return;
        }

        string outer = _prefix;
        _prefix = name.Length == 0 ? "" : outer + name + ".";
        var node = new Node(store, Nodes.Count, Parts.Count);
        _nodes[store] = node;
        Nodes.Add(node);
        _open.Push(node);
        found.Visit(this);
        _open.Pop();
        node.LastPart = Parts.Count;
        _prefix = outer;
    }

    /// <summary>A member that holds several modules.</summary>
    public void Modules(string name, IEnumerable<object?>? modules)
    {
        int i = 0;
        foreach (object? module in modules ?? [])
        {
            Module(name + "." + i.ToString(CultureInfo.InvariantCulture), module);
            i++;
        }
    }

    internal static ModuleVisitor<T> Walk(IModule<T> root)
    {
        var visitor = new ModuleVisitor<T>();
        visitor.Module("", root);
        return visitor;
    }

    /// <summary>A module and the parameters below it, a range of <see cref="Parts"/>.</summary>
    internal sealed class Node(ParameterStore<T> store, int order, int firstPart)
    {
        public ParameterStore<T> Store { get; } = store;

        public int Order { get; } = order;

        public int FirstPart { get; } = firstPart;

        public int LastPart { get; set; }

        /// <summary>Whether the range has all of them.</summary>
        public bool IsWhole { get; set; } = true;
    }
}
