namespace AutoDiffGen.Generator.Tests.Passes;

public class Scratch(Xunit.Abstractions.ITestOutputHelper output)
{
    [Fact]
    public void Scalar() => output.WriteLine(PassDriver.Source("""
        func "F" F(%0 x: f64, %1 y: f64) {
          %2 a = mul %0, %1 : f64
          %3 s = sin %2 : f64
          %4 = exp %0 : f64
          %5 r = div %3, %4 : f64
          %6 c = const {value="2"} : f64
          %7 = pow %5, %6 : f64
          return %7
        }
        """));

    [Fact]
    public void Branch() => output.WriteLine(PassDriver.Source("""
        func "F" F(%0 x: f64, %1 y: f64) {
          %2 c = lt %0, %1 : bool
          %3 r = if %2 : f64 {
            %4 a = sin %0 : f64
            %5 = mul %4, %4 : f64
            yield %5
          } {
            yield %1
          }
          %6 = mul %3, %0 : f64
          return %6
        }
        """));

    [Fact]
    public void Recursion() => output.WriteLine(PassDriver.Source("""
        func "F" F(%0 x: f64, %1 n: int) {
          %2 zero = const {value="0"} : int
          %3 = eq %1, %2 : bool
          %4 r = if %3 : f64 {
            yield %0
          } {
            %5 a = mul %0, %0 : f64
            %6 one = const {value="1"} : int
            %7 = sub %1, %6 : int
            %8 = call %5, %7 {callee="G", forward="GForward", reverse="GReverse", primal="GPrimal"} : f64
            yield %8
          }
          return %4
        }
        """, """
        func "G" G(%0 x: f64, %1 n: int) {
          %2 = sin %0 : f64
          %3 = call %2, %1 {callee="F", forward="FForward", reverse="FReverse", primal="FPrimal"} : f64
          return %3
        }
        """));

    [Fact]
    public void Mlp() => output.WriteLine(PassDriver.Source("""
        func "Loss" Loss(%0 this: model<Model>, %1 tokens: int[B, this.context], %2 targets: int[B]) {
          %3 = call %0, %1 {callee="Logits"} : f32[?]
          %4, %5 = cross_entropy %3, %2 : f32, f32[?]
          return %4
        }
        """, """
        func "Logits" Logits(%0 this: model<Model>, %1 tokens: int[B, this.context]) -> [B, this.vocab] {
          %2 = parameter %0 {member="C"} : f32[this.vocab, this.embed]
          %3 = gather %2, %1 : f32[?]
          %4 = dim %1 {axis="0"} : nint
          %5 = field %0 {member="context"} : int
          %6 = field %0 {member="embed"} : int
          %7 = mul %5, %6 : int
          %8 = convert %7 : nint
          %9 e = reshape %3, %4, %8 : f32[?]
          %10 = parameter %0 {member="W1"} : f32[this.context * this.embed, this.hidden]
          %11 = matmul %9, %10 {transpose_a="false", transpose_b="false"} : f32[?]
          %12 = parameter %0 {member="B1"} : f32[this.hidden]
          %13 = add %11, %12 : f32[?]
          %14 h = tanh %13 : f32[?]
          %15 = parameter %0 {member="W2"} : f32[this.hidden, this.vocab]
          %16 = matmul %14, %15 {transpose_a="false", transpose_b="false"} : f32[?]
          %17 = parameter %0 {member="B2"} : f32[this.vocab]
          %18 = add %16, %17 : f32[?]
          return %18
        }
        """));
}
