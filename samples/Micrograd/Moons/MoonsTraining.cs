namespace Micrograd.Moons;

/// <summary>Plain gradient descent on all points at once.</summary>
internal static class MoonsTraining
{
    /// <summary>Trains in place, and prints the loss before every tenth step and at the end.</summary>
    /// <returns>The loss at the end.</returns>
    public static double Run(double[] p, MoonsData data, int steps, TextWriter output)
    {
        var gradient = new double[p.Length];
        for (int k = 0; k < steps; k++)
        {
            double loss = MoonsNetwork.LossGradient(p, data.Points, data.Labels, gradient);
            if (k % 10 == 0)
            {
                Report(k, loss);
            }

            // From 1 down to .1 in a hundred steps; a longer run ends as it would have with the last of these.
            double rate = 1 - 0.9 * Math.Min(k, 99) / 100;
            for (int i = 0; i < p.Length; i++)
            {
                p[i] -= rate * gradient[i];
            }
        }

        double last = MoonsNetwork.LossPrimal(p, data.Points, data.Labels);
        Report(steps, last);
        return last;

        void Report(int step, double loss) =>
            output.WriteLine($"step {step,4}  loss {loss:F6}  accuracy {MoonsNetwork.Accuracy(p, data):P0}");
    }
}
