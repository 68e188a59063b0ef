namespace AutoDiffGen.Gradient.Tests.Oracle;

// Convolutions: the sum of the definition, tap by tap; what lies outside is not added.
public static partial class VarOps
{
    public static VarTensor Conv1d(VarTensor x, VarTensor w, VarTensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool causal = false)
    {
        int before = causal ? dilation * (w.Shape[2] - 1) : padding, after = causal ? 0 : padding;
        var flat = Convolution(Unsqueeze(x, 2), Unsqueeze(w, 2), bias, (1, stride), (0, before), (0, after), (1, dilation), groups);
        return Squeeze(flat, 2);
    }

    public static VarTensor Conv2d(VarTensor x, VarTensor w, VarTensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolution(x, w, bias, (stride, stride), (padding, padding), (padding, padding), (dilation, dilation), groups);

    public static VarTensor Conv2d(
        VarTensor x, VarTensor w, VarTensor? bias, (int Height, int Width) stride, (int Height, int Width) padding, (int Height, int Width) dilation, int groups = 1) =>
        Convolution(x, w, bias, stride, padding, padding, dilation, groups);

    private static VarTensor Convolution(
        VarTensor x, VarTensor w, VarTensor? bias, (int Height, int Width) stride, (int Height, int Width) before, (int Height, int Width) after, (int Height, int Width) dilation, int groups)
    {
        int own = w.Shape[1], filters = w.Shape[0] / groups;
        int height = (x.Shape[2] + before.Height + after.Height - dilation.Height * (w.Shape[2] - 1) - 1) / stride.Height + 1;
        int width = (x.Shape[3] + before.Width + after.Width - dilation.Width * (w.Shape[3] - 1) - 1) / stride.Width + 1;
        return VarTensor.Build([x.Shape[0], w.Shape[0], height, width], index =>
        {
            Var sum = bias?.At([index[1]]) ?? 0;
            foreach (int[] tap in VarTensor.Indices(w.Shape[1..]))
            {
                int row = index[2] * stride.Height + tap[1] * dilation.Height - before.Height, column = index[3] * stride.Width + tap[2] * dilation.Width - before.Width;
                if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                {
                    sum += w.At([index[1], .. tap]) * x.At([index[0], index[1] / filters * own + tap[0], row, column]);
                }
            }

            return sum;
        });
    }
}
