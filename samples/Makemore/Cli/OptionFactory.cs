using System.CommandLine;
using System.Globalization;

namespace Makemore.Cli;

/// <summary>Makes options that say what they expect when they are given something else.</summary>
internal static class OptionFactory
{
    public static Option<int> WholeNumber(string name, string description, int from, int to, int? byDefault)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to)
                {
                    return number;
                }

                result.AddError($"{name}: a whole number from {from} to {to} was expected, not '{text}'.");
                return 0;
            },
        };
        if (byDefault is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }

    public static Option<float> PositiveNumber(string name, string description, float byDefault) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && number > 0 && float.IsFinite(number))
            {
                return number;
            }

            result.AddError($"{name}: a positive number was expected, not '{text}'.");
            return 0;
        },
    };

    public static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (string.IsNullOrWhiteSpace(text))
            {
                result.AddError($"{name}: the name of a file was expected, not '{text}'.");
            }

            return text;
        },
    };
}
