using System.ComponentModel;
using System.Numerics;

namespace AutoDiffGen.Models;

/// <summary>What the generator adds to a model so that it can be a part of another one.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IModule<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Where the model's own parameters lie.</summary>
    ParameterStore<T> Store { get; }

    /// <summary>Names the model's parameters and modules in order of declaration.</summary>
    void Visit(ModuleVisitor<T> visitor);
}
