namespace AutoDiffGen;

/// <summary>What stands before the first and behind the last element of an axis that is padded.</summary>
public enum PadMode
{
    /// <summary>The elements mirrored, without the one at the end again: <c>c b | a b c | b a</c>.</summary>
    Reflect,

    /// <summary>The element at the end: <c>a a | a b c | c c</c>.</summary>
    Replicate,

    /// <summary>The elements from the other end: <c>b c | a b c | a b</c>.</summary>
    Circular,
}
