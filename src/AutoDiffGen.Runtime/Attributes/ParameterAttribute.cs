namespace AutoDiffGen;

/// <summary>
/// A trainable tensor of a model: a partial property of type <c>Tensor&lt;T&gt;</c> with a getter alone. Its storage, its
/// initial values and its name come from the generator.
/// </summary>
/// <param name="dimensions">The shape in symbols: int members of the type, its primary constructor's parameters, whole numbers, sums and products of them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(params string[] dimensions) : Attribute
{
    /// <summary>One text for each dimension.</summary>
    public IReadOnlyList<string> Dimensions { get; } = dimensions;

    /// <summary>The distribution of the initial values.</summary>
    public Init Init { get; set; } = Init.Zeros;

    /// <summary>A factor on the initial values (5/3 for tanh, sqrt(2) for relu after a Kaiming initialisation).</summary>
    public double Gain { get; set; } = 1;

    /// <summary>The number of inputs that the Kaiming and Xavier initialisations divide by; 0 takes the first dimension.</summary>
    public int FanIn { get; set; }

    /// <summary>The name under which the tensor is listed; null takes the property's name in snake case.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// The distribution that a parameter's initial values are drawn from. The fan-in is the first dimension (or
/// <see cref="ParameterAttribute.FanIn"/>), the fan-out the product of the others.
/// </summary>
public enum Init
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>Ones, times the gain.</summary>
    Ones,

    /// <summary>Normal with mean 0 and standard deviation gain.</summary>
    Normal,

    /// <summary>Uniform between -gain and gain.</summary>
    Uniform,

    /// <summary>Normal with standard deviation gain / sqrt(fan-in). He et al. 2015, Delving Deep into Rectifiers, equation 10.</summary>
    KaimingNormal,

    /// <summary>Uniform between -b and b, b = gain sqrt(3 / fan-in): the same variance as <see cref="KaimingNormal"/>.</summary>
    KaimingUniform,

    /// <summary>Normal with standard deviation gain sqrt(2 / (fan-in + fan-out)). Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, equation 12.</summary>
    XavierNormal,

    /// <summary>Uniform between -b and b, b = gain sqrt(6 / (fan-in + fan-out)): Glorot and Bengio 2010, equation 16.</summary>
    XavierUniform,
}
