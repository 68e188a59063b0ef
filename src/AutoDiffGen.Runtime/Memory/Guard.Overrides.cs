using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace AutoDiffGen.Memory;

public static partial class Guard
{
    private static readonly ConcurrentDictionary<(Type Own, Type Made, string Method), bool> Overridden = new();

    /// <summary>
    /// Throws when a type further down overrides a method without having a derivative of its own: that of the type it was
    /// made for would be another function's.
    /// </summary>
    /// <param name="target">The receiver.</param>
    /// <param name="made">The type whose body the derivative was made of.</param>
    /// <param name="method">The method's name.</param>
    /// <exception cref="InvalidOperationException">There is such a type.</exception>
    public static void NotOverridden(object target, Type made, string method)
    {
        ArgumentNullException.ThrowIfNull(target);
        var key = (target.GetType(), made, method);
        if (!Overridden.TryGetValue(key, out bool overridden))
        {
            overridden = Overridden[key] = IsOverridden(key.Item1, made, method);
        }

        if (overridden)
        {
            throw new InvalidOperationException($"'{key.Item1}' overrides '{method}' of '{made}' without [Differentiable], so that it has no derivative: mark the override.");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A method that was trimmed is never called, and so is no override that matters.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The same of its base types.")]
    private static bool IsOverridden(Type own, Type made, string method)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        bool IsMarked(MethodInfo m) => m.GetCustomAttribute<DifferentiableAttribute>(inherit: false) is not null;
        var marked = made.GetMethods(Declared).Where(m => m.Name == method && IsMarked(m)).ToList();
        bool SameParameters(MethodInfo a, MethodInfo b) => a.GetParameters().Select(p => p.ParameterType).SequenceEqual(b.GetParameters().Select(p => p.ParameterType));
        for (var type = own; type is not null && type != made; type = type.BaseType)
        {
            bool Overrides(MethodInfo m) => m.Name == method && m.IsVirtual && m.GetBaseDefinition() != m && !IsMarked(m) && marked.Any(b => SameParameters(b, m));
            if (type.GetMethods(Declared).Any(Overrides))
            {
                return true;
            }
        }

        return false;
    }
}
