using System.Numerics.Tensors;
using System.Reflection;
using AutoDiffGen.Generator.Lowering;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Tests.Rules;

/// <summary>What <see cref="Ops"/> offers and what the generator recognises are the same.</summary>
public class OpsAgreementTests
{
    // Those that are called beside a differentiable method only: they write what they are given, or give indices.
    private static readonly string[] EagerOnly = ["UpdateRunningStatistics", "MaxPool1dWithIndices", "MaxPool2dWithIndices", "ArgMax", "ArgMin"];

    public static IEnumerable<object[]> Elementwise =>
        ScalarRules.All.Where(r => !r.IsOperator && !r.IsPiecewiseConstant && !r.IsOfNumbers).Select(r => new object[] { r.Spelling, r.Arity });

    private static IEnumerable<MethodInfo> Methods => typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static);

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Every_elementwise_rule_is_a_function_of_tensors(string spelling, int arity)
    {
        Assert.Contains(Methods, m => m.Name == spelling && m.GetParameters().Length == arity && IsTensor(m.ReturnType)
            && m.GetParameters().All(p => IsTensor(p.ParameterType) || p.ParameterType == typeof(int)));
    }

    [Fact]
    public void Every_function_of_Ops_is_recognised()
    {
        foreach (MethodInfo method in Methods)
        {
            Assert.True(
                FunctionLowering.TensorFunctionNames.Contains(method.Name) || method.Name is "Reshape" or "Detach"
                || method.GetCustomAttributes().Any(a => a.GetType().Name == "ComposedAttribute")
                || EagerOnly.Contains(method.Name)
                || ScalarRules.All.Any(r => r.Spelling == method.Name && r.Arity == method.GetParameters().Length && !r.IsPiecewiseConstant),
                $"Ops.{method.Name} with {method.GetParameters().Length} parameters has no rule.");
        }
    }

    [Theory]
    [InlineData("Sum", "axis", "axes", "keepDims")]
    [InlineData("Mean", "axis", "axes", "keepDims")]
    [InlineData("Softmax", "axis")]
    [InlineData("LogSoftmax", "axis")]
    [InlineData("MatMul", "transposeA", "transposeB")]
    [InlineData("CrossEntropy", "weight", "axis", "ignoreIndex", "labelSmoothing", "reduction")]
    public void Options_have_the_names_that_lowering_looks_for(string function, params string[] names)
    {
        var found = Methods.Where(m => m.Name == function).SelectMany(m => m.GetParameters()).Select(p => p.Name).ToHashSet();
        Assert.All(names, n => Assert.Contains(n, found));
    }

    [Fact]
    public void What_called_on_numbers_goes_to_Ops_exists_for_numbers()
    {
        Assert.All(ScalarRules.All.Where(r => r.IsOps), r => Assert.Contains(Methods, m =>
            m.Name == r.Spelling && m.GetParameters().Length == r.Arity && m.ReturnType.IsGenericParameter && m.GetParameters().All(p => p.ParameterType.IsGenericParameter)));
    }

    private static bool IsTensor(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Tensor<>);
}
