namespace AutoDiffGen.Gradient.Tests.Oracle;

/// <summary>
/// The oracle's number: a double that remembers how it was computed. Every operation leaves a node with its partial
/// derivatives, derived here by hand and not read from the generator's rules; <see cref="Adjoints"/> walks the nodes back.
/// Slow, and simple enough to be believed.
/// </summary>
public readonly partial struct Var : IReal<Var>
{
    [ThreadStatic]
    private static long s_order;

    private readonly Node? _node;

    /// <summary>
    /// Whether a number or partial derivative of this thread was infinite or NaN since it was last cleared: then 0 times
    /// infinity decides what a derivative is, on paths that were not taken too.
    /// </summary>
    [field: ThreadStatic]
    public static bool Overflowed { get; set; }

    private Var(double value, Node? node) => (Value, _node) = (value, node);

    /// <summary>A number that derivatives can be asked for.</summary>
    public static Var Input(double value) => new(value, new Node([]));

    public static Var Of(double value) => new(value, null);

    public double Value { get; }

    private static Var From(double value, params ReadOnlySpan<(Var Parent, double Partial)> edges)
    {
        // A constant leaves no node; an edge that is not there carries nothing, not even 0 * infinity.
        var kept = new List<Edge>(edges.Length);
        foreach (var (parent, partial) in edges)
        {
            Overflowed |= !double.IsFinite(partial);
            if (parent._node is { } node)
            {
                kept.Add(new Edge(node, partial));
            }
        }

        Overflowed |= !double.IsFinite(value);
        return new Var(value, kept.Count == 0 ? null : new Node([.. kept]));
    }

    private static Var Constant(double value) => new(value, null);

    public override string ToString() => Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public override bool Equals(object? obj) => obj is Var other && Value.Equals(other.Value);

    public override int GetHashCode() => Value.GetHashCode();

    private readonly record struct Edge(Node Parent, double Partial);

    private sealed class Node(Edge[] edges)
    {
        public Edge[] Edges { get; } = edges;

        // Operands come before what is computed from them.
        public long Order { get; } = s_order++;
    }

    /// <summary>The derivatives of a weighted sum of outputs with respect to everything that they were computed from.</summary>
    public sealed class Adjoints
    {
        private readonly Dictionary<Node, (double Sum, double Magnitude)> _values = [];

        public Adjoints(params IEnumerable<(Var Output, double Cotangent)> outputs)
        {
            var pending = new PriorityQueue<Node, long>();
            void Add(Node node, double part, double magnitude)
            {
                if (_values.TryGetValue(node, out var value))
                {
                    _values[node] = (value.Sum + part, value.Magnitude + magnitude);
                }
                else
                {
                    _values[node] = (part, magnitude);
                    pending.Enqueue(node, -node.Order);
                }
            }

            foreach (var (output, cotangent) in outputs)
            {
                if (output._node is { } node)
                {
                    Add(node, cotangent, Math.Abs(cotangent));
                }
            }

            while (pending.TryDequeue(out var node, out _))
            {
                var (sum, magnitude) = _values[node];
                foreach (var edge in node.Edges)
                {
                    Add(edge.Parent, sum * edge.Partial, magnitude * Math.Abs(edge.Partial));
                }
            }
        }

        /// <summary>The derivative; exactly 0 for a number that does not take part.</summary>
        public double Of(Var input) => input._node is { } node && _values.TryGetValue(node, out var value) ? value.Sum : 0;

        /// <summary>The sum of the absolute contributions: what rounding errors of the derivative are relative to.</summary>
        public double Magnitude(Var input) => input._node is { } node && _values.TryGetValue(node, out var value) ? value.Magnitude : 0;
    }
}
