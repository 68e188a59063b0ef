using AutoDiffGen.Generator.Emit;

namespace AutoDiffGen.Generator.Models;

/// <summary>Writes the generated part of a model: its parameters' storage and the nested type <c>Gradient</c>.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelDescription model)
    {
        var writer = new CodeWriter();
        string t = model.Element;
        var names = model.Names;
        var self = model.ContainingTypes[model.ContainingTypes.Count - 1];
        foreach (var type in model.ContainingTypes.Take(model.ContainingTypes.Count - 1))
        {
            writer.Open($"{type.Keywords} {type.Name}{type.TypeParameters}");
        }

        if (model.Parameters.Count + model.Modules.Count == 0)
        {
            writer.Open($"{self.Keywords} {self.Name}{self.TypeParameters}");
            Faulty(writer, model);
            return Finish(writer, model, self.Name);
        }

        writer.Open($"{self.Keywords} {self.Name}{self.TypeParameters} : IModel<{t}>, IModule<{t}>");
        writer.Line($"private ParameterStore<{t}>? {names.StoreField};").Line();
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            var parameter = model.Parameters[i];
            writer.Line($"{parameter.Modifiers} {parameter.Type} {NameScope.Escape(parameter.Property)} => {names.Store}[{i}];").Line();
        }

        writer.Line("/// <inheritdoc/>");
        writer.Line($"{Head(names.Parameters, "Parameters", $"Span<{t}>", t)} => {names.Store}.Values;").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{Head(names.Entries, "Entries", "IReadOnlyList<ParameterEntry>", t)} => {names.Store}.Entries;").Line();
        writer.Line("/// <summary>A number that tells the present parameters from others; computed from all of them.</summary>");
        writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        writer.Line($"internal ulong {names.Fingerprint} => {names.Store}.Fingerprint;").Line();
        Store(writer, model);
        writer.Line();
        writer.Line($"ParameterStore<{t}> IModule<{t}>.Store => {names.Store};").Line();
        Visit(writer, model);
        string initialize = names.OwnInitialize ? $"void IModel<{t}>.Initialize" : "public void Initialize";
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{initialize}(int seed) => {names.Store}.Initialize(seed);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{initialize}(ReadOnlySpan<{t}> values) => {names.Store}.Initialize(values);").Line();
        Faulty(writer, model);
        Gradient(writer, model, self.Name + self.TypeParameters);
        return Finish(writer, model, self.Name);
    }

    private static string Finish(CodeWriter writer, ModelDescription model, string name)
    {
        foreach (var _ in model.ContainingTypes)
        {
            writer.Close();
        }

        string text = TypeNames.Qualify(writer.ToString(), model.Hidden.Items);
        return TypeNames.Head("The parameters of " + name, model.Namespace, text, model.Hidden.Items, "The summaries of the parameters stand on the author's declarations.") + text;
    }

    // A property in error throws.
    private static void Faulty(CodeWriter writer, ModelDescription model)
    {
        foreach (var parameter in model.Faulty)
        {
            string throws = $"throw new InvalidOperationException({MethodEmitter.Quote(parameter.Message)});";
            writer.Open($"{parameter.Modifiers} {parameter.Type} {NameScope.Escape(parameter.Property)}");
            if (parameter.HasGetter)
            {
                writer.Line($"get => {throws}");
            }

            if (parameter.Setter.Length > 0)
            {
                writer.Line($"{parameter.Setter} => {throws}");
            }

            writer.Close();
        }
    }

    // A member of the author's of that name keeps it; the interface's is then implemented explicitly.
    private static string Head(string name, string wanted, string type, string element) => name == wanted ? $"public {type} {name}" : $"{type} IModel<{element}>.{wanted}";

    // Made at the first use, by whichever thread comes first.
    private static void Store(CodeWriter writer, ModelDescription model)
    {
        string t = model.Element;
        var names = model.Names;
        writer.Line($"private ParameterStore<{t}> {names.Store} => {names.StoreField} ?? Interlocked.CompareExchange(");
        writer.Line($"    ref {names.StoreField},");
        writer.Line($"    new ParameterStore<{t}>(");
        writer.Line($"        nameof({model.ContainingTypes[model.ContainingTypes.Count - 1].Name}{model.ContainingTypes[model.ContainingTypes.Count - 1].TypeParameters}),");
        writer.Line($"        this{(model.Parameters.Count == 0 ? ")," : ",")}");
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            var p = model.Parameters[i];
            string end = i == model.Parameters.Count - 1 ? ")," : ",";
            writer.Line($"        new ParameterSpec(\"{p.Name}\", [{string.Join(", ", p.Lengths)}], Init.{p.Init}, {p.Gain}, {p.FanIn}){end}");
        }

        writer.Line($"    null) ?? {names.StoreField};");
    }

    // What a tree of modules is laid out by.
    private static void Visit(CodeWriter writer, ModelDescription model)
    {
        writer.Open($"void IModule<{model.Element}>.Visit(ModuleVisitor<{model.Element}> visitor)");
        int next = 0;
        void Parameters(int until)
        {
            for (; next < until; next++)
            {
                writer.Line($"visitor.Parameter({next});");
            }
        }

        foreach (var module in model.Modules)
        {
            Parameters(module.Before);
            string held = "this." + NameScope.Escape(module.Member);
            writer.Line($"visitor.Module{(module.Count.Length > 0 ? "s" : "")}(\"{module.Name}\", {held});");
        }

        Parameters(model.Parameters.Count);
        writer.Close();
        writer.Line();
    }

    private static void Gradient(CodeWriter writer, ModelDescription model, string self)
    {
        string t = model.Element;
        writer.Line($"/// <summary>The gradient with respect to the parameters of a <see cref=\"{self.Replace('<', '{').Replace('>', '}')}\"/>: the same names, the same shapes, one flat buffer.</summary>");
        writer.Open($"public sealed class Gradient : IGradient<{t}>");
        writer.Line($"private readonly {self} _model;").Line($"private readonly FlatTensors<{t}> _tensors;").Line();
        writer.Line("/// <summary>Makes the gradient of a model.</summary>");
        writer.Line("/// <param name=\"model\">The model whose sizes it takes; it starts with zeros.</param>");
        writer.Open($"public Gradient({self} model)");
        writer.Line("_model = model;").Line($"_tensors = model.{model.Names.Store}.CreateGradient();").Close();
        writer.Line();
        writer.Line("/// <summary>Makes the part of a gradient that belongs to one of the model's modules.</summary>");
        writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        writer.Open($"public Gradient({self} model, FlatTensors<{t}> whole)");
        writer.Line("_model = model;").Line("_tensors = whole;").Close();
        writer.Line();
        for (int i = 0; i < model.Parameters.Count; i++)
        {
            var p = model.Parameters[i];
            writer.Line($"/// <summary>The gradient with respect to <c>{p.Property}</c>, {p.ShapeText}.</summary>");
            writer.Line($"public {p.Type} {NameScope.Escape(p.Property)} => _tensors.Of(_model, {i});").Line();
        }

        foreach (var module in model.Modules.Where(m => m.Access.Length > 0))
        {
            string name = NameScope.Escape(module.Member);
            writer.Line($"/// <summary>The gradient with respect to the parameters of <c>{module.Member}</c>.</summary>");
            if (module.Count.Length > 0)
            {
                writer.Line($"{module.Access} IReadOnlyList<{module.Type}.Gradient> {name} => field ??= Enumerable.Range(0, _model.{name}.{module.Count}).Select(i => new {module.Type}.Gradient(_model.{name}[i], _tensors)).ToArray();").Line();
            }
            else if (module.IsNullable)
            {
                writer.Line($"{module.Access} {module.Type}.Gradient? {name} => field ??= _model.{name} is null ? null : new(_model.{name}, _tensors);").Line();
            }
            else
            {
                writer.Line($"{module.Access} {module.Type}.Gradient {name} => field ??= new(_model.{name}, _tensors);").Line();
            }
        }

        var taken = model.Parameters.Select(p => p.Property).Concat(model.Modules.Where(m => m.Access.Length > 0).Select(m => m.Member)).ToList();
        string Name(string wanted, string type) => taken.Contains(wanted) ? $"{type} IGradient<{t}>.{wanted}" : $"public {type} {wanted}";
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{Name("Values", $"Span<{t}>")} => _tensors.Below(_model);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"{Name("Clear", "void")}() => _tensors.Below(_model).Clear();");
        writer.Close();
    }
}
