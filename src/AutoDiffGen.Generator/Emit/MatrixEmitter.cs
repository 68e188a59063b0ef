using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes a member that gives a matrix of derivatives: sweeps over the columns, as many in each as a vector has elements. A
/// sweep runs the method with one vector of tangents beside every number and stores what comes out as parts of rows.
/// </summary>
internal abstract class MatrixEmitter(MethodSignature signature, Pushforward pushforward, MatrixList list, LoopLibrary loops, CodeWriter writer)
    : MemberEmitter(signature, pushforward.Program, loops, writer)
{
    protected Pushforward Pushforward { get; } = pushforward;

    protected MatrixList List { get; } = list;

    /// <summary>The columns of the active parameters, in order.</summary>
    protected List<ParameterColumns> Columns { get; } = [];

    /// <summary>The number of the first column of a sweep, and that of all columns.</summary>
    protected string First { get; private set; } = "";

    protected string Total { get; private set; } = "";

    protected IrBlock Block => Pushforward.Block;

    protected ScalarType Lane => Pushforward.Lane!;

    protected void Emit(string name, string summary)
    {
        var context = NewContext(Signature.Parameters.Select(p => p.Name).Concat(List.Names));
        var entry = new Entry(Function, Signature, context);
        Summary(Writer, summary);
        WriteHead(Head(Signature.ReturnType, name), [.. entry.Declarations(), .. List.Declarations]);
        if (Lane.Of!.Kind == ScalarKind.Generic)
        {
            Writer.Line($"Directions.CheckType<{Lane.Of.CSharp}>();");
        }

        (First, Total) = (context.Names.Take("first"), context.Names.Take("columns"));
        entry.BindValues();
        entry.CheckArrays();
        Count(context);
        Check(context);
        var restore = Before(context);
        var seeds = Inputs(context);
        RentStacks(context, Block);
        Open(context);
        Sweeps(context, [.. restore, .. seeds]);
        Writer.Close();
    }

    /// <summary>Says where the columns of each parameter are, and how many there are.</summary>
    protected abstract void Count(EmitContext context);

    /// <summary>Checks what is passed in beside the method's own arguments.</summary>
    protected abstract void Check(EmitContext context);

    /// <summary>Rents what all sweeps need.</summary>
    protected abstract void Open(EmitContext context);

    /// <summary>Writes what a sweep does before its computation.</summary>
    protected abstract void Begin(EmitContext context);

    /// <summary>Stores the derivatives that a sweep has computed.</summary>
    protected abstract void Store(EmitContext context);

    /// <summary>Writes what the last sweep does besides.</summary>
    protected abstract void End(EmitContext context);

    /// <summary>The start of a statement that stores lanes in a matrix.</summary>
    protected string StoreIn(Matrix matrix) => "Directions.Store" + (matrix.Element.Equals(Lane.Of) ? $"<{Lane.Of!.CSharp}>" : "");

    /// <summary>A tangent as a lane, which one that is constant is not.</summary>
    protected string LaneText(EmitContext context, int id) =>
        context.Types[id] is ScalarType { IsLane: false } ? $"new {Lane.CSharp}({context.Value(id).Text})" : context.Value(id).Text;

    // Memory that no destination may share; structs are no memory of numbers.
    protected MemoryChecks Arguments()
    {
        var memory = new MemoryChecks(Writer);
        foreach (var parameter in Function.Parameters)
        {
            if (MemoryChecks.Of(parameter, NameScope.Escape(parameter.Name)) is { } argument)
            {
                memory.Add(argument);
            }
        }

        return memory;
    }

    protected static Memory MemoryOf(Matrix matrix) => new(matrix.Element.CSharp, matrix.Name, matrix.Name, MemoryKind.Span);

    // A method that writes to its arguments starts every sweep from what they held.
    private List<string> Before(EmitContext context)
    {
        var roots = Roots.Analyze(Function);
        var restore = new List<string>();
        foreach (var parameter in Function.Parameters.Where(p => p.Type is ArrayType && roots.IsWritten(p.Value.Id)))
        {
            var type = (ArrayType)parameter.Type;
            string name = NameScope.Escape(parameter.Name), before = context.Names.Take(parameter.Name + "Before"), again = $"if ({First} > 0)";
            if (type is { Rank: 1, Element: not ArrayType })
            {
                string element = ScalarEmitter.TypeText(type.Element), lease = context.Names.Take(before + "Lease");
                Writer.Line($"Lease<{element}> {lease} = Workspace.Rent<{element}>({name}.Length);");
                Writer.Line($"Span<{element}> {before} = {lease}.Span;");
                Writer.Line($"{name}.CopyTo({before});");
                context.Leases.Peek().Add(lease);
                restore.Add($"{before}.CopyTo({name});");
                continue;
            }

            if (type.Element is ArrayType { Element: ArrayType })
            {
                throw new CompilationException("ADG0221", IrSpan.None, Signature.Name, Kind, $"it writes to '{parameter.Name}', an array of arrays of arrays");
            }

            Writer.Line($"{type.CSharp} {before} = {(type.Rank > 1 ? $"({type.CSharp}){name}.Clone()" : $"Directions.Copy({name})")};");
            restore.Add($"Shadow.Copy({before}, {name});");
        }

        return restore.Count == 0 ? [] : [$"if ({First} > 0)", "{", .. restore.Select(r => "    " + r), "}"];
    }

    protected abstract string Kind { get; }

    // Makes the arrays of tangents; what sets them, and the numbers' tangents, to unit vectors comes back.
    private List<string> Inputs(EmitContext context)
    {
        var seeds = new List<string>();
        var reads = Reads(Block);
        string types = $"<{Lane.Of!.CSharp}>";
        var next = new Dictionary<string, int>();
        foreach (var input in Pushforward.Inputs)
        {
            string source = input.Of.Name.Split('.')[0];
            var columns = Columns.First(c => c.Parameter.Name == source);
            int place = next.TryGetValue(source, out int n) ? n : 0;
            next[source] = place + 1;
            if (!reads.Contains(input.Value.Id))
            {
                continue;
            }

            string name = context.Names.Take(input.Value.Name);
            string lane = (columns.Start + Extent.Of(place)).Lane(First);
            string text = NameScope.Escape(source);
            if (input.Of.Type is not ArrayType array)
            {
                seeds.Add($"{Lane.CSharp} {name} = Directions.One{types}({lane}, {columns.Wanted});");
            }
            else if (ArrayDestinations.IsFlat(array))
            {
                string lease = context.Names.Take(name + "Lease");
                Writer.Line($"Lease<{Lane.CSharp}> {lease} = Workspace.Rent<{Lane.CSharp}>({columns.Count.Text});");
                Writer.Line($"Span<{Lane.CSharp}> {name} = {lease}.Span;");
                context.Leases.Peek().Add(lease);
                context.Locals.Add(input.Value.Id);
                seeds.Add($"Directions.Seed{types}({name}, {lane}, {columns.Wanted});");
            }
            else
            {
                Writer.Line($"{((ArrayType)input.Value.Type).CSharp} {name} = {LanesLike(array, text)};");
                seeds.Add($"Directions.Seed{types}({name}, {lane}, {columns.Wanted});");
            }

            context.Values[input.Value.Id] = Expr.Of(name);
        }

        return seeds;
    }

    /// <summary>Tangents for the elements of an array that is no span, side by side for one element, as C#.</summary>
    protected string LanesLike(ArrayType array, string argument)
    {
        string each = DirectionLanes.LanesOf(array.Innermost).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return array.Rank < 4
            ? $"Directions.Like<{Lane.Of!.CSharp}, {ScalarEmitter.TypeText(array.Innermost)}>({argument}{(array.Rank == 1 || array.Innermost is StructType ? ", " + each : "")})"
            : $"new {Lane.CSharp}[{string.Join(", ", Enumerable.Range(0, array.Rank).Select(axis => $"{argument}.GetLength({axis}){(axis == array.Rank - 1 && each != "1" ? " * " + each : "")}"))}]";
    }

    private void Sweeps(EmitContext context, List<string> begin)
    {
        var outer = context.Leases.Peek();
        Writer.Open($"for (int {First} = 0; ; {First} += {Lane.CSharp}.Count)");
        context.OpenBlock();
        begin.ForEach(line => Writer.Line(line));
        Begin(context);
        var plan = ForwardPlan(Block, []);
        var steps = new StepEmitter(context, Loops, plan, [Block], [], _ => "");
        plan.Steps.ForEach(steps.Emit);
        Store(context);
        Writer.Open($"if ({First} >= {Total} - {Lane.CSharp}.Count)");
        context.Names.Open();
        End(context);
        var outputs = new OutputList(Signature, Derivative, []);
        string kept = outputs.Kept(context, Block);
        context.ReleaseLeases(context.Leases.Peek());
        context.ReleaseLeases(outer);
        outputs.Return(context, Block, kept);
        if (Signature.ReturnType == "void")
        {
            Writer.Line("return;");
        }

        context.Names.Close();
        Writer.Close();
        context.CloseBlock();
        Writer.Close();
    }
}
