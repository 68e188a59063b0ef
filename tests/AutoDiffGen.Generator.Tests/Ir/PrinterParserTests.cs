using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Rules;

namespace AutoDiffGen.Generator.Tests.Ir;

public class PrinterParserTests
{
    [Theory]
    [InlineData("func \"M:C.F\" F() {\n  %0 = const {value=\"1\"} : f64\n  return %0\n}\n")]
    [InlineData("func \"M:C.F\" F(%0 x: f32, %1: 'T nograd, %2 s: opaque<System.Collections.Generic.List<int>>, %3 n: nint) -> [] {\n  return %0\n}\n")]
    [InlineData("func \"M:C.F\" F(%0 this: model<global::A.M<T>>, %1 x: f64[B, 3 * this.hidden, 1], %2 y: int[], %3 z: f32[?]) -> [B, 2 * N + 1] {\n  return %1\n}\n")]
    [InlineData("func \"quote \\\" slash \\\\ line \\n\" F(%0 x: f64) {\n  %1 = literal {text=\"\\\"a\\\\b\\\" {x=\\\"\"} : opaque<string> @3+14\n  return %0 @0+7\n}\n")]
    [InlineData("func \"M:C.F\" F(%0 c: bool, %1 x: f64) {\n  %2 y, %3 = if %0 : f64, bool {\n    yield %1, %0\n  } {\n    %4 = neg %1 : f64\n    %5 = if %0 : bool {\n      yield %0\n    } {\n      yield %0\n    }\n    yield %4, %5\n  }\n  return %2\n}\n")]
    [InlineData("func \"M:C.F\" F(%0 x: f64, %1 n: int) {\n  %2 zero = const {value=\"0\"} : int\n  %3 y = for %2, %1, %0 {step=\"1\", compare=\"lt\"} : f64 { |%4 i: int, %5 y: f64|\n    %6 = mul %5, %0 : f64\n    yield %6\n  }\n  return %3\n}\n")]
    [InlineData("func \"M:C.F\" F(%0 a: array<f64>, %1 b: span<f32>, %2 c: rospan<'T>, %3 d: array2<f64>, %4 e: array<array<f64>>) {\n  %5 = const {value=\"NaN\"} : f64\n  return %5\n}\n")]
    public void A_text_is_read_and_written_alike(string text)
    {
        var function = IrParser.Parse(text);
        Assert.Equal(text, IrPrinter.Print(function));
        Assert.Equal(function, IrParser.Parse(IrPrinter.Print(function)));
    }

    // One operation of every code, with as many operands, results, attributes and regions as it demands.
    [Fact]
    public void Every_code_is_read_and_written_alike()
    {
        foreach (var info in OpTable.All)
        {
            int id = 0;
            var operands = Enumerable.Range(0, Math.Max(info.Operands, 0)).ToList();
            var results = Enumerable.Range(0, Math.Max(info.Results, 0)).Select(i => new IrValue(100 + i, ScalarType.F64, i == 0 ? "r" : ""));
            var region = new IrBlock(EquatableArray.Of(new IrValue(200 + id, ScalarType.I32, "i")), EquatableArray.Of(IrOp.Create("yield", [0], [])));
            var op = IrOp.Create(info.Code, operands, results, info.Attributes.Select(a => new IrAttribute(a, "text of \"" + a + "\"")), new IrSpan(1, 2), Enumerable.Repeat(region, info.Regions));
            var function = new IrFunction("key", "F", EquatableArray<IrParameter>.Empty, new IrBlock(EquatableArray<IrValue>.Empty, EquatableArray.Of(op)));
            Assert.Equal(function, IrParser.Parse(IrPrinter.Print(function)));
        }
    }

    [Theory]
    [InlineData("func F", "line 1: '\"' expected at 'F'")]
    [InlineData("func \"k\" F(%0 x: f64) {\n  %1 = neg %0\n  return %1\n}", "line 3: ':' expected at 'return %1'")]
    [InlineData("func \"k\" F(%0 x: f64) {\n  %1 = neg %0 : f64[B\n", "line 2: ']' expected at 'B'")]
    [InlineData("func \"k\" F(%0 x: f64) {\n\n  return %x\n}", "line 3: a number expected at 'x'")]
    [InlineData("func \"k\" F(%0 x: f64) {\n  return %0\n} more", "line 3: nothing more expected at 'more'")]
    [InlineData("func \"k\" F(%0 x: opaque<a", "line 1: '>' expected at ''")]
    [InlineData("func \"k\" F(%0 x: f64) {\n  return %0\n", "line 3: a name expected at ''")]
    public void A_malformed_text_is_told_with_its_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => IrParser.Parse(text)).Message);

    [Fact]
    public void Every_rule_names_only_operations_and_arguments()
    {
        foreach (var rule in ScalarRules.All)
        {
            for (int i = 0; i < rule.Derivatives.Count; i++)
            {
                Check(rule.Derivative(i), rule);
            }
        }

        static void Check(RuleExpression expression, ScalarRule rule)
        {
            if (expression.IsLeaf)
            {
                Assert.True(char.IsDigit(expression.Head.TrimStart('-')[0]) || expression.Head is "g" or "r" or "pi" or "ln2" or "ln10" || "xyz"[..rule.Arity].Contains(expression.Head, StringComparison.Ordinal), $"{rule.Code}: {expression.Head}");
                return;
            }

            Assert.True(expression.Head.StartsWith("select:", StringComparison.Ordinal) || ScalarRules.Find(expression.Head)?.Arity == expression.Arguments.Count, $"{rule.Code}: {expression.Head}");
            Assert.All(expression.Arguments, a => Check(a, rule));
        }
    }
}
