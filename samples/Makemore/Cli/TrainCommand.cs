using System.CommandLine;

namespace Makemore.Cli;

/// <summary>The verb <c>train</c>.</summary>
internal static class TrainCommand
{
    public static Command Build(CliContext context, TrainOptions options)
    {
        var model = new Argument<string>("model")
        {
            Description = "The model: mlp, the only one so far.",
            DefaultValueFactory = _ => "mlp",
        };
        model.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not "mlp" and var name }])
            {
                result.AddError($"'{name}' is no model that can be trained; 'mlp' was expected.");
            }
        });
        var command = new Command("train", "Train a model, print its losses and sample from it.") { model };
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(context, options.Read(parsed)));
        return command;
    }

    public static int Run(CliContext context, TrainRequest request) => new TrainWorkflow(context, request).Run();
}
