using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>How the path that is being read leaves a statement.</summary>
internal static class ExitCode
{
    public const int None = 0;
    public const int Break = 1;
    public const int Continue = 2;
    public const int Return = 3;

    /// <summary>The <c>break</c> that ends a section of a switch statement.</summary>
    public const int EndSwitch = 4;
}

internal sealed partial class FunctionLowering
{
    // The present values of locals and parameters; the exit code, as a constant or as a value; what is returned.
    private Dictionary<ISymbol, int> _values = new(SymbolEqualityComparer.Default);
    private int? _exitKnown = ExitCode.None;
    private int _exit;
    private int? _returned;

    // A path that ended in a throw: nothing after it is read, and what it yields has no meaning.
    private bool _dead;

    private bool HasLeft => _dead || _exitKnown is > ExitCode.None;

    private bool MayLeave => _exitKnown != ExitCode.None;

    private State Save() => new(new Dictionary<ISymbol, int>(_values, SymbolEqualityComparer.Default), _exitKnown, _exit, _returned, _dead);

    private void Restore(State state)
    {
        _values = new Dictionary<ISymbol, int>(state.Values, SymbolEqualityComparer.Default);
        (_exitKnown, _exit, _returned, _dead) = (state.ExitKnown, state.Exit, state.Returned, state.Dead);
    }

    /// <summary>The exit code as a value.</summary>
    private int ExitValue() => _exitKnown is { } known ? _builder.Constant(known.ToString(System.Globalization.CultureInfo.InvariantCulture), ScalarType.I32) : _exit;

    private int Undefined(IrType type, string name = "") => _builder.Op("undef", type, [], name);

    /// <summary>
    /// Reads two sides of a branch. What they assign differently becomes a result of the branch; the two values that they
    /// give as well, when they give one.
    /// </summary>
    private int? Merge(SyntaxNode? syntax, int condition, Func<int?> whenTrue, Func<int?> whenFalse)
    {
        // A pattern that always matches, an endless loop: one side alone can be reached.
        if (_builder.TruthOf(condition) is { } known)
        {
            return known ? whenTrue() : whenFalse();
        }

        var before = Save();
        int? a = null, b = null;
        var thenOps = _builder.Capture(() => a = whenTrue());
        var afterThen = Save();
        Restore(before);
        var elseOps = _builder.Capture(() => b = whenFalse());
        var afterElse = Save();

        var slots = new List<Slot>();
        JoinReferences(before, afterThen, afterElse);
        var changed = before.Values.Keys
            .Where(s => afterThen.Values[s] != afterElse.Values[s])
            .OrderBy(s => before.Values[s]).ToList();
        foreach (var symbol in changed)
        {
            AddSlots(slots, afterThen.Values[symbol], afterElse.Values[symbol], symbol.Name);
        }

        Restore(before);
        foreach (var symbol in before.Values.Keys)
        {
            _values[symbol] = afterThen.Dead ? afterElse.Values[symbol] : afterThen.Values[symbol];
        }

        // What a pattern or an out argument declares is in scope after the test, and read only where it has a value.
        var declared = afterThen.Values.Keys.Concat(afterElse.Values.Keys.Where(s => !afterThen.Values.ContainsKey(s))).Where(s => !before.Values.ContainsKey(s) && IsOfTest(s)).ToList();
        int? In(State state, ISymbol symbol) => !state.Dead && state.Values.TryGetValue(symbol, out int id) ? id : null;
        declared.RemoveAll(s => In(afterThen, s) is null && In(afterElse, s) is null);

        // An array that was there before the test is the same after it.
        bool WasThere(ISymbol symbol, State state, List<IrOp> ops) => In(state, symbol) is { } id && id >= 0 && _builder.TypeOf(id) is ArrayType && !IrWalk.AllOps(new IrBlock(EquatableArray<IrValue>.Empty, ops.ToEquatable())).Any(o => o.Results.Any(r => r.Id == id));
        foreach (var symbol in declared.ToList())
        {
            if ((In(afterThen, symbol) is null && WasThere(symbol, afterElse, elseOps) ? In(afterElse, symbol) : In(afterElse, symbol) is null && WasThere(symbol, afterThen, thenOps) ? In(afterThen, symbol) : null) is { } same)
            {
                _values[symbol] = same;
                declared.Remove(symbol);
            }
        }

        foreach (var symbol in declared)
        {
            AddSlots(slots, In(afterThen, symbol), In(afterElse, symbol), symbol.Name);
        }

        if (a is not null || b is not null)
        {
            AddSlots(slots, a, b, "");
        }

        int exitSlot = -1, returnSlot = -1;
        (_dead, _exitKnown) = (afterThen.Dead && afterElse.Dead, afterThen.Dead ? afterElse.ExitKnown : afterThen.ExitKnown);
        bool exitsDiffer = !afterThen.Dead && !afterElse.Dead && (afterThen.ExitKnown is null || afterElse.ExitKnown is null || afterThen.ExitKnown != afterElse.ExitKnown);
        if (exitsDiffer || (_exitKnown is null && !_dead))
        {
            exitSlot = slots.Count;
            int ExitOf(State state, List<IrOp> ops)
            {
                Restore(state);
                int id = 0;
                ops.AddRange(_builder.Capture(() => id = state.Dead ? Undefined(ScalarType.I32) : ExitValue()));
                return id;
            }

            var kept = Save();
            slots.Add(new Slot(ExitOf(afterThen, thenOps), ExitOf(afterElse, elseOps), "exit"));
            Restore(kept);
        }

        if (afterThen.Returned != afterElse.Returned)
        {
            returnSlot = slots.Count;
            AddSlots(slots, afterThen.Returned, afterElse.Returned, "result");
        }

        var results = If(syntax, condition, thenOps, elseOps, slots);
        int next = 0;
        int Value(IrType type) => Rebuild(type, () => results[next++]);
        foreach (var symbol in changed)
        {
            _values[symbol] = Value(_builder.TypeOf(afterThen.Values[symbol]));
        }

        foreach (var symbol in declared)
        {
            _values[symbol] = Value(_builder.TypeOf(In(afterThen, symbol) ?? In(afterElse, symbol)!.Value));
        }

        int? value = a is null && b is null ? null : Value(_builder.TypeOf(a ?? b!.Value));

        if (exitSlot >= 0)
        {
            (_exitKnown, _exit) = (null, results[exitSlot]);
        }

        next = returnSlot;
        _returned = returnSlot >= 0 ? Value(_builder.TypeOf(afterThen.Returned ?? afterElse.Returned!.Value)) : afterThen.Returned;
        return value;
    }

    private static bool IsOfTest(ISymbol symbol) => symbol is ILocalSymbol
        && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.SingleVariableDesignationSyntax;

    // One result for each number of a value.
    private void AddSlots(List<Slot> slots, int? whenTrue, int? whenFalse, string name)
    {
        if (IsObject(whenTrue ?? 0) || IsObject(whenFalse ?? 0))
        {
            throw Lost(null);
        }

        var type = _builder.TypeOf(whenTrue ?? whenFalse!.Value);
        var (a, b) = (whenTrue is { } t ? Leaves(t).ToList() : null, whenFalse is { } f ? Leaves(f).ToList() : null);
        int i = 0;
        foreach (var leaf in LeafTypes(type, name))
        {
            slots.Add(new Slot(a?[i], b?[i], leaf.Name));
            i++;
        }
    }

    private List<int> If(SyntaxNode? syntax, int condition, List<IrOp> thenOps, List<IrOp> elseOps, List<Slot> slots)
    {
        var values = slots.Select(s => new IrValue(_builder.Id(), _builder.TypeOf(s.Then ?? s.Else ?? throw new InvalidOperationException("A branch yields nothing.")), s.Name)).ToList();
        IrBlock Region(List<IrOp> ops, Func<Slot, int?> side)
        {
            var yields = new List<int>();
            for (int i = 0; i < slots.Count; i++)
            {
                int id = 0;
                if (side(slots[i]) is { } given)
                {
                    id = given;
                }
                else
                {
                    ops.AddRange(_builder.Capture(() => id = Undefined(values[i].Type)));
                }

                yields.Add(id);
            }

            return new IrBlock(EquatableArray<IrValue>.Empty, ops.Append(IrOp.Create("yield", yields, [])).ToEquatable());
        }

        _builder.Append(IrOp.Create("if", [condition], values, span: Span(syntax), regions: [Region(thenOps, s => s.Then), Region(elseOps, s => s.Else)]));
        return [.. values.Select(v => v.Id)];
    }

    private sealed record State(Dictionary<ISymbol, int> Values, int? ExitKnown, int Exit, int? Returned, bool Dead);

    /// <summary>One result of a branch: what either side yields; null where it has no value.</summary>
    private readonly record struct Slot(int? Then, int? Else, string Name);
}
