using Microsoft.CodeAnalysis;

namespace AutoDiffGen.Generator.Diagnostics;

/// <summary>Every diagnostic: its id, what it says, its page. Errors cannot be configured away; warnings can.</summary>
internal static class DiagnosticCatalog
{
    private const string Category = "AutoDiffGen";

    public static readonly DiagnosticDescriptor NotPartial = Error("ADG0002", "The containing type is not partial",
        "The derivative of '{2}' is generated into '{1}', so '{0}' must be partial: write 'partial' in its declaration");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Error("ADG0003", "This kind of method cannot be differentiated",
        "'{0}' is {1}, which cannot be differentiated: {2}");

    public static readonly DiagnosticDescriptor ReturnType = Error("ADG0004", "The return type has no derivative",
        "'{0}' returns '{1}': a differentiable method returns float, double, a type parameter bound to IFloatingPointIeee754, a Tensor, an array or a span of one of these, or a tuple or marked struct of numbers");

    public static readonly DiagnosticDescriptor ByReference = Error("ADG0005", "A parameter is passed by reference",
        "The parameter '{0}' is passed by '{1}', which cannot be differentiated for a parameter of its type: pass it by value");

    public static readonly DiagnosticDescriptor ParameterType = Error("ADG0006", "A parameter's type cannot be differentiated",
        "The parameter '{0}' has the type '{1}', through which no derivative can pass yet: use float, double, a type parameter bound to IFloatingPointIeee754, or an array, span, tensor, tuple or marked struct of these");

    public static readonly DiagnosticDescriptor ValueType = Error("ADG0007", "An expression's type cannot be differentiated",
        "This expression has the type '{0}', which cannot stand in a differentiable method yet: use float, double, whole numbers, and arrays and tensors of them, and convert before the call");

    public static readonly DiagnosticDescriptor Operator = Error("ADG0008", "An operator cannot be differentiated",
        "This is an operator {0}, which cannot be differentiated yet: use operators of numbers, + - * / of tensors, or a method");

    public static readonly DiagnosticDescriptor ForeignWrite = Error("ADG0009", "A differentiable method writes to a field or property",
        "'{0}' outlives the call, so writing to it cannot be differentiated: use a local, and return the value");

    public static readonly DiagnosticDescriptor UnsupportedConstruct = Error("ADG0010", "A construct that cannot be differentiated",
        "A differentiable method cannot contain {0} yet: {1}");

    public static readonly DiagnosticDescriptor OtherAssembly = Error("ADG0012", "A call into another assembly",
        "'{0}' of the assembly '{1}' cannot be differentiated here: {2}");

    public static readonly DiagnosticDescriptor OtherVersion = Error("ADG0013", "A call into an assembly of another version",
        "'{0}' of the assembly '{1}' was built with version {2} of AutoDiffGen, and this project with version {3}: build both with the same one");

    public static readonly DiagnosticDescriptor CalleeInError = Error("ADG0014", "A called method is in error",
        "'{0}' calls '{1}', which is in error itself: mend '{1}' first");

    public static readonly DiagnosticDescriptor PrivateMember = Error("ADG0015", "A private member of another type",
        "The method that is called here uses '{0}', which is private to '{1}', and its body becomes part of this derivative: make '{0}' internal");

    public static readonly DiagnosticDescriptor ShapeMismatch = Error("ADG0102", "Shapes do not fit together", "{0}");

    public static readonly DiagnosticDescriptor ShapeUnknown = Error("ADG0103", "A shape cannot be determined",
        "The shape cannot be determined when the program is compiled: {0}");

    public static readonly DiagnosticDescriptor ShapeText = Error("ADG0104", "A dimension cannot be read",
        "The shape cannot be read: {0}; a dimension is a name, a whole number, or a sum or product of them");

    public static readonly DiagnosticDescriptor ShapeMissing = Information("ADG0105", "A tensor parameter has no shape",
        "The tensor '{0}' has no [Shape], so that its rank and lengths are only checked when the program runs: with a shape, such as [Shape(\"B\", \"N\")], the compiler checks them");

    public static readonly DiagnosticDescriptor ShapeOnOther = Error("ADG0106", "A shape on something that is no tensor",
        "'{0}' has the type '{1}', which has no shape: remove [Shape], or make it a Tensor");

    public static readonly DiagnosticDescriptor NotDifferentiable = Error("ADG0201", "A call of a method that is not differentiable",
        "'{0}' is not differentiable, but an active value goes in, and a number or the contents of an array come out, whose gradient would be lost: mark it [Differentiable], give it a rule ([DerivativeOf]) when it is not yours, or pass the value through Ops.Detach or a parameter marked [NoGradient]");

    public static readonly DiagnosticDescriptor RecursiveTensors = Error("ADG0202", "Recursion over tensors",
        "'{0}' stays a call here, which tensors do not support yet: write the recursion over numbers and arrays, or a loop");

    public static readonly DiagnosticDescriptor HigherDerivative = Error("ADG0203", "A generated member inside a differentiable method",
        "'{0}' cannot be called inside a differentiable method: what it gives cannot be followed; call {1}Gradient, {1}Pushforward or {1}HessianVectorProduct");

    public static readonly DiagnosticDescriptor TensorBranch = Error("ADG0204", "A tensor whose size a branch or loop computes",
        "The size of this tensor depends on '{0}', which is computed inside of a branch or loop: compute it before, so that the shape is the same each time");

    public static readonly DiagnosticDescriptor Root = Error("ADG0206", "An array whose memory has no name",
        "Which array this reference stands for is only known when the program runs, so its adjoint has no place yet: choose between arrays that are parameters or that the method makes, between indices, or between elements");

    public static readonly DiagnosticDescriptor UnmarkedStruct = Error("ADG0207", "A struct that is not marked",
        "Adjoints of '{0}' are needed here, in a parameter, a result or an array, so it must be a partial struct or class marked [Differentiable], without a member 'Gradient': the type of that name is generated then");

    public static readonly DiagnosticDescriptor NoPushforward = Error("ADG0208", "A recursive method without a forward mode",
        "'{0}' calls itself, so its tangent comes from a pushforward of its own: mark it [Differentiable(Modes = DerivativeModes.Reverse | DerivativeModes.Forward)]");

    public static readonly DiagnosticDescriptor UnmarkedOverride = Error("ADG0209", "An override without a derivative",
        "'{0}' {1} '{2}', which is marked [Differentiable], and would be differentiated as something else: mark it [Differentiable] too");

    public static readonly DiagnosticDescriptor NoSecondDerivative = Error("ADG0220", "A derivative that has no derivative",
        "The derivative of '{0}' cannot be differentiated here: {1}");

    public static readonly DiagnosticDescriptor NoDirections = Error("ADG0221", "A Jacobian or Hessian that cannot be computed",
        "'{0}' can have no {1}: {2}");

    public static readonly DiagnosticDescriptor Constant = Warning("ADG0301", "The result depends on no parameter",
        "The result of '{0}' does not depend on any parameter in a differentiable way: its gradient is zero everywhere");

    public static readonly DiagnosticDescriptor NoActiveParameter = Warning("ADG0302", "Nothing to differentiate with respect to",
        "'{0}' has no parameter that can carry a derivative: use float, double, or an array, span, tensor, tuple or marked struct of these");

    public static readonly DiagnosticDescriptor HeldObject = Warning("ADG0303", "An object that is held constant",
        "'{0}' of '{1}' is held constant, since {2}: mark it [NoGradient] to say so, or pass the numbers in it as parameters of their own");

    public static readonly DiagnosticDescriptor HeldField = Warning("ADG0304", "A field that is held constant takes a value with a derivative",
        "What '{1}' puts into '{0}' depends on its parameters, and '{0}' is marked [NoGradient], so that the derivative ends there: write Ops.Detach to say so, or remove the mark");

    public static readonly DiagnosticDescriptor BadParameter = Error("ADG0401", "A [Parameter] property cannot be generated",
        "The [Parameter] '{0}' cannot be generated: {1}");

    public static readonly DiagnosticDescriptor ModelNotDifferentiable = Error("ADG0402", "A [Parameter] outside of a differentiable class",
        "'{0}' has [Parameter] properties, so it must be a partial class marked [Differentiable]");

    public static readonly DiagnosticDescriptor BadModule = Error("ADG0403", "A module cannot be a part of its model",
        "'{0}' cannot be a part of the model: {1}");

    public static readonly DiagnosticDescriptor RuleSignature = Error("ADG0501", "A rule does not fit its method",
        "'{0}' is no pullback of '{1}': {2}. In full it is: {3}; what the rule has no need of, other than cotangents, may be left out");

    public static readonly DiagnosticDescriptor RuleTarget = Error("ADG0502", "A rule for a method that can have none",
        "'{0}' can be no rule: {1}");

    public static readonly DiagnosticDescriptor RuleTwice = Error("ADG0503", "Two rules for one method",
        "'{0}' and '{1}' are both rules for '{2}': remove one of them");

    public static readonly DiagnosticDescriptor RuleUnused = Warning("ADG0504", "A rule that nothing uses",
        "No differentiable method here calls '{1}', so that the rule '{0}' has no effect");

    public static readonly DiagnosticDescriptor RuleStale = Error("ADG0505", "An array changes before its rule reads it",
        "The rule '{0}' reads '{1}' in the reverse pass, when its contents may no longer be those of this call: pass a copy that nothing writes to, or save what the rule needs with Forward");

    public static readonly DiagnosticDescriptor RuleHidden = Error("ADG0506", "A rule that generated code cannot call",
        "The rule '{0}' is called from the derivatives of other types, so '{1}' must be internal or public");

    public static readonly DiagnosticDescriptor RuleMemory = Error("ADG0508", "A rule that does not say what is written",
        "The rule '{0}' must say truly whether '{1}' writes to '{2}': {3}");

    public static readonly DiagnosticDescriptor RuleOverlap = Error("ADG0509", "A method with a rule writes to an array that it also takes otherwise",
        "'{0}' writes to an array that is also another of its arguments, so that its rule would see both as one: pass a copy");

    public static readonly DiagnosticDescriptor Internal = Error("ADG9999", "The generator failed",
        "AutoDiffGen failed on '{0}' ({1}): this is a bug of the generator, please report it with the method's text");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = typeof(DiagnosticCatalog)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().ToDictionary(d => d.Id);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values.OrderBy(d => d.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Get(string id) => ById[id];

    /// <summary>The message of a diagnostic, as the compiler shows it.</summary>
    public static string Message(string id, IEnumerable<string> arguments) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Get(id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. arguments]);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Link(id), customTags: WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Link(id));

    private static DiagnosticDescriptor Information(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Link(id));

    private static string Link(string id) => $"https://github.com/autodiffgen/autodiffgen/blob/main/docs/diagnostics/{id}.md";
}
