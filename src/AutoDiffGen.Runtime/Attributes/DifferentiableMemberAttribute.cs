using System.ComponentModel;

namespace AutoDiffGen.CompilerServices;

/// <summary>
/// Written by the generator for each differentiable method and type that other assemblies can use: what their derivatives
/// need of it. Not for use in code.
/// </summary>
/// <param name="id">The documentation id of the method or type.</param>
/// <param name="text">Its printed form, which begins with the version that wrote it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DifferentiableMemberAttribute(string id, string text) : Attribute
{
    /// <summary>The documentation id of the method or type.</summary>
    public string Id { get; } = id;

    /// <summary>Its printed form.</summary>
    public string Text { get; } = text;
}
