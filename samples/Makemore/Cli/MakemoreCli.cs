using System.CommandLine;
using System.CommandLine.Parsing;
using Makemore.Training;
using Spectre.Console;

namespace Makemore.Cli;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static class MakemoreCli
{
    private const string Name = "makemore";

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error: for each failure one line.</param>
    /// <param name="terminal">The terminal that a progress bar can be drawn on; null where output is redirected.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    public static int Run(string[] arguments, TextWriter output, TextWriter error, IAnsiConsole? terminal = null, CancellationToken cancellation = default)
    {
        var context = new CliContext(output, terminal, cancellation);

        // No response files and no "-abc": a name that starts with @ is a file's name.
        ParseResult parsed = Build(context).Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Fail(parsed.Errors[0].Message.TrimEnd('.') + $". Try '{Name} --help'.", ExitCode.Usage);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UserException exception)
        {
            return Fail(exception.Message, ExitCode.Usage);
        }
        catch (TrainingFailedException exception)
        {
            return Fail(exception.Message, ExitCode.Failure);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }

        int Fail(string message, int code)
        {
            error.WriteLine($"{Name}: {OneLine.Of(message)}");
            return code;
        }
    }

    private static RootCommand Build(CliContext context)
    {
        var options = new TrainOptions();
        var root = new RootCommand(
            "Trains the course's character-level model of names and makes up new ones. Without a command it trains: 'makemore' is 'makemore train mlp'.");
        Command train = TrainCommand.Build(context, options);
        foreach (Option option in options.All)
        {
            root.Add(option);
        }

        root.SetAction(parsed => TrainCommand.Run(context, options.Read(parsed)));
        root.Add(train);
        Command sample = SampleCommand.Build(context);
        sample.Validators.Add(RefuseBeforeCommand);
        root.Add(sample);
        return root;
    }

    /// <summary>"makemore --steps 10 sample" would otherwise sample and forget the steps.</summary>
    private static void RefuseBeforeCommand(CommandResult result)
    {
        if (result.Parent is CommandResult root && root.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit) is { } misplaced)
        {
            result.AddError($"'{misplaced.Option.Name}' stands before '{result.Command.Name}', which has no such option there.");
        }
    }
}
