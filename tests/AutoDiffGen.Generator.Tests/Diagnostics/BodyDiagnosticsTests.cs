using AutoDiffGen.Generator.Tests.Support;

namespace AutoDiffGen.Generator.Tests.Diagnostics;

/// <summary>What an expression or a statement of the body forbids, at its place.</summary>
public class BodyDiagnosticsTests
{
    private const string Head = """
        using System;
        using System.Numerics.Tensors;
        using AutoDiffGen;
        namespace Samples;
        public partial class C
        {
            public static double Shared = 1;
            public double Own { get; set; }
            public static double Foreign(double y) => y * y;

        """;

    [Theory]
    [InlineData("double F(double x) => x * {|ADG0007:DateTime.Now|}.Hour;", "System.DateTime")]
    [InlineData("double F(double x) { decimal m = {|ADG0007:(decimal)x|}; return (double)m; }", "decimal")]
    [InlineData("double F(double x) => x * (double){|ADG0007:Rate|}; private static readonly decimal Rate = 2m;", "decimal")]
    [InlineData("double F(double x, object o) => x * (double){|ADG0007:o|};", "object")]
    [InlineData("double F(double x) { _ = x; string s = x.ToString() + {|ADG0007:1|}; return s.Length * x; }", "object")]
    public void A_value_of_a_type_that_cannot_stand_there(string method, string type) => Of(method,
        $"This expression has the type '{type}', which cannot stand in a differentiable method yet: use float, double, whole numbers, and arrays and tensors of them, and convert before the call");

    [Theory]
    [InlineData("double F(double x, System.Collections.Generic.List<double> l) => x * {|ADG0010:l[0]|};", "the indexer of 'System.Collections.Generic.List<double>'", "pass an array or a span: of a list, list.ToArray() or CollectionsMarshal.AsSpan(list)")]
    [InlineData("double F([Shape(\"N\")] Tensor<double> x) => {|ADG0010:x[0]|};", "single elements of a tensor", "use operators and the functions of AutoDiffGen.Ops, or pass the numbers as an array or span")]
    [InlineData("double F([Shape(\"N\")] Tensor<double> x) { double s = 0; {|ADG0010:foreach (double v in x) s += v;|} return s; }", "a foreach over the elements of a tensor", "use operators and the functions of AutoDiffGen.Ops, or pass the numbers as an array or span")]
    [InlineData("double F(double x, System.Collections.Generic.List<double> l) { {|ADG0010:foreach (double v in l) x += v;|} return x; }", "a foreach over this kind of collection", "go through an array or a span, such as list.ToArray()")]
    public void Elements_of_what_is_no_array(string method, string what, string advice) => Of(method, $"A differentiable method cannot contain {what} yet: {advice}");

    [Fact]
    public void An_operator_that_a_type_defines_itself() => Of(
        "double F(double x, Money m) => x * ({|ADG0008:m + m|}).Amount; public sealed class Money(double amount) { public double Amount => amount; public static Money operator +(Money a, Money b) => a; }",
        "This is an operator of something other than numbers and tensors, which cannot be differentiated yet: use operators of numbers, + - * / of tensors, or a method");

    [Fact]
    public void Concatenation_of_texts() => Of(
        "double F(double x, string s) => {|ADG0008:s + \"a\"|} == \"ba\" ? x : -x;",
        "This is an operator of something other than numbers and tensors, which cannot be differentiated yet: use operators of numbers, + - * / of tensors, or a method");

    [Fact]
    public void A_conversion_that_a_type_defines_itself() => Of(
        "double F(double x, Money m) => x * {|ADG0008:m|}; public sealed class Money { public static implicit operator double(Money m) => 1; }",
        "This is an operator that converts between types of its own, which cannot be differentiated yet: use operators of numbers, + - * / of tensors, or a method");

    [Theory]
    [InlineData("Shared")]
    [InlineData("C.Shared")]
    public void A_write_to_a_static_field(string target) => Of(
        $"double F(double x) {{ {{|ADG0009:{target}|}} = x; return x; }}",
        $"'{target}' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    [Theory]
    [InlineData("double F(double[] a) { ref double r = ref {|ADG0010:System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(a)|}; return r; }")]
    [InlineData("double F(double x, double y) { ref double r = ref x; r = ref {|ADG0010:Held()|}; return r * y; } static double s_held; static ref double Held() => ref s_held;")]
    [InlineData("double F(double x) { ref double r = ref {|ADG0010:Shared|}; return r * x; }")]
    public void A_reference_to_memory_without_a_name(string method) => Of(method,
        "A differentiable method cannot contain a reference to memory that has no name here yet: refer to a local, a parameter, a field of a struct, or an element of an array or span");

    [Theory]
    [InlineData("double F(double x) { P p = new() { X = x }; Both({|ADG0010:ref p|}, ref p.X); return p.X; } [Differentiable] static void Both(ref P p, ref double r) { p.X += 1; r *= 2; }")]
    [InlineData("double F(double x) { P p = new() { X = x }; p.Add({|ADG0010:ref p.X|}); return p.X; }")]
    [InlineData("double F(P[] a) { One({|ADG0010:ref a[0].X|}, a); return a[0].X; } [Differentiable] static void One(ref double r, P[] a) { a[0].X += 1; r *= 2; }")]
    [InlineData("double F(double[][] a) { One({|ADG0010:ref a[0][0]|}, a); return a[0][0]; } [Differentiable] static void One(ref double r, double[][] a) { a[0][0] += 1; r *= 2; }")]
    [InlineData("double F(double[] a, int i) { ref double r = ref a[i]; Two({|ADG0010:ref r|}, ref a[0]); return r; } [Differentiable] static void Two(ref double r, ref double s) { s += 1; r *= 2; }")]
    [InlineData("double F(double x) => G({|ADG0010:x|}, ref x); [Differentiable] static double G(in double a, ref double b) { b *= 2; return a; }")]
    [InlineData("double F(double[] x) => {|ADG0010:G(x[0], x)|}; [Differentiable] static double G(in double a, double[] b) { b[0] *= 2; return a; }")]
    [InlineData("double F(double[] x, B b) => {|ADG0010:b.G(x[0], x)|}; } public abstract partial class B { [Differentiable] public abstract double G(in double a, double[] c);")]
    [InlineData("double F(double[] x, B b) => {|ADG0010:b.G(x[0], x)|}; } public partial class B { [Differentiable] public virtual double G(in double a, double[] c) => a * c[0];")]
    [InlineData("double F(double x) { P p = new() { X = x }; return {|ADG0010:p|}.Read(ref p.X); }")]
    [InlineData("double F(P[] a) => {|ADG0010:a[0].Read(a)|};")]
    public void An_argument_by_reference_that_the_callee_reaches_otherwise(string method) => Of(
        method + " [Differentiable] public partial struct P { public double X; public void Add(ref double r) { X += 1; r *= 2; } public readonly double Read(ref double r) { r *= 2; return X; } public readonly double Read(P[] a) { a[0].X *= 2; return X; } }",
        "A differentiable method cannot contain a reference to memory that the callee may also reach otherwise yet: copy the element into a local, pass that, and store it back");

    [Fact]
    public void A_recursion_that_gives_an_array() => Of(
        "double[] F(double[] a, int n) => n <= 0 ? a : {|ADG0010:F(a, n - 1)|};", "A differentiable method cannot contain a call of 'F', which stays a call and gives an array yet: let it fill an array or span that is passed in");

    [Fact]
    public void A_call_of_a_recursion_that_gives_an_array() => Expected.Diagnostics(
        Head + "[Differentiable] public static double F(double[] a, int n) => {|ADG0010:G(a, n)|}[0]; [Differentiable] public static double[] G(double[] a, int n) => n <= 0 ? a : {|ADG0010:G(a, n - 1)|}; }",
        ["A differentiable method cannot contain a call of 'G', which stays a call and gives an array yet: let it fill an array or span that is passed in", "A differentiable method cannot contain a call of 'G', which stays a call and gives an array yet: let it fill an array or span that is passed in"]);

    [Theory]
    [InlineData("double F(double[] a) { double[,][] b = {|ADG0010:new double[2, 2][]|}; return a[0]; }", "an array of several dimensions whose elements are arrays, made inside of the method yet: use one array and compute the index, or pass the array in")]
    [InlineData("double F(double[][] a, double[] b) { {|ADG0010:a[0]|} = b; return a[0][0]; }", "an array that is stored in an array which was given yet: copy its elements, or make the array of arrays in the method")]
    [InlineData("double F(double[,] a) { double[,] b = {|ADG0010:(double[,])a.Clone()|}; return b[0, 0]; }", "a copy of an array of several dimensions yet: copy its elements")]
    [InlineData("double[][] F(double[] a) { double[][] b = [a]; return {|ADG0010:b|}; }", "an array of arrays that is returned and holds an array that was given yet: store a copy of it")]
    [InlineData("double[] F(double x) { double[] a = [x]; return {|ADG0010:x > 0 ? a : null!|}; }", "a result that may be null yet: return an empty array")]
    [InlineData("double F(double x, int n) { double[][] b = [[x]]; return {|ADG0010:F(b, n)|}; } [Differentiable] public static double F(double[][] b, int n) => n <= 0 ? b[0][0] : b[0][0] * F(b, n - 1);", "an array of arrays made inside of the method that leaves it, or goes to a call that stays a call yet: hand its rows over one by one")]
    [InlineData("double F(double x) { T G<T>(T y, int n) => n == 0 ? y : G(y, n - 1); return {|ADG0010:G(x, 3)|}; }", "a local function that calls itself and is generic or returns a reference ('G') yet: write it as a method of the type, marked [Differentiable]")]
    [InlineData("double F(double x) { double s = x; void G(ref double y, int n) { s *= x; if (n > 0) { G(ref y, n - 1); } y += s; } G({|ADG0010:ref s|}, 3); return s; }", "a reference to memory that the callee may also reach otherwise yet: copy the value into a local, pass that, and store it back")]
    [InlineData("double F(double[] a, double[] b) => {|ADG0010:a == b|} ? a[0] : b[0];", "a comparison of two arrays, which asks whether they are one yet: compare their elements, or decide outside and pass the answer in")]
    [InlineData("double F(double x) { Doubled d = {|ADG0010:new() { X = x }|}; return d.X; } [Differentiable] public partial struct Doubled { public double X { get; set => field = 2 * value; } }", "the creation of this object yet: create it outside and pass it in")]
    [InlineData("double F(in P p) => {|ADG0010:p.At()|}; [Differentiable] public partial struct P { public double X; [System.Diagnostics.CodeAnalysis.UnscopedRef] public ref double At() => ref X; }", "'At', which is not readonly and returns a reference, of a struct that is only read yet: copy the struct into a local first, or mark the member readonly")]
    [InlineData("double F(Pair a, Pair b) => {|ADG0010:a == b|} ? a.X : b.X; [Differentiable] public partial record struct Pair(double X);", "the equality of the record Samples.C.Pair yet: compare the members one by one")]
    [InlineData("double F(double x) => {|ADG0010:x.Twice()|}; } [Differentiable] public static partial class E { extension(double x) { public double Twice() => 2 * x; }", "a call of 'Twice', a member of an extension block yet: write it as a static method with 'this' before its first parameter")]
    [InlineData("double F(Pair a) => {|ADG0010:a.Sum|}; [Differentiable] public partial struct Pair { public double X; } } [Differentiable] public static partial class E { extension(C.Pair a) { public double Sum => a.X; }", "'Sum', a member of an extension block yet: write it as a static method with 'this' before its first parameter")]
    public void A_construct_of_arrays_and_structs(string method, string what) => Of(method, "A differentiable method cannot contain " + what);

    [Fact]
    public void A_write_to_a_property_of_the_receiver() => Expected.Diagnostic(
        Head + "[Differentiable] public double F(double x) { {|ADG0009:Own|} += x; return x; } }",
        "'Own' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    [Fact]
    public void A_private_member_of_a_generic_type_that_an_inlined_body_names() => Expected.Diagnostic(
        "public static partial class A<U> { private static double s_k = 2; [AutoDiffGen.Differentiable] public static double G(double x) => s_k * x; }"
        + " public static partial class C { [AutoDiffGen.Differentiable] public static double F(double x) => {|ADG0015:A<int>.G(x)|}; }",
        "The method that is called here uses 's_k', which is private to 'A<U>', and its body becomes part of this derivative: make 's_k' internal");

    [Fact]
    public void A_struct_parameter_that_is_not_marked() => Expected.Diagnostic(
        "public struct P { public double X; } public static partial class C { [AutoDiffGen.Differentiable] public static double F({|ADG0207:P p|}) => p.X; }",
        "Adjoints of 'P' are needed here, in a parameter, a result or an array, so it must be a partial struct or class marked [Differentiable], without a member 'Gradient': the type of that name is generated then");

    [Theory]
    [InlineData("double F(double x) { var b = new Box(x); return {|ADG0201:b.V|} * 2; } private sealed class Box(double v) { public double V = v; }", "V")]
    [InlineData("double F(double x, System.Collections.Generic.List<double> l) { l.Add(x); return {|ADG0201:System.Linq.Enumerable.First(l)|}; }", "System.Linq.Enumerable.First<double>")]
    [InlineData("double F(double x) { Store.Put(x); return {|ADG0201:Store.Get()|}; } private static class Store { static double s; public static void Put(double v) => s = v; public static double Get() => s; }", "C.Store.Get")]
    [InlineData("double F(double x) { var y = {|ADG0201:Make(x)|}; return y[0]; } private static double[] Make(double v) => [v];", "C.Make")]
    [InlineData("double F(double x) { var b = new Cell(); b.Put(x); return {|ADG0201:b.Get(x)|}; } public sealed class Cell { double s; public void Put(double v) => s = v; public double Get(double t) => s * t; } [AutoDiffGen.DerivativeOf(typeof(Cell), nameof(Cell.Get))] public static void Pull(Cell self, double cotangent, out double dT) => dT = 0 * cotangent;", "Get")]
    [InlineData("double F(double x) { var b = new System.Collections.Generic.List<double>(); b.Add(x); return {|ADG0201:R(b, x, 2)|}; } [AutoDiffGen.Differentiable] public static double R(System.Collections.Generic.List<double> b, double t, int n) => n == 0 ? t : R(b, t * t, n - 1);", "R")]
    public void A_number_that_comes_back_from_where_an_active_value_went(string method, string member) => Expected.Diagnostic(
        "public partial class C { [AutoDiffGen.Differentiable] public static " + method + " }",
        $"'{member}' is not differentiable, but an active value goes in, and a number or the contents of an array come out, whose gradient would be lost: mark it [Differentiable], give it a rule ([DerivativeOf]) when it is not yours, or pass the value through Ops.Detach or a parameter marked [NoGradient]");

    [Fact]
    public void A_call_that_passes_by_reference() => Of(
        "double F(double x) { Set({|ADG0010:ref x|}); return x; } static void Set(ref double y) => y = 1;",
        "A differentiable method cannot contain an argument passed by ref to a method that is not differentiable yet: return the value instead");

    [Fact]
    public void A_call_of_a_virtual_helper_without_a_mark() => Expected.Diagnostic(
        "using AutoDiffGen; [Differentiable] public partial class C { public virtual double V(double x) => x; [Differentiable] public double F(double x) => {|ADG0010:V(x)|}; }",
        "A differentiable method cannot contain a call of the virtual member 'V' without a mark yet: mark it and what overrides it [Differentiable]");

    [Fact]
    public void A_virtual_getter_of_a_marked_type() => Expected.Diagnostic(
        "using AutoDiffGen; [Differentiable] public abstract partial class C { public abstract double Rate { get; } [Differentiable] public double F(double x) => x * {|ADG0010:Rate|}; }",
        "A differentiable method cannot contain a call of the virtual member 'Rate' without a mark yet: make it a method, and mark that and what overrides it [Differentiable]");

    [Fact]
    public void A_call_that_would_lose_the_gradient() => Of(
        "double F(double x) => x * {|ADG0201:Foreign(x)|};",
        "'Samples.C.Foreign' is not differentiable, but an active value goes in, and a number or the contents of an array come out, whose gradient would be lost: mark it [Differentiable], give it a rule ([DerivativeOf]) when it is not yours, or pass the value through Ops.Detach or a parameter marked [NoGradient]");

    [Fact]
    public void A_library_function_without_a_rule_would_lose_the_gradient() => Of(
        "double F(double x) => {|ADG0201:Convert.ToDouble(x)|};",
        "'System.Convert.ToDouble' is not differentiable, but an active value goes in, and a number or the contents of an array come out, whose gradient would be lost: mark it [Differentiable], give it a rule ([DerivativeOf]) when it is not yours, or pass the value through Ops.Detach or a parameter marked [NoGradient]");

    [Theory]
    [InlineData("SquareWithPullback(x, out var pullback)")]
    [InlineData("C.SquareWithPullback(x, out var pullback)")]
    public void A_pullback_inside_a_differentiable_method(string call) => Of(
        $"double F(double x) {{ double y = {{|ADG0203:{call}|}}; return y * x; }} [Differentiable] public static double Square(double x) => x * x;",
        "'SquareWithPullback' cannot be called inside a differentiable method: what it gives cannot be followed; call SquareGradient, SquarePushforward or SquareHessianVectorProduct");

    [Theory]
    [InlineData("it computes with tensors", "{|ADG0220:SumGradient(t, null)|}", "[Differentiable] public static double Sum([Shape(\"N\")] System.Numerics.Tensors.Tensor<double> x) => Ops.Sum(x);", "[Shape(\"N\")] System.Numerics.Tensors.Tensor<double> t")]
    [InlineData("it calls 'G', which calls itself", "{|ADG0220:GGradient(x, 3, out _)|}", "[Differentiable] public static double G(double x, int n) => n <= 0 ? x : x * G(x, n - 1);", "int m")]
    [InlineData("an array of the shape of 'a' must be passed for what is left out", "{|ADG0220:GGradient(a, null)|}", "[Differentiable] public static double G(double[,] a) => a[0, 0] * a[0, 1];", "double[,] a")]
    public void A_derivative_that_has_no_derivative(string reason, string call, string callee, string parameter) => Of(
        $"double F(double x, {parameter}) {{ double y = {call}; return y * x; }} {callee}",
        $"The derivative of '{callee.Split(' ')[4].Split('(')[0]}' cannot be differentiated here: {reason}");

    [Theory]
    [InlineData("Jacobian", "it computes with tensors", "double {|ADG0221:F|}([Shape(\"N\")] System.Numerics.Tensors.Tensor<double> x) => Ops.Sum(x);")]
    [InlineData("Jacobian", "it calls 'F', which calls itself", "double F(double x, int n) => n <= 0 ? 1 : x * {|ADG0221:F(x, n - 1)|};")]
    [InlineData("Jacobian", "it runs once for every few columns, and 'Next' may give another value each time", "double F(double x, System.Random r) => x * {|ADG0221:r.Next(3)|};")]
    [InlineData("Hessian", "it runs once for every few columns, and 'Next' may give another value each time", "double F(double x, System.Random r) => x * x * {|ADG0221:r.Next(3)|};")]
    [InlineData("Jacobian", "it computes with both 'T' and 'double'", "double {|ADG0221:F|}<T>(T x, double y) where T : System.Numerics.IFloatingPointIeee754<T> => y * double.CreateTruncating(x);")]
    [InlineData("Jacobian", "it makes arrays of several dimensions whose elements are structs in its branches or loops", "float {|ADG0221:F|}(float x) { var a = new System.Numerics.Vector2[1, 1]; for (int i = 0; i < 2; i++) { a[0, 0].X += x; a = new System.Numerics.Vector2[2, 2]; a[1, 1].Y = x; a[0, 0].X = x * x; } return a[0, 0].X; }")]
    [InlineData("Jacobian", "its result is an array of arrays", "double[][] {|ADG0221:F|}(double x) => [[x], [x * x]];")]
    public void A_matrix_that_cannot_be_computed(string matrix, string reason, string method) => Expected.Diagnostic(
        $"using AutoDiffGen; public static partial class C {{ [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.{matrix})] public static {method} }}",
        $"'F' can have no {matrix}: {reason}");

    [Fact]
    public void A_matrix_in_a_method_that_only_speaks() => Expected.Diagnostics(
        "using AutoDiffGen; public static partial class C { [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Jacobian | DerivativeModes.Hessian)] public static double F(double x, int[] n) { System.Console.WriteLine(n[0]); return x * System.Math.Max(n[0], 3); } }",
        []);

    [Fact]
    public void A_matrix_inside_a_differentiable_method() => Of(
        "double F(double x) { System.Span<double> h = new double[1]; {|ADG0203:SquareHessian(x, out double d, h)|}; return d; } [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Hessian)] public static double Square(double x) => x * x;",
        "'SquareHessian' cannot be called inside a differentiable method: what it gives cannot be followed; call SquareGradient, SquarePushforward or SquareHessianVectorProduct");

    [Fact]
    public void A_rule_written_by_hand_has_no_derivative() => Expected.Diagnostic(
        """
        using AutoDiffGen;
        public static class Foreign { public static double Product(double x, double y) { return x * y; } }
        public static class Rules { [DerivativeOf(typeof(Foreign), nameof(Foreign.Product))] public static void P(double x, double y, double cotangent, out double dX, out double dY) { dX = y * cotangent; dY = x * cotangent; } }
        public static partial class C { [Differentiable(Modes = DerivativeModes.HessianVector)] public static double F(double x) => {|ADG0220:Foreign.Product(x, x)|}; }
        """,
        "The derivative of 'F' cannot be differentiated here: the rule 'Rules.P' is written by hand and has no derivative itself");

    [Fact]
    public void A_method_that_calls_its_own_derivative() => Expected.Diagnostic(
        Head + "[Differentiable] public static double F(double x) { {|ADG0220:FGradient(x, out double d)|}; return d * x; } }",
        "The derivative of 'FGradient' cannot be differentiated here: it reaches this call itself",
        "CS0619");

    [Fact]
    public void A_forward_mode_needs_that_of_a_callee_that_calls_itself() => Expected.Diagnostic(
        "using AutoDiffGen; public static partial class C { [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)] public static double F(double x) => {|ADG0208:Power(x, 3)|}; [Differentiable] public static double Power(double x, int n) => n <= 0 ? 1 : x * Power(x, n - 1); }",
        "'Power' calls itself, so its tangent comes from a pushforward of its own: mark it [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]");

    [Fact]
    public void An_error_of_a_marked_callee_is_told_there_and_named_here() => Of(
        "double {|ADG0014:F|}(double x) => Bad(x); [Differentiable] public static double Bad(double x) => x * {|ADG0007:DateTime.Now|}.Hour;",
        "'F' calls 'Bad', which is in error itself: mend 'Bad' first",
        "This expression has the type 'System.DateTime', which cannot stand in a differentiable method yet: use float, double, whole numbers, and arrays and tensors of them, and convert before the call");

    [Fact]
    public void An_error_of_a_helper_that_is_not_marked_is_told_at_its_place() => Expected.Diagnostic(
        "using AutoDiffGen; [Differentiable] public static partial class C { [Differentiable] public static double F(double x) => Helper(x); static double Helper(double x) => x * {|ADG0007:System.DateTime.Now|}.Hour; }",
        "This expression has the type 'System.DateTime', which cannot stand in a differentiable method yet: use float, double, whole numbers, and arrays and tensors of them, and convert before the call");

    [Theory]
    [InlineData("double F(double[][] a, int i) { double[] c = {|ADG0206:i % 2 == 0 ? a[i] : a[0]|}; return c[0]; }")]
    [InlineData("double F(double[][] a) { double[][] b = a[1..]; return {|ADG0206:b[0]|}[0]; }")]
    [InlineData("double F(double[][] a, int i) { double[][] b = {|ADG0206:i > 0 ? a : new double[1][]|}; return b.Length; }")]
    [InlineData("double F(double[][] a, int i) { var b = new double[1][]; for (int k = 0; k < i; k++) { b[0] = a[k]; } return {|ADG0206:b[0]|}[0]; }")]
    public void A_row_of_an_array_of_arrays_that_was_given(string method) => Of(method,
        "Which array this reference stands for is only known when the program runs, so its adjoint has no place yet: choose between arrays that are parameters or that the method makes, between indices, or between elements");

    [Fact]
    public void Every_statement_in_error_is_told_once() => Of(
        "double F(double x) { {|ADG0009:Shared|} = 1; double y = x * {|ADG0007:DateTime.Now|}.Hour; {|ADG0009:Shared|} = 2; y += 1; return y; }",
        "'Shared' outlives the call, so writing to it cannot be differentiated: use a local, and return the value",
        "This expression has the type 'System.DateTime', which cannot stand in a differentiable method yet: use float, double, whole numbers, and arrays and tensors of them, and convert before the call",
        "'Shared' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    [Fact]
    public void A_place_survives_comments_directives_and_carriage_returns() => Expected.Diagnostic(
        (Head + "// comment\n#if !NEVER\n[Differentiable]\n/* é */ public static double F(\n    double x) // one\n{\n    // two\n    {|ADG0009:Shared|} = x;\n    return x;\n}\n#endif\n}").Replace("\n", "\r\n", StringComparison.Ordinal),
        "'Shared' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    private static void Of(string method, params string[] messages) => Expected.Diagnostics(Head + "[Differentiable] public static " + method + " }", messages);
}
