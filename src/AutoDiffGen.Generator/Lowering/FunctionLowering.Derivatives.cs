using AutoDiffGen.Generator.Emit;
using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiffGen.Generator.Lowering;

// Calls of generated members: derivatives within a method that is differentiated itself. The function that is called is made
// by the passes, from the method whose derivative it is; here its arguments and results are laid out.
internal sealed partial class FunctionLowering
{
    /// <summary>A call of MGradient, MPushforward, MHessianVectorProduct or MPrimal; null for any other member.</summary>
    private int? DerivativeCall(IInvocationOperation call)
    {
        var target = call.TargetMethod;
        if (Primitive(target) is not { } of)
        {
            return null;
        }

        var names = MemberNames.Of(of.OriginalDefinition);
        var signature = SignatureReader.Read(of.OriginalDefinition, out _);
        string kind = target.Name == names.Gradient ? "gradient" : target.Name == names.Pushforward ? "pushforward" : target.Name == names.HessianVector ? "hessian_vector"
            : target.Name == names.Primal ? "" : "none";
        if (kind == "none")
        {
            return null;
        }

        if (signature.HasModelGradient || of.Parameters.Any(p => _types.TryRead(p.Type) is TensorType or ModelType))
        {
            throw new LoweringException("ADG0220", call.Syntax, of.Name, "it computes with tensors");
        }

        if (kind.Length > 0 && signature.Parameters.Any(p => p.IsObject))
        {
            throw new LoweringException("ADG0220", call.Syntax, of.Name, "it takes objects");
        }

        int receiver = call.Instance is null ? -1 : Expression(call.Instance);
        if (kind.Length == 0)
        {
            var back = new List<Place>();
            return Call(call, of, receiver, Arguments(call, back), back: back);
        }

        return new DerivativeArguments(this, call, of, kind, signature).Call(receiver);
    }

    // The method whose derivative a generated member is: of overloads the one with the same parameters in front.
    private static IMethodSymbol? Primitive(IMethodSymbol target)
    {
        if (!GeneratedFiles.IsGenerated(target.OriginalDefinition))
        {
            return null;
        }

        bool Fits(IMethodSymbol m)
        {
            var names = MemberNames.Of(m.OriginalDefinition);
            return new[] { names.Gradient, names.WithPullback, names.Primal, names.Pushforward, names.HessianVector, names.Jacobian, names.Hessian }.Contains(target.Name)
                && m.TypeParameters.Length == target.TypeParameters.Length && m.Parameters.Length <= target.Parameters.Length
                && m.OriginalDefinition.Parameters.Zip(target.OriginalDefinition.Parameters, (a, b) => a.Name == b.Name && a.RefKind == b.RefKind && TypeReader.Text(a.Type) == TypeReader.Text(b.Type)).All(same => same);
        }

        var found = target.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => Symbols.IsMarked(m) && Fits(m)).OrderByDescending(m => m.Parameters.Length).FirstOrDefault();
        return found is { TypeParameters.Length: > 0 } ? found.Construct([.. target.TypeArguments]) : found;
    }

    /// <summary>The arguments of one call of a generated member, by what they are.</summary>
    private sealed class DerivativeArguments(FunctionLowering lowering, IInvocationOperation call, IMethodSymbol of, string kind, MethodSignature signature)
    {
        private readonly int?[] _values = new int?[call.TargetMethod.Parameters.Length];
        private readonly Place?[] _places = new Place?[call.TargetMethod.Parameters.Length];
        private int _next = of.Parameters.Length;

        private IrBuilder Builder => lowering._builder;

        public int Call(int receiver)
        {
            Evaluate();
            Builder.Span = lowering.Span(call.Syntax);

            // The reference that the method itself is known by gives the IR that the derivative is made of.
            var reference = lowering.ReferenceTo(of, call);
            lowering._callees.Add(reference);

            var operands = new List<int>();
            if (receiver >= 0)
            {
                operands.Add(receiver);
            }

            operands.AddRange(of.Parameters.Where(p => p.RefKind != RefKind.Out).SelectMany(p => lowering.Leaves(_values[p.Ordinal]!.Value)));
            var tangents = kind == "gradient" ? [] : Tangents();
            List<(int Parameter, int Own)> gradient = kind == "pushforward" ? [] : Destinations();
            List<(int Parameter, int Own)> product = kind == "hessian_vector" ? Destinations() : [];
            var arrays = Arrays([.. gradient, .. product], gradient.Count);
            operands.AddRange(arrays.Take(kind == "hessian_vector" ? arrays.Count / 2 : arrays.Count));
            operands.AddRange(tangents);
            operands.AddRange(kind == "hessian_vector" ? arrays.Skip(arrays.Count / 2) : []);

            // Outputs, adjoints of numbers; then the tangents of both.
            var results = new List<IrValue>();
            List<int> Results(IEnumerable<IrType> types)
            {
                var made = types.Select(t => new IrValue(Builder.Id(), t)).ToList();
                results.AddRange(made);
                return [.. made.Select(v => v.Id)];
            }

            var outputs = Outputs().ToList();
            var values = outputs.Select(o => Results(LeafTypes(o.Type, "").Select(l => l.Type))).ToList();
            var adjoints = Numbers(gradient).Select(g => Results(ActiveLeaves(g.Own))).ToList();
            var moves = kind == "gradient" ? [] : outputs.Select(o => Results(LeafTypes(o.Type, "").Select(l => l.Type).Where(t => t.IsDifferentiable))).ToList();
            var products = Numbers(product).Select(g => Results(ActiveLeaves(g.Own))).ToList();
            Builder.Append(IrOp.Create("call", operands, results,
                [new("callee", reference.Key + "!" + kind), new("of", reference.Key), new("derivative", kind), new("method", call.TargetMethod.Name), new("marked", "true")], Builder.Span));

            int value = outputs.Count > 0 && outputs[0].Parameter < 0 ? lowering.Rebuild(outputs[0].Type, values[0]) : -1;
            foreach (var ((parameter, type), given) in outputs.Zip(values, (o, v) => (o, v)).Where(p => p.o.Parameter >= 0))
            {
                lowering.Write(_places[parameter]!, lowering.Rebuild(type, given));
            }

            Give(Numbers(gradient), adjoints);
            Give(Numbers(product), products);
            if (kind == "pushforward")
            {
                GiveTangents(outputs, moves);
            }

            return value;
        }

        // In the order in which they are written.
        private void Evaluate()
        {
            foreach (var argument in call.Arguments)
            {
                int at = argument.Parameter!.Ordinal;
                if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out)
                {
                    _places[at] = lowering.PlaceOf(argument.Value);
                    _values[at] = argument.Parameter.RefKind == RefKind.Out ? null : lowering.Read(_places[at]!);
                }
                else if (!IsLeftOut(argument.Value))
                {
                    _values[at] = lowering.Expression(argument.Value);
                }
            }

            var places = call.Arguments.Where(a => _places[a.Parameter!.Ordinal] is not null).Select(a => (_places[a.Parameter!.Ordinal]!, a.Syntax)).ToList();
            lowering.Distinct(places, [.. _values.OfType<int>()]);
        }

        private bool IsLeftOut(IOperation value)
        {
            bool array = lowering._types.TryRead(value.Type) is ArrayType;
            while (value is IConversionOperation conversion)
            {
                value = conversion.Operand;
            }

            return array && (value is IDefaultValueOperation || value.ConstantValue is { HasValue: true, Value: null });
        }

        private IrType TypeOf(ITypeSymbol type) => lowering._types.TryRead(type) ?? throw new LoweringException("ADG0007", call.Syntax, TypeReader.Shown(type));

        private bool IsActive(int parameter) => signature.Parameters[parameter].IsActive;

        /// <summary>What the method gives back: its result (parameter -1), then ref and out parameters.</summary>
        private IEnumerable<(int Parameter, IrType Type)> Outputs()
        {
            if (!of.ReturnsVoid)
            {
                yield return (-1, TypeOf(of.ReturnType));
            }

            foreach (var parameter in of.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out))
            {
                yield return (parameter.Ordinal, TypeOf(parameter.Type));
            }
        }

        // The numbers of a parameter that have adjoints.
        private IEnumerable<IrType> ActiveLeaves(int parameter) => TypeOf(of.Parameters[parameter].Type) is StructType s
            ? s.Leaves().Where(l => l.Type.IsDifferentiable && !l.NoGradient).Select(l => l.Type)
            : [TypeOf(of.Parameters[parameter].Type)];

        // The next generated parameters that are destinations: one for each active parameter.
        private List<(int Parameter, int Own)> Destinations() =>
            [.. Enumerable.Range(0, of.Parameters.Length).Where(IsActive).Select(own => (_next++, own))];

        private List<(int Parameter, int Own)> Numbers(List<(int Parameter, int Own)> destinations) =>
            [.. destinations.Where(d => TypeOf(of.Parameters[d.Own].Type) is not ArrayType)];

        // The arrays that take adjoints: checked, cleared unless they are added to, and made where they are left out.
        private List<int> Arrays(List<(int Parameter, int Own)> destinations, int firstOfProduct)
        {
            var arrays = new List<int>();
            var given = new List<(int Array, string Name)>();
            bool any = destinations.Any(d => TypeOf(of.Parameters[d.Own].Type) is ArrayType);
            var accumulate = any ? call.Arguments.First(a => a.Parameter!.Ordinal == call.TargetMethod.Parameters.Length - 1) : null;
            var (at, owners) = (_next, of.Parameters.Where(p => TypeOf(p.Type) is ArrayType).Select(p => (Array: _values[p.Ordinal]!.Value, p.Name)).ToList());
            foreach (var (parameter, own) in destinations.Where(d => TypeOf(of.Parameters[d.Own].Type) is ArrayType))
            {
                if (_values[parameter] is not { } array)
                {
                    arrays.Add(Zeros(own));
                    continue;
                }

                string name = call.TargetMethod.Parameters[parameter].Name;
                Check(array, name, own, [.. owners, .. given]);
                given.Add((array, name));
                arrays.Add(array);
            }

            // All checks come before anything is written.
            foreach (var (array, _) in given)
            {
                if (accumulate!.Value.ConstantValue is { HasValue: true, Value: bool add })
                {
                    if (!add)
                    {
                        Clear(array, []);
                    }

                    continue;
                }

                var clear = Builder.Capture(() =>
                {
                    Clear(array, []);
                    Builder.Append(IrOp.Create("yield", [], []));
                });
                var nothing = EquatableArray.Of(IrOp.Create("yield", [], []));
                Builder.Append(IrOp.Create("if", [_values[accumulate.Parameter!.Ordinal]!.Value], [], span: Builder.Span,
                    regions: [new IrBlock(EquatableArray<IrValue>.Empty, nothing), new IrBlock(EquatableArray<IrValue>.Empty, clear.ToEquatable())]));
            }

            return arrays;
        }

        // What stands in for a tangent or destination that is left out.
        private int Zeros(int own)
        {
            if (TypeOf(of.Parameters[own].Type) is not ArrayType { Rank: 1, Element: ScalarType or StructType } type)
            {
                throw new LoweringException("ADG0220", call.Syntax, of.Name, $"an array of the shape of '{of.Parameters[own].Name}' must be passed for what is left out");
            }

            int length = Builder.Op("length", ScalarType.I32, [_values[own]!.Value], ("axis", "0"));
            return Builder.Op("alloc", Differentiate.AdjointType(new ArrayType(type.Element, ArrayKind.Span), Builder.Span), [length]);
        }

        private void Check(int array, string name, int own, List<(int Array, string Name)> others)
        {
            if (Builder.TypeOf(array) is not ArrayType { Rank: 1, Element: ScalarType or StructType } type)
            {
                return;
            }

            int Literal(string text) => Builder.Op("literal", new OpaqueType("string"), [], ("text", "\"" + text + "\""));
            int Length(int of) => Builder.Op("length", ScalarType.I32, [of], ("axis", "0"));
            void Guard(string member, params int[] operands) =>
                Builder.Append(IrOp.Create("inert_call", operands, [], [new("target", "global::AutoDiffGen.Memory.Guard." + member), new("kind", "static"), new("reads", "true")], Builder.Span));
            Guard("Length", Length(array), Length(_values[own]!.Value), Literal(name));
            string element = ScalarEmitter.TypeText(type.Element);
            foreach (var other in others.Where(o => Builder.TypeOf(o.Array) is ArrayType { Rank: 1, Element: ScalarType or StructType } t && ScalarEmitter.TypeText(t.Element) == element))
            {
                Guard($"Disjoint<{element}>", array, Literal(name), other.Array, Literal(other.Name));
            }
        }

        // for (...) array[...] = 0;
        private void Clear(int array, int[] indices)
        {
            var type = (ArrayType)Builder.TypeOf(array);
            if (indices.Length == type.Rank)
            {
                if (type.Element is ArrayType)
                {
                    Clear(Builder.Op("load", type.Element, [array, .. indices]), []);
                    return;
                }

                foreach (var (path, leaf) in type.Element is StructType s ? s.Leaves().Select(l => (l.Path, l.Type)) : [("", type.Element)])
                {
                    IrAttribute[] at = path.Length == 0 ? [] : [new("path", path)];
                    Builder.Append(IrOp.Create("store", [array, .. indices, Builder.Op("zero", leaf, [])], [], at, Builder.Span));
                }

                return;
            }

            string axis = indices.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Builder.Counted(Builder.Op("length", ScalarType.I32, [array], ("axis", axis)), index => Clear(array, [.. indices, index]));
        }

        // Of every active parameter; those of outputs stand among them.
        private List<int> Tangents()
        {
            var tangents = new List<int>();
            for (int own = 0; own < of.Parameters.Length; own++)
            {
                bool output = kind == "pushforward" && signature.Parameters[own].IsOutput && signature.Parameters[own].IrType.IsDifferentiable;
                if (!IsActive(own))
                {
                    _next += output ? 1 : 0;
                    continue;
                }

                int at = _next++;
                tangents.AddRange(_values[at] is { } value ? Floating(value) : [Zeros(own)]);
            }

            return tangents;
        }

        // A struct's gradient holds what is no number too where it is a tuple.
        private IEnumerable<int> Floating(int value) => lowering.Leaves(value).Where(id => Builder.TypeOf(id) is ArrayType || Builder.TypeOf(id).IsDifferentiable);

        private void Give(List<(int Parameter, int Own)> destinations, List<List<int>> results)
        {
            foreach (var ((parameter, _), numbers) in destinations.Zip(results, (d, r) => (d, r)))
            {
                Give(parameter, numbers);
            }
        }

        private void Give(int parameter, List<int> numbers)
        {
            var type = TypeOf(call.TargetMethod.Parameters[parameter].Type);
            int next = 0;
            var leaves = LeafTypes(type, "").Select(l => l.Type.IsDifferentiable ? next < numbers.Count ? numbers[next++] : -1 : lowering.ZeroOf(l.Type)).ToList();
            if (next != numbers.Count || leaves.Contains(-1))
            {
                throw new LoweringException("ADG0220", call.Syntax, of.Name, $"the derivative with respect to '{call.TargetMethod.Parameters[parameter].Name}' holds other numbers than it");
            }

            lowering.Write(_places[parameter]!, lowering.Rebuild(type, leaves));
        }

        private void GiveTangents(List<(int Parameter, IrType Type)> outputs, List<List<int>> moves)
        {
            var places = Enumerable.Range(of.Parameters.Length, call.TargetMethod.Parameters.Length - of.Parameters.Length).Where(i => _places[i] is not null).ToList();
            var differentiable = outputs.Zip(moves, (o, m) => (Output: o, Moves: m)).Where(p => p.Output.Type.IsDifferentiable).ToList();

            // The result's tangent is declared last, and comes first among the outputs.
            var order = differentiable.Where(p => p.Output.Parameter >= 0).Concat(differentiable.Where(p => p.Output.Parameter < 0)).ToList();
            foreach (var (place, (output, numbers)) in places.Zip(order, (p, o) => (p, o)))
            {
                var kept = output.Type is StructType s ? [.. numbers.Zip(s.Leaves().Where(l => l.Type.IsDifferentiable), (n, l) => (n, l)).Where(p => !p.l.NoGradient).Select(p => p.n)] : numbers;
                Give(place, kept);
            }
        }
    }
}
