using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// The destinations of array parameters, which are the shadows of these arrays: checked, cleared, and for an array that
/// the method writes stood in for by scratch where what is there must be added to.
/// </summary>
internal sealed class ArrayDestinations(EmitContext context, Derivative derivative, DestinationList destinations)
{
    private readonly List<(string Span, string Shadow, string Wanted, ArrayType Type)> _sums = [];

    private CodeWriter Writer => context.Writer;

    private IEnumerable<(Destination Destination, DestinationParameter Parameter, ArrayType Type, int Shadow, int Array)> All
    {
        get
        {
            var yields = derivative.Reverse.Terminator.Operands;
            for (int k = 0; k < derivative.Destinations.Count; k++)
            {
                var destination = derivative.Destinations[k];
                if (destination.Type is ArrayType type)
                {
                    yield return (destination, destinations.For(destination), type, yields[k], derivative.Primal.Parameters[destination.Parameter].Value.Id);
                }
            }
        }
    }

    /// <summary>Lengths, and memory apart from that of the arguments and of each other.</summary>
    public void Check(MemoryChecks memory)
    {
        foreach (var (_, parameter, type, _, array) in All)
        {
            string argument = context.Value(array).Text;
            Writer.Line(IsFlat(type)
                ? $"Guard.Length({parameter.Name}.Length, {argument}.Length, nameof({parameter.Name}));"
                : $"Guard.SameShape({parameter.Name}, {argument}, nameof({parameter.Name}));");
            memory.Check(MemoryChecks.Of(type, parameter.Name, parameter.Name, ElementText(type)), $"nameof({parameter.Name})");
        }
    }

    /// <summary>Binds every shadow and clears it, or sets it to the cotangent of the array's final contents.</summary>
    /// <param name="cotangents">The cotangents of written arrays, by the array's value id.</param>
    public void Open(IReadOnlyDictionary<int, string> cotangents)
    {
        var roots = Roots.Analyze(derivative.Primal);
        foreach (var (destination, parameter, type, shadow, array) in All)
        {
            string name = parameter.Name, add = destinations.Accumulate;
            bool written = roots.IsWritten(array);
            if (IsFlat(type))
            {
                context.Locals.Add(shadow);
            }

            if (!written && DirectlyAdded(shadow))
            {
                context.Values[shadow] = Expr.Of(name);
                context.Guards[shadow] = parameter.Group;
                Writer.Guarded((IsFlat(type) ? "" : parameter.Group + " && ") + "!" + add, IsFlat(type) ? $"{name}.Clear();" : $"Shadow.Clear({name});");
                continue;
            }

            // Adjoints pass through a written array on their way to others, so that its shadow is needed in any case.
            string own = context.Names.Take(name + "Shadow");
            string element = ElementText(type);
            string argument = context.Value(array).Text;
            if (IsFlat(type))
            {
                string lease = context.Names.Take(name + "Lease");
                Writer.Line($"Lease<{element}> {lease} = {add} || {name}.IsEmpty ? Workspace.Rent<{element}>({argument}.Length) : default;");
                Writer.Line($"Span<{element}> {own} = {add} || {name}.IsEmpty ? {lease}.Span : {name};");
                context.Leases.Peek().Add(lease);
            }
            else
            {
                Writer.Line($"{AdjointText(type)} {own} = {add} || {name} is null ? {Like(type, argument)} : {name};");
            }

            string clear = IsFlat(type) ? $"{own}.Clear();" : $"Shadow.Clear({own});";
            if (written && cotangents.TryGetValue(array, out string? cotangent))
            {
                Writer.Open(IsFlat(type) ? $"if ({cotangent}.IsEmpty)" : $"if ({cotangent} is null)").Line(clear).Close();
                Writer.Open("else").Line(IsFlat(type) ? $"{cotangent}.CopyTo({own});" : $"Shadow.Copy({cotangent}, {own});").Close();
            }
            else
            {
                Writer.Line(clear);
            }

            context.Values[shadow] = Expr.Of(own);
            _sums.Add((name, own, $"{add} && {parameter.Group}", type));
        }
    }

    /// <summary>Adds what scratch holds to the destinations.</summary>
    public void Close()
    {
        foreach (var (span, shadow, wanted, type) in _sums)
        {
            Writer.Open($"if ({wanted})").Line(Adding("Shadow.Add", type, $"{shadow}, {span}") + ";").Close();
        }
    }

    public static bool IsFlat(ArrayType type) => type is { Rank: 1, Element: ScalarType or StructType or OpaqueType };

    /// <summary>The type of an adjoint of an element.</summary>
    public static string ElementText(ArrayType type) => type.Innermost is StructType s ? s.Gradient : ScalarEmitter.TypeText(type.Innermost);

    /// <summary>The type of the array of adjoints beside an array.</summary>
    public static string AdjointText(ArrayType type) =>
        type.Innermost is StructType { Gradient: "" } ? type.CSharp : ((ArrayType)Differentiate.AdjointType(type, IrSpan.None)).CSharp;

    /// <summary>An array of zeros for the adjoints of an array that is no span, as C#.</summary>
    public static string Like(ArrayType type, string array) =>
        type.Rank == 1 ? $"Shadow.Like{(type.Innermost is StructType s ? $"<{s.Gradient}, {s.CSharp}>" : "")}({array})"
        : type.Element is ScalarType && type.Rank < 4 ? $"Shadow.Like({array})"
        : $"new {ElementText(type)}[{string.Join(", ", Enumerable.Range(0, type.Rank).Select(axis => $"{array}.GetLength({axis})"))}]";

    /// <summary>The call of a function of the runtime that adds adjoints to others, and has forms for structs.</summary>
    public static string Adding(string function, ArrayType type, string arguments)
    {
        if (type.Innermost is not StructType s)
        {
            return type.Rank < 4 ? $"{function}({arguments})" : $"{function}<{ElementText(type)}, {ElementText(type)}>({arguments})";
        }

        // Numbers of one type side by side are added as such.
        var leaves = s.Leaves().Where(l => s.Gradient == s.CSharp || s.Gradient.StartsWith("(", StringComparison.Ordinal) || (l.Type.IsDifferentiable && !l.NoGradient)).ToList();
        if (leaves.Select(l => l.Type).Distinct().Count() == 1 && leaves[0].Type is ScalarType { Kind: ScalarKind.F32 or ScalarKind.F64 } number)
        {
            return $"{function}<{s.Gradient}, {number.CSharp}>({arguments})";
        }

        string sum = s.CreateGradient([.. s.Leaves().Select(l => !l.Type.IsDifferentiable || l.NoGradient ? "default" : $"a{s.InGradient(l.Path)} + b{s.InGradient(l.Path)}")]);
        return $"{function}<{s.Gradient}>({arguments}, static (a, b) => {sum})";
    }

    // Nothing but single elements of it is added to: then a destination that is not wanted needs no memory.
    private bool DirectlyAdded(int shadow) =>
        IrWalk.AllOps(derivative.Reverse).All(op => !op.Operands.Contains(shadow) || op.Code is "add_to" or "add_scaled" or "yield");
}
