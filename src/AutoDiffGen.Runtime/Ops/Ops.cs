namespace AutoDiffGen;

/// <summary>
/// What a differentiable method may call on tensors beside their operators. Each function runs at once, so that a method
/// runs and can be stepped through as it stands; the generator recognises it by name and writes its derivative.
/// </summary>
/// <remarks>
/// <para>
/// A tensor may be any view; one that is not dense is copied first. A result is always a new, dense tensor, and no
/// argument is changed. Element types are <see cref="float"/> and <see cref="double"/>; others work, element by element.
/// </para>
/// <para>
/// Functions of two or three tensors broadcast as NumPy does: shapes are aligned at their last dimension, and a length
/// of 1, or a missing one, is repeated.
/// </para>
/// <para>
/// Arguments are checked before any work; a shape that does not fit is an <see cref="ArgumentException"/> that names the
/// parameter, what was expected and what was given.
/// </para>
/// </remarks>
public static partial class Ops;
