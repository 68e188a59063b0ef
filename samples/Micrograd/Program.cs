namespace Micrograd;

internal static class Program
{
    private static int Main(string[] arguments) => MicrogradCli.Run(arguments, Console.Out, Console.Error);

    /// <summary>Prints a table; 0 if all of it agrees, else 1.</summary>
    internal static int Run(TextWriter output, IReadOnlyList<Comparison> comparisons)
    {
        output.WriteLine($"{"",-20} {"",-7} {"published",10} {"generated",22}");
        foreach (Comparison row in comparisons)
        {
            string published = row.Published.ToString($"F{row.Decimals}");
            output.WriteLine($"{row.System,-20} {row.Quantity,-7} {published,10} {row.Computed,22}{(row.Agrees ? "" : "  differs")}");
        }

        int differing = comparisons.Count(row => !row.Agrees);
        output.WriteLine(differing == 0 ? "All agree to the published digits." : $"{differing} of {comparisons.Count} differ.");
        return differing == 0 ? 0 : 1;
    }
}
