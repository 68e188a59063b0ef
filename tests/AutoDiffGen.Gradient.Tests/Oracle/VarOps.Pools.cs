namespace AutoDiffGen.Gradient.Tests.Oracle;

// Pools: every window by itself.
public static partial class VarOps
{
    public static VarTensor MaxPool1d(VarTensor x, int kernel, int? stride = null, int padding = 0) =>
        Row(x, r => Pool(r, (1, kernel), (1, stride ?? kernel), (0, padding), (seen, _) => First(seen)));

    public static VarTensor MaxPool2d(VarTensor x, int kernel, int? stride = null, int padding = 0) =>
        MaxPool2d(x, (kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding));

    public static VarTensor MaxPool2d(VarTensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding = default) =>
        Pool(x, kernel, stride, padding, (seen, _) => First(seen));

    public static VarTensor AvgPool1d(VarTensor x, int kernel, int? stride = null, int padding = 0, bool countIncludePad = true) =>
        Row(x, r => Pool(r, (1, kernel), (1, stride ?? kernel), (0, padding), (seen, all) => Average(seen, countIncludePad ? all : seen.Length)));

    public static VarTensor AvgPool2d(VarTensor x, int kernel, int? stride = null, int padding = 0, bool countIncludePad = true) =>
        AvgPool2d(x, (kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding), countIncludePad);

    public static VarTensor AvgPool2d(VarTensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding = default, bool countIncludePad = true) =>
        Pool(x, kernel, stride, padding, (seen, all) => Average(seen, countIncludePad ? all : seen.Length));

    private static VarTensor Row(VarTensor x, Func<VarTensor, VarTensor> pool) => Squeeze(pool(Unsqueeze(x, -2)), -2);

    // Of equal ones the first in row-major order.
    private static Var First(Var[] seen) => seen.Aggregate((a, b) => b.Value > a.Value ? b : a);

    private static Var Average(Var[] seen, int count) => seen.Aggregate((Var)0, (a, b) => a + b) / count;

    // A window that begins in the padding counts it; what lies beyond the padding on the far side counts nowhere.
    private static VarTensor Pool(VarTensor x, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding, Func<Var[], int, Var> window)
    {
        int rows = x.Shape[^2], columns = x.Shape[^1];
        int height = (rows + 2 * padding.Height - kernel.Height) / stride.Height + 1, width = (columns + 2 * padding.Width - kernel.Width) / stride.Width + 1;
        return VarTensor.Build([.. x.Shape[..^2], height, width], index =>
        {
            var seen = new List<Var>();
            for (int i = 0; i < kernel.Height; i++)
            {
                for (int j = 0; j < kernel.Width; j++)
                {
                    int row = index[^2] * stride.Height + i - padding.Height, column = index[^1] * stride.Width + j - padding.Width;
                    if (row >= 0 && row < rows && column >= 0 && column < columns)
                    {
                        seen.Add(x.At([.. index[..^2], row, column]));
                    }
                }
            }

            return window([.. seen], kernel.Height * kernel.Width);
        });
    }
}
