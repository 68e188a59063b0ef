namespace AutoDiffGen.Generator.Rules;

/// <summary>A rule that stands in for another on one thread, for as long as a test asks; no build ever sets one.</summary>
internal sealed class Replaceable<T>
    where T : class
{
    private readonly ThreadLocal<T?> _value = new();

    public T? Value => _value.Value;

    public IDisposable With(T value)
    {
        _value.Value = value;
        return new Token(this);
    }

    private sealed class Token(Replaceable<T> owner) : IDisposable
    {
        public void Dispose() => owner._value.Value = null;
    }
}
