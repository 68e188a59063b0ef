namespace AutoDiffGen;

/// <summary>What a loss makes of the losses of the single elements; which of them it is decides what the loss returns.</summary>
public static class Reduce
{
    /// <summary>Their mean, one number.</summary>
    public const LossReduction Mean = LossReduction.Mean;

    /// <summary>Their sum, one number.</summary>
    public const LossReduction Sum = LossReduction.Sum;

    /// <summary>Nothing: a tensor of them all.</summary>
    public const NoReduction None = NoReduction.None;
}

/// <summary>How a loss makes one number of many; see <see cref="Reduce"/>.</summary>
public enum LossReduction
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,
}

/// <summary>That a loss returns one number for each element; see <see cref="Reduce"/>.</summary>
public enum NoReduction
{
    /// <summary>The losses as they are.</summary>
    None,
}
