using System.Globalization;
using AutoDiffGen;
using Makemore.Cli;
using Makemore.Data;
using Makemore.Models;

namespace Makemore.Storage;

/// <summary>A trained model as a file: its parameters, and in the metadata all that is needed to sample from it.</summary>
/// <param name="Model">With its parameters.</param>
/// <param name="Vocabulary">Which letter a token is.</param>
/// <param name="Context">How many characters the model looks back.</param>
internal sealed record Checkpoint(NamesMlp Model, Vocabulary Vocabulary, int Context)
{
    public const string SaveOption = "--save";
    public const string LoadOption = "--load";

    private const int LongestFile = 1 << 30;
    private const string Kind = "makemore.mlp";

    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Save(string path, int embed, int hidden)
    {
        var metadata = new Dictionary<string, string>
        {
            ["model"] = Kind,
            ["letters"] = Vocabulary.Letters,
            ["context"] = Text(Context),
            ["embed"] = Text(embed),
            ["hidden"] = Text(hidden),
        };
        float[] values = Model.Parameters.ToArray();
        SafeTensor[] tensors = [.. Model.Entries.Select(entry => new SafeTensor(entry.Name, entry.Shape, values[entry.Offset..(entry.Offset + entry.Length)]))];
        AtomicFile.Write(SaveOption, path, stream => SafeTensorsWriter.Write(stream, new SafeTensorsContent(metadata, tensors)));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="UserException">There is no such file, or it is no model of this program.</exception>
    public static Checkpoint Load(string path)
    {
        byte[] file = FileContent.Read(LoadOption, path, LongestFile);
        try
        {
            return From(SafeTensorsReader.Read(file));
        }
        catch (FormatException exception)
        {
            throw new UserException($"{LoadOption}: '{path}' is not a model that 'makemore train {SaveOption}' wrote: {OneLine.Of(exception)}.");
        }
    }

    private static Checkpoint From(SafeTensorsContent content)
    {
        if (Text("model") != Kind)
        {
            throw new FormatException($"it holds the model '{Text("model")}', where '{Kind}' was expected");
        }

        Vocabulary vocabulary = Vocabulary.Parse(Text("letters"));
        int context = Number("context"), embed = Number("embed"), hidden = Number("hidden");

        // Before the model is made, so that no more is allocated than the file itself has. In 128 bits, which no three
        // numbers of 31 bits overflow.
        Int128 expected = ((Int128)vocabulary.Count * embed) + ((Int128)context * embed * hidden) + hidden + ((Int128)hidden * vocabulary.Count) + vocabulary.Count;
        int found = content.Tensors.Sum(tensor => tensor.Values.Length);
        if (expected != found)
        {
            throw new FormatException($"context {context}, embed {embed}, hidden {hidden} and {vocabulary.Count} tokens make {expected} parameters, but it has {found}");
        }

        var model = new NamesMlp(vocabulary.Count, context, embed, hidden);
        float[] values = new float[found];
        foreach (ParameterEntry entry in model.Entries)
        {
            SafeTensor tensor = content.Tensors.FirstOrDefault(tensor => tensor.Name == entry.Name)
                ?? throw new FormatException($"the tensor '{entry.Name}' is missing");
            if (!tensor.Shape.SequenceEqual(entry.Shape))
            {
                throw new FormatException($"'{entry.Name}' has the shape {tensor.ShapeText}, where ({string.Join(", ", entry.Shape)}) was expected");
            }

            if (!tensor.Values.All(float.IsFinite))
            {
                throw new FormatException($"'{entry.Name}' has a number that is not finite");
            }

            tensor.Values.CopyTo(values, entry.Offset);
        }

        model.Initialize(values);
        return new Checkpoint(model, vocabulary, context);

        string Text(string key) => content.Metadata.TryGetValue(key, out string? text) ? text : throw new FormatException($"its metadata has no '{key}'");

        int Number(string key) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"the '{key}' of its metadata is '{Text(key)}', where a positive whole number was expected");
    }
}
