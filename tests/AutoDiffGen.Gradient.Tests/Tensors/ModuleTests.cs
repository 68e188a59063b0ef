using System.Collections;
using System.Numerics.Tensors;
using System.Reflection;
using AutoDiffGen.Checking;
using AutoDiffGen.Gradient.Tests.Harness;
using AutoDiffGen.Gradient.Tests.Oracle;
using AutoDiffGen.Gradient.Tests.Programs;
using AutoDiffGen.Training;

namespace AutoDiffGen.Gradient.Tests.Tensors;

/// <summary>Models that are made of models: gradients, the layout of the tree, what does not fit.</summary>
public partial class ModuleTests
{
    private static readonly Tensor<double> X = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => Math.Cos(i * 1.3) + 0.1)], [4, 3]);

    private static TwoLevels Levels()
    {
        var model = new TwoLevels(3, 5);
        model.Initialize(seed: 1);
        return model;
    }

    private static Choosing Choose()
    {
        var model = new Choosing(3);
        model.Initialize(seed: 4);
        return model;
    }

    private static SharedModule Shared()
    {
        var model = new SharedModule(3);
        model.B = model.A;
        model.Initialize(seed: 2);
        return model;
    }

    // The tensors of the twin of a tree, in order of declaration, each module once.
    private static IEnumerable<(object Owner, PropertyInfo Property)> Tensors(object module, HashSet<object> seen)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if (!seen.Add(module))
        {
            yield break;
        }

        foreach (var member in module.GetType().GetMembers(All).Where(m => m is PropertyInfo or FieldInfo { IsPrivate: true } && !m.Name.StartsWith('<')).OrderBy(m => m.MetadataToken).OrderBy(m => m is FieldInfo))
        {
            if (member is PropertyInfo property && property.PropertyType == typeof(VarTensor))
            {
                yield return (module, property);
                continue;
            }

            object? held = member is PropertyInfo p ? p.GetValue(module) : ((FieldInfo)member).GetValue(module);
            foreach (object inner in held is IEnumerable many and not string ? many.Cast<object>() : held is null ? [] : [held])
            {
                if (inner.GetType().Assembly == module.GetType().Assembly && !inner.GetType().IsPrimitive)
                {
                    foreach (var found in Tensors(inner, seen))
                    {
                        yield return found;
                    }
                }
            }
        }
    }

    private static void Holds(IModel<double> model, string method, object[] sizes, IGradient<double> gradient, Func<bool, double> derivative, object[] arguments, Action<object>? prepare = null)
    {
        var twin = ProgramSet.Built.TwinType(model.GetType().Name);
        object instance = Activator.CreateInstance(twin, sizes)!;
        prepare?.Invoke(instance);
        double[] values = model.Parameters.ToArray();
        var tensors = new List<VarTensor>();
        foreach (var (owner, property) in Tensors(instance, new HashSet<object>(ReferenceEqualityComparer.Instance)))
        {
            var entry = model.Entries[tensors.Count];
            var tensor = new VarTensor([.. entry.Shape], [.. values.AsSpan(entry.Offset, entry.Length).ToArray().Select(Var.Input)]);
            property.SetValue(owner, tensor);
            tensors.Add(tensor);
        }

        Assert.Equal(model.Entries.Count, tensors.Count);
        var result = (Var)twin.GetMethod(method)!.Invoke(instance, arguments)!;
        var adjoints = new Var.Adjoints([(result, 1.0)]);
        double[] expected = [.. tensors.SelectMany(t => t.Elements.Select(adjoints.Of))];
        gradient.Values.Fill(7);
        Assert.Equal(result.Value, derivative(false), 1e-12);
        Close(expected, gradient.Values);
        derivative(true);
        Close([.. expected.Select(e => 2 * e)], gradient.Values);
    }

    private static VarTensor Constant(Tensor<double> x) => new([.. x.Lengths.ToArray().Select(n => (int)n)], [.. Numbers.Flat(x).Select(Var.Input)]);

    private static void Close(IEnumerable<double> expected, ReadOnlySpan<double> actual) =>
        Assert.Equal(expected, actual.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), 1e-2));

    [Fact]
    public void Two_levels_with_an_array_have_the_oracle_s_gradient()
    {
        var model = Levels();
        var gradient = new TwoLevels.Gradient(model);
        Holds(model, "Loss", [3, 5], gradient, add => model.LossGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Fact]
    public void Modules_that_a_method_does_not_use_have_the_gradient_zero()
    {
        var model = Levels();
        var gradient = new TwoLevels.Gradient(model);
        Holds(model, "OnlyOne", [3, 5], gradient, add => model.OnlyOneGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Fact]
    public void A_module_under_two_names_counts_once_and_gets_both_parts()
    {
        var model = Shared();
        var gradient = new SharedModule.Gradient(model);
        Assert.Equal(["a.w", "a.b"], model.Entries.Select(e => e.Name));
        Holds(model, "Loss", [3], gradient, add => model.LossGradient(X, gradient, null, add), [Constant(X)], twin => twin.GetType().GetProperty("B")!.SetValue(twin, twin.GetType().GetProperty("A")!.GetValue(twin)));
        Assert.Equal(Numbers.Flat(gradient.A.W), Numbers.Flat(gradient.B!.W));
    }

    [Fact]
    public void Modules_in_a_list_by_index()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "ByIndex", [3], gradient, add => model.ByIndexGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void Modules_that_a_branch_picks(int i, bool listed)
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "ByBranch", [3], gradient, add => model.ByBranchGradient(X, i, listed, gradient, null, add), [Constant(X), i, listed]);
    }

    [Fact]
    public void Modules_under_a_condition_in_a_loop()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "Residual", [3], gradient, add => model.ResidualGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void One_module_in_several_iterations(int times)
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "Repeated", [3], gradient, add => model.RepeatedGradient(X, times, gradient, null, add), [Constant(X), times]);
    }

    [Fact]
    public void Modules_in_modules()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "Within", [3], gradient, add => model.WithinGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Fact]
    public void A_module_that_a_loop_carries()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        Holds(model, "Largest", [3], gradient, add => model.LargestGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Fact]
    public void Layers_behind_an_interface()
    {
        var model = new Mixed(3);
        model.Initialize(5);
        var gradient = new Mixed.Gradient(model);
        Holds(model, "ByInterface", [3], gradient, add => model.ByInterfaceGradient(X, gradient, null, add), [Constant(X)]);
        model.ByInterfaceGradient(X, gradient, null);
        double[] expected = gradient.Values.ToArray();
        model.ByInterfaceWithPullback(X, out var pullback);
        var (head, layer) = (model.Head, model.Layers[0]);
        (model.Head, model.Layers[0]) = (layer, model.Layers[2]);
        pullback.Invoke(1, gradient, null);
        pullback.Dispose();
        Assert.Equal(expected, gradient.Values.ToArray());
    }

    [Fact]
    public void Blocks_behind_an_abstract_class()
    {
        var model = new Mixed(3);
        model.Initialize(5);
        var gradient = new Mixed.Gradient(model);
        Holds(model, "ByBase", [3], gradient, add => model.ByBaseGradient(X, gradient, null, add), [Constant(X)]);
    }

    [Fact]
    public void A_type_that_is_not_known_throws()
    {
        var model = new Mixed(3) { Head = new Unknown<int>() };
        model.Initialize(5);
        Assert.Contains("No derivative of ILayer.Forward", Assert.Throws<InvalidOperationException>(() => model.ByInterfaceGradient(X, null, null)).Message, StringComparison.Ordinal);
        var wide = new Mixed(3);
        wide.Layers[1] = new BendLayer(4);
        wide.Initialize(5);
        Assert.Throws<InvalidOperationException>(() => wide.ByInterfaceGradient(X, null, null));
    }

    [Theory]
    [InlineData("Residual")]
    [InlineData("Nested")]
    [InlineData("While")]
    public void Sizes_that_each_iteration_finds(string method)
    {
        var model = new Widths(3);
        model.Initialize(6);
        var gradient = new Widths.Gradient(model);
        Holds(model, method, [3], gradient, add => method switch
        {
            "Residual" => model.ResidualGradient(X, gradient, null, add),
            "Nested" => model.NestedGradient(X, gradient, null, add),
            _ => model.WhileGradient(X, gradient, null, add),
        }, [Constant(X)]);
        var later = new Widths.Gradient(model);
        model.NestedWithPullback(X, out var pullback);
        pullback.Invoke(1, later, null);
        pullback.Dispose();
        model.NestedGradient(X, gradient, null);
        Assert.Equal(gradient.Values.ToArray(), later.Values.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_model_that_may_hold_itself(int others)
    {
        var model = new SelfHolding(3);
        model.Next = others == 0 ? null : others == 1 ? model : new SelfHolding(3) { Next = model };
        model.Initialize(3);
        var gradient = new SelfHolding.Gradient(model);
        Holds(model, "Loss", [3], gradient, add => model.LossGradient(X, gradient, null, add), [Constant(X)], twin =>
        {
            var next = twin.GetType().GetProperty("Next")!;
            object? second = others == 0 ? null : others == 1 ? twin : Activator.CreateInstance(twin.GetType(), 3);
            next.SetValue(twin, second);
            if (others == 2)
            {
                next.SetValue(second, twin);
            }
        });
    }

    [Theory]
    [InlineData("Helpers")]
    [InlineData("Tuples")]
    [InlineData("Locals")]
    [InlineData("Switched")]
    [InlineData("Left")]
    public void Modules_that_are_handed_on(string method)
    {
        var model = new HandedOn(3);
        model.Initialize(6);
        var gradient = new HandedOn.Gradient(model);
        Holds(model, method, [3], gradient, add => method switch
        {
            "Helpers" => model.HelpersGradient(X, gradient, null, add),
            "Tuples" => model.TuplesGradient(X, gradient, null, add),
            "Locals" => model.LocalsGradient(X, gradient, null, add),
            "Switched" => model.SwitchedGradient(X, gradient, null, add),
            _ => model.LeftGradient(X, gradient, null, add),
        }, [Constant(X)]);
    }

    [Fact]
    public void Generic_models_of_generic_modules()
    {
        var model = new AnyNet<double>(3);
        model.Initialize(6);
        var gradient = new AnyNet<double>.Gradient(model);
        model.LossGradient(X, gradient, null);
        Assert.True(GradientCheck.Check(model, () => model.LossPrimal(X), gradient).Passed);
    }

    [Fact]
    public void The_pullback_gives_the_same_whatever_stands_in_the_list_by_then()
    {
        var model = Choose();
        var (gradient, later) = (new Choosing.Gradient(model), new Choosing.Gradient(model));
        model.ByIndexGradient(X, gradient, null);
        model.ByIndexWithPullback(X, out var pullback);
        model.Blocks.Reverse();
        pullback.Invoke(1, later, null);
        pullback.Dispose();
        Assert.Equal(gradient.Values.ToArray(), later.Values.ToArray());
        var dx = Tensor.CreateFromShape<double>([4, 3]);
        model.FeaturesWithPullback(X, out var features);
        features.Invoke(X, later, dx);
        features.Invoke(X, null, dx);
        features.Dispose();
    }

    [Fact]
    public void The_layout_is_that_of_the_declarations_depth_first()
    {
        var model = Levels();
        Assert.Equal(["first.w", "first.b", "scale", "blocks.0.w", "blocks.0.b", "blocks.1.w", "blocks.1.b", "last.w", "last.b"], model.Entries.Select(e => e.Name));
        Assert.Equal(["w (5, 5)", "b (5)"], model.Blocks[1].Entries.Select(e => e.ToString()));
        Assert.Equal([0, 25], model.Blocks[1].Entries.Select(e => e.Offset));
        model.Parameters[model.Entries[5].Offset] = 123;
        Assert.Equal(123, model.Blocks[1].W[0, 0]);
        Assert.Equal(123, model.Blocks[1].Parameters[0]);
        var gradient = new TwoLevels.Gradient(model);
        model.LossGradient(X, gradient, null);
        Assert.Equal(gradient.Values[model.Entries[5].Offset], gradient.Blocks[1].W[0, 0]);
        Assert.Equal(gradient.Values.Slice(model.Entries[5].Offset, 30).ToArray(), gradient.Blocks[1].Values.ToArray());
    }

    [Fact]
    public void What_a_module_held_before_is_moved_into_the_tree()
    {
        var model = new TwoInOne(2);
        model.First.Initialize([1, 2, 3, 4, 5, 6]);
        Assert.Throws<InvalidOperationException>(() => model.Second.W);
        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0], model.Parameters.ToArray());
        Assert.Equal(4, model.First.W[1, 1]);
        Assert.Throws<InvalidOperationException>(() => model.Second.W);
        model.Parameters[3] = 9;
        Assert.Equal(9, model.First.W[1, 1]);
    }

    [Fact]
    public void A_module_that_comes_later_or_belongs_elsewhere_throws()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        model.Blocks[1] = new Affine(3, 3);
        Assert.Contains("no values yet", Assert.Throws<InvalidOperationException>(() => model.ByIndexGradient(X, gradient, null)).Message, StringComparison.Ordinal);
        model.Blocks[1].Initialize(1);
        Assert.Contains("is no part of", Assert.Throws<InvalidOperationException>(() => model.ByIndexGradient(X, gradient, null)).Message, StringComparison.Ordinal);
        var other = new SharedModule(3) { B = model.Blocks[0] };
        Assert.Contains("is a part of Choosing already", Assert.Throws<InvalidOperationException>(() => other.Initialize(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_of_another_size_throws()
    {
        var model = new Choosing(3);
        model.Blocks[1] = new Affine(3, 4);
        model.Initialize(1);
        var gradient = new Choosing.Gradient(model);
        Assert.Contains("changes the shape of 'x'", Assert.Throws<InvalidOperationException>(() => model.ByIndexGradient(X, gradient, null)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => model.ByIndexPrimal(X));
    }

    [Fact]
    public void The_gradient_may_be_left_out()
    {
        var model = Choose();
        var gradient = new Choosing.Gradient(model);
        var (dx, alone) = (Tensor.CreateFromShape<double>([4, 3]), Tensor.CreateFromShape<double>([4, 3]));
        double loss = model.ByIndexGradient(X, gradient, dx);
        Assert.Equal(loss, model.ByIndexGradient(X, null, alone));
        Assert.Equal(Numbers.Flat(dx), Numbers.Flat(alone));
        Assert.Equal(loss, model.ByIndexPrimal(X));
        Assert.Equal(loss, model.ByIndex(X), 1e-12);
    }

    [Fact]
    public void A_tree_is_trained()
    {
        var model = Levels();
        var gradient = new TwoLevels.Gradient(model);
        var optimizer = new Sgd<double>(0.02);
        double first = model.LossGradient(X, gradient, null);
        for (int step = 0; step < 20; step++)
        {
            optimizer.Step(model, gradient);
            model.LossGradient(X, gradient, null);
        }

        Assert.True(model.LossPrimal(X) < first - 1);
    }

    // Generic, so that no derivative of another method can name it.
    [Differentiable]
    private sealed partial class Unknown<T> : ILayer
    {
        public int Width => 2;

        [Differentiable]
        [return: Shape("N", "M")]
        public Tensor<double> Forward([Shape("N", "M")] Tensor<double> x) => x * 2;
    }
}
