namespace AutoDiffGen.Gradient.Tests.RandomPrograms;

/// <summary>Makes a failing program smaller for as long as it fails.</summary>
internal static class Shrinker
{
    /// <param name="method">A program that fails.</param>
    /// <param name="fails">Which of several programs fail.</param>
    public static Method Shrink(Method method, Func<IReadOnlyList<Method>, IReadOnlyList<bool>> fails)
    {
        for (int round = 0; round < 40; round++)
        {
            // Largest cuts first; a handful in one compilation.
            var candidates = Variants(method).Cast<Method>().Where(v => v.Size < method.Size || (v.Size == method.Size && v.Form < method.Form) || (v.Size == method.Size && v.Form == method.Form && !v.IsSingle && method.IsSingle)).DistinctBy(v => Writer.Class("C", v, "")).OrderBy(v => v.Size).Take(120).ToList();
            Method? smaller = null;
            foreach (var batch in candidates.Chunk(30))
            {
                var failing = fails(batch);
                smaller = batch.Where((_, i) => failing[i]).FirstOrDefault();
                if (smaller is not null)
                {
                    break;
                }
            }

            if (smaller is null)
            {
                return method;
            }

            method = smaller;
        }

        return method;
    }

    /// <summary>The node with one part left out or replaced by a simpler one.</summary>
    private static IEnumerable<Node> Variants(Node node)
    {
        if (node is Method { Form: not (Form.Plain or Form.Recursive) } formed)
        {
            yield return formed with { Form = Form.Plain };
        }

        if (node is Method { IsSingle: true } single)
        {
            yield return single with { IsSingle = false };
        }

        foreach (var own in Own(node))
        {
            yield return own;
        }

        for (int i = 0; i < node.Children.Count; i++)
        {
            foreach (var child in Variants(node.Children[i]))
            {
                var children = node.Children.ToArray();
                children[i] = child;
                yield return node.With(children);
            }
        }
    }

    private static IEnumerable<Node> Own(Node node) => node switch
    {
        Block block => block.Children.Select((_, i) => (Node)new Block([.. block.Children.Where((_, k) => k != i)])),
        Branch branch => [branch.Then, branch.Else, new Branch(branch.Condition, branch.Then, new Block([])), new Branch(new Flag(0), branch.Then, branch.Else)],
        Loop loop => [loop.Body, new Loop(0, 1, loop.Body), new Loop(0, 2, loop.Body)],
        Switch choose => [.. choose.Children],
        NewArray { Children.Count: > 0 } => [new NewArray([])],
        Method method when method.Callees.Count > 0 => [method with { Callees = [] }, .. method.Callees.Select(c => c with { Form = method.Form, IsSingle = method.IsSingle }), method with { Callees = [.. method.Callees.Skip(1)] }],
        Construct construct => [new Construct(construct.Which, 0, construct.Children)],
        Expression { Children.Count: > 0 } expression => [.. expression.Children.OfType<Expression>(), new Name(0), new Name(1), new Text("1.0")],
        Condition { Children.Count: > 0 } condition => [.. condition.Children.OfType<Condition>(), new Flag(0)],
        _ => [],
    };
}
