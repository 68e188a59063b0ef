using AutoDiffGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

internal sealed partial class FunctionLowering
{
    private void Loop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IWhileLoopOperation { ConditionIsTop: true } whileLoop:
                Loop(loop, whileLoop.Condition, loop.Body, [], testFirst: true, until: whileLoop.ConditionIsUntil);
                break;
            case IWhileLoopOperation doLoop:
                Loop(loop, doLoop.Condition, loop.Body, [], testFirst: false, until: doLoop.ConditionIsUntil);
                break;
            case IForLoopOperation forLoop:
                foreach (var statement in forLoop.Before)
                {
                    Statement(statement);
                }

                Loop(loop, forLoop.Condition, loop.Body, forLoop.AtLoopBottom, testFirst: true, until: false);
                break;
            case IForEachLoopOperation each:
                ForEach(each);
                break;
            default:
                throw Unsupported(loop);
        }
    }

    // Over the elements of an array or span, which are found once: a counter and a bound that the author does not see.
    private void ForEach(IForEachLoopOperation loop)
    {
        var collection = loop.Collection;
        while (collection is IConversionOperation conversion)
        {
            collection = conversion.Operand;
        }

        if (!loop.IsAsynchronous && Counting(loop, collection) is { } counting)
        {
            Loop(loop, null, loop.Body, [], testFirst: true, until: false, counting);
            return;
        }

        var element = (loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol;
        if (loop.IsAsynchronous || _types.TryRead(collection.Type) is not ArrayType type || (element is null && Nested(loop.LoopControlVariable) is null))
        {
            throw collection.Type is { } kind && TypeReader.IsTensor(kind, out _)
                ? new LoweringException("ADG0010", loop.Syntax, "a foreach over the elements of a tensor", "use operators and the functions of AutoDiffGen.Ops, or pass the numbers as an array or span")
                : Unsupported(loop);
        }

        int array = Expression(collection);
        int length = Length(array);
        for (int axis = 1; axis < type.Rank; axis++)
        {
            length = _builder.Op("mul", ScalarType.I32, [length, Length(array, axis)]);
        }

        Loop(loop, null, loop.Body, [], testFirst: true, until: false, new Sequence(length, i =>
        {
            if (element is { IsRef: true })
            {
                _values[element] = Reference(new ElementPlace(array, EquatableArray.Of(i), type.Element, loop.Syntax), Shape(Cells(element)), loop.Syntax);
                return;
            }

            Take(loop, Load(array, Indices(array, type, i), type.Element, ""));
        }));
    }

    // What a trip is given, as the variable of the loop or taken apart into several.
    private void Take(IForEachLoopOperation loop, int value)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var element })
        {
            Assign(element, Converted(value, _types.TryRead(element.Type) ?? _builder.TypeOf(value), loop));
            return;
        }

        var targets = Nested(loop.LoopControlVariable)!;
        DeconstructInto(targets, value, loop.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ForEachVariableStatementSyntax syntax ? loop.SemanticModel?.GetDeconstructionInfo(syntax) : null, loop);
    }

    // Whole numbers in a row, and the characters of a text.
    private Sequence? Counting(IForEachLoopOperation loop, IOperation collection)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation)
        {
            return null;
        }

        if (Modules(loop, collection) is { } modules)
        {
            return modules;
        }

        if (collection is IInvocationOperation { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" } } range && range.Arguments.Length == 2 && Symbols.IsIn(range.TargetMethod, "System.Linq"))
        {
            int[] ends = Arguments(range);
            return new Sequence(ends[1], i => Take(loop, _builder.ConstantOf(ends[0]) == "0" ? i : _builder.Op("add", ScalarType.I32, [ends[0], i])));
        }

        if (collection.Type?.SpecialType == SpecialType.System_String)
        {
            int text = Expression(collection);
            return new Sequence(_builder.Op("field", ScalarType.I32, [text], ("member", "Length")), i => Take(loop, Character(text, i)));
        }

        return null;
    }

    // The element number i of a rectangular array, row by row.
    private int[] Indices(int array, ArrayType type, int i)
    {
        var indices = new int[type.Rank];
        for (int axis = indices.Length - 1; axis > 0; axis--)
        {
            int length = Length(array, axis);
            indices[axis] = _builder.Op("rem", ScalarType.I32, [i, length]);
            i = _builder.Op("div", ScalarType.I32, [i, length]);
        }

        indices[0] = i;
        return indices;
    }

    /// <summary>What a foreach goes through.</summary>
    /// <param name="Length">The number of trips, which is found once.</param>
    /// <param name="Take">Gives the variables of the loop their values on the trip of a number.</param>
    private sealed record Sequence(int Length, Action<int> Take);

    /// <summary>
    /// A while in the IR: what the loop may assign is carried. A test with side effects, and that of a do loop, is read in
    /// the body, with a truth value carried that says whether to go on.
    /// </summary>
    private void Loop(ILoopOperation loop, IOperation? test, IOperation body, IReadOnlyList<IOperation> bottom, bool testFirst, bool until, Sequence? sequence = null)
    {
        var written = WrittenSymbols.Of([test, body, .. bottom]);

        // What a loop does to objects is seen when its body is read: it carries them all.
        written.UnionWith(_objects.Select(o => o.Key));
        bool testInBody = !testFirst || (test is not null && _objects.Count > 0 && test.DescendantsAndSelf().Any(d => d is IInvocationOperation or IPropertyReferenceOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation)) || (test is not null && (WrittenSymbols.Of(test).Count > 0 || test.Descendants().Any(d => d is IThrowOperation)));
        written.UnionWith(Behind(written).ToList());
        var rebound = WrittenSymbols.Rebound(test, body, [.. bottom]);
        var symbols = _values.Keys.Where(s => (IsReference(_values[s]) ? rebound : written).Contains(s)).OrderBy(s => _values[s]).ToList();
        bool returns = Exits.Returns(body);
        bool leaves = returns || Exits.Breaks(body, loop);
        var carried = new List<Carried>();
        var slotOf = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (var symbol in symbols)
        {
            slotOf[symbol] = AddAll(symbol.Name, _values[symbol]);
        }

        int AddAll(string name, int value)
        {
            int first = carried.Count;
            if (IsObject(value))
            {
                throw Lost(loop.Syntax);
            }

            carried.AddRange(Leaves(value).Zip(LeafTypes(_builder.TypeOf(value), name), (id, leaf) => new Carried(leaf.Name, id)));
            return first;
        }

        int goSlot = -1, exitSlot = -1, returnSlot = -1, counterSlot = -1, length = -1;
        int Add(string name, int initial)
        {
            carried.Add(new Carried(name, initial));
            return carried.Count - 1;
        }

        if (sequence is not null)
        {
            length = sequence.Length;
            counterSlot = Add("i", _builder.Constant("0", ScalarType.I32));
        }

        if (testInBody)
        {
            goSlot = Add("go", _builder.Constant("true", ScalarType.Bool));
        }

        if (leaves)
        {
            exitSlot = Add("exit", _builder.Constant("0", ScalarType.I32));
        }

        var returnType = returns ? _returnType : null;
        if (returnType is not null)
        {
            returnSlot = AddAll("result", _returned ?? ZeroOf(returnType));
        }

        var before = Save();
        var types = carried.Select(c => _builder.TypeOf(c.Initial)).ToList();
        void Take(List<IrValue> from)
        {
            int Value(IrType type, int slot) => Rebuild(type, () => from[slot++].Id);
            foreach (var symbol in symbols)
            {
                _values[symbol] = Value(_builder.TypeOf(before.Values[symbol]), slotOf[symbol]);
            }

            if (returnType is not null)
            {
                _returned = Value(returnType, returnSlot);
            }
        }

        List<IrValue> Enter()
        {
            Restore(before);
            var arguments = carried.Select((c, i) => new IrValue(_builder.Id(), types[i], c.Name)).ToList();
            foreach (var argument in arguments)
            {
                _builder.Types[argument.Id] = argument.Type;
            }

            Take(arguments);

            _exitKnown = ExitCode.None;
            return arguments;
        }

        List<IrValue>? testArguments = null;
        bool endless = test is null && sequence is null;
        int Test() => sequence is not null ? _builder.Op("lt", ScalarType.Bool, [testArguments![counterSlot].Id, length]) : until ? _builder.Op("not", ScalarType.Bool, [Expression(test!)]) : test is null ? _builder.Constant("true", ScalarType.Bool) : Expression(test);

        testArguments = Enter();
        var testOps = _builder.Capture(() =>
        {
            int condition = testInBody ? testArguments[goSlot].Id : -1;
            if (leaves)
            {
                int stays = _builder.Op("eq", ScalarType.Bool, [testArguments[exitSlot].Id, _builder.Constant("0", ScalarType.I32)]);
                condition = endless && !testInBody ? stays
                    : Merge(loop.Syntax, stays, () => testInBody ? testArguments[goSlot].Id : Test(), () => _builder.Constant("false", ScalarType.Bool))!.Value;
            }
            else if (!testInBody)
            {
                condition = Test();
            }

            _builder.Append(IrOp.Create("yield", [condition], []));
        });

        var bodyArguments = Enter();
        int go = -1;
        var bodyOps = _builder.Capture(() =>
        {
            int next = -1;
            void Rest()
            {
                if (sequence is not null)
                {
                    // Every trip moves on, however the body is left.
                    int at = bodyArguments[counterSlot].Id;
                    _builder.Span = Span(loop.Syntax);
                    sequence.Take(at);
                    next = _builder.Op("add", ScalarType.I32, [at, _builder.Constant("1", ScalarType.I32)]);
                }

                Within(loop, () => Statement(body));
                if (Exits.Continues(body, loop))
                {
                    Arrive(ExitCode.Continue);
                }

                void Bottom()
                {
                    foreach (var statement in bottom)
                    {
                        Statement(statement);
                    }
                }

                // What only the loop can see may move on where it is left as well: its counter then counts every trip.
                if (!HasLeft && MayLeave && loop is IForLoopOperation && OnlyOwn(bottom, loop))
                {
                    Bottom();
                }
                else
                {
                    WhereNotLeft(loop.Syntax, Bottom);
                }
            }

            if (testInBody && testFirst)
            {
                go = Test();
                Merge(loop.Syntax, go, () =>
                {
                    Rest();
                    return null;
                }, () => null);
            }
            else
            {
                Rest();
                if (testInBody)
                {
                    go = _exitKnown == ExitCode.None ? Test() : GoOn();
                }
            }

            int GoOn()
            {
                if (HasLeft)
                {
                    return _builder.Constant("false", ScalarType.Bool);
                }

                int stays = _builder.Op("eq", ScalarType.Bool, [_exit, _builder.Constant("0", ScalarType.I32)]);
                return Merge(loop.Syntax, stays, () => Test(), () => _builder.Constant("false", ScalarType.Bool))!.Value;
            }

            var ends = new int[carried.Count];
            void Give(int slot, int value)
            {
                if (IsObject(value))
                {
                    throw Lost(loop.Syntax);
                }

                foreach (int leaf in Leaves(value))
                {
                    ends[slot++] = leaf;
                }
            }

            foreach (var symbol in symbols)
            {
                Give(slotOf[symbol], _values[symbol]);
            }

            foreach (var (slot, value) in new[] { (goSlot, go), (counterSlot, next), (exitSlot, exitSlot >= 0 ? ExitValue() : 0) }.Where(p => p.Item1 >= 0))
            {
                ends[slot] = value;
            }

            if (returnType is not null)
            {
                Give(returnSlot, _returned!.Value);
            }

            var yields = ends;
            _builder.Append(IrOp.Create("yield", yields, []));
        });
        bool bodyDead = _dead;

        Restore(before);
        var results = carried.Select((c, i) => new IrValue(_builder.Id(), types[i], c.Name)).ToList();
        _builder.Append(IrOp.Create("while", carried.Select(c => c.Initial), results, span: Span(loop.Syntax), regions:
        [
            new IrBlock(testArguments.ToEquatable(), testOps.ToEquatable()),
            new IrBlock(bodyArguments.ToEquatable(), bodyOps.ToEquatable()),
        ]));
        Take(results);
        if (returns)
        {
            (_exitKnown, _exit) = (null, results[exitSlot].Id);
            if (Exits.Breaks(body, loop))
            {
                Arrive(ExitCode.Break);
            }

            // A loop without a test ends by leaving it alone: when it has no break, the method has returned.
            if ((endless || test is { ConstantValue.Value: true }) && !Exits.Breaks(body, loop) && !until)
            {
                _exitKnown = ExitCode.Return;
            }
        }
        else if (bodyDead && endless)
        {
            _dead = true;
        }
    }

    // Whether statements only move numbers that the loop declares itself.
    private static bool OnlyOwn(IReadOnlyList<IOperation> statements, ILoopOperation loop)
    {
        var written = WrittenSymbols.Of([.. statements]);
        return statements.All(s => s is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation or ICompoundAssignmentOperation } && !s.Descendants().Any(d => d is IInvocationOperation))
            && written.All(w => loop.Locals.Contains(w, SymbolEqualityComparer.Default));
    }

    private readonly record struct Carried(string Name, int Initial);
}

/// <summary>Whether a loop's body can leave it.</summary>
internal static class Exits
{
    public static bool Returns(IOperation body) => Own(body).Any(d => d is IReturnOperation);

    public static bool Breaks(IOperation body, ILoopOperation loop) =>
        Own(body).Any(d => d is IBranchOperation { BranchKind: BranchKind.Break } branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel));

    public static bool Continues(IOperation body, ILoopOperation loop) =>
        Own(body).Any(d => d is IBranchOperation { BranchKind: BranchKind.Continue } branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel));

    // Without what stands inside of lambdas and local functions.
    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        yield return operation;
        if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
        {
            yield break;
        }

        foreach (var child in operation.ChildOperations)
        {
            foreach (var inner in Own(child))
            {
                yield return inner;
            }
        }
    }
}
