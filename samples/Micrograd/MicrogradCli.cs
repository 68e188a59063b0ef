using System.CommandLine;
using System.Globalization;
using Micrograd.Moons;

namespace Micrograd;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static class MicrogradCli
{
    private const int Usage = 2;

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error: for each failure one line.</param>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        // No response files and no "-abc": a name that starts with @ is a file's name.
        ParseResult parsed = Build(output).Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Fail(parsed.Errors[0].Message.TrimEnd('.') + ". Try 'micrograd --help'.");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (UserException exception)
        {
            return Fail(exception.Message);
        }

        int Fail(string message)
        {
            error.WriteLine($"micrograd: {string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}");
            return Usage;
        }
    }

    private static RootCommand Build(TextWriter output)
    {
        var png = new Option<string?>("--png")
        {
            Description = "Draw the points and the decision boundary to this file.",
            HelpName = "FILE",
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (string.IsNullOrWhiteSpace(text))
                {
                    result.AddError($"--png: the name of a file was expected, not '{text}'.");
                }

                return text;
            },
        };
        Option<int> seed = WholeNumber("--seed", "The seed of the points and the initial parameters.", 0, int.MaxValue, MoonsCommand.DefaultSeed);
        Option<int> steps = WholeNumber("--steps", "How many steps to train.", 1, 1_000_000, MoonsCommand.DefaultSteps);
        var moons = new Command("moons", "Train the lecture's network on two moons.") { png, seed, steps };
        moons.SetAction(parsed => MoonsCommand.Run(output, parsed.GetValue(png), parsed.GetValue(seed), parsed.GetValue(steps)));

        var root = new RootCommand("The first lecture: its expressions with their published gradients beside the generated ones, and its network.") { moons };
        root.SetAction(_ => Program.Run(output, Comparison.All()));
        return root;
    }

    private static Option<int> WholeNumber(string name, string description, int from, int to, int byDefault) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => byDefault,
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
}
