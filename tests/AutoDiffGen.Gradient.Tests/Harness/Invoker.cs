using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>
/// Calls a method whose parameters and results reflection cannot hold: arrays stand for spans, and a handle that is a
/// ref struct lives on the stack of the call. What is passed by reference comes back in the argument's place.
/// </summary>
internal static class Invoker
{
    private delegate object? Thunk(object? target, object?[] arguments);

    private delegate object? PullbackThunk(object? target, object?[] arguments, object?[] first, object?[] second);

    private static readonly ConcurrentDictionary<MethodInfo, Thunk> Thunks = new();

    private static readonly ConcurrentDictionary<MethodInfo, PullbackThunk> Pullbacks = new();

    /// <summary>Lets go of the methods of programs that were loaded for a while.</summary>
    public static void Forget()
    {
        Thunks.Clear();
        Pullbacks.Clear();
    }

    public static object? Call(MethodInfo method, object? target, object?[] arguments) =>
        Thunks.GetOrAdd(method, m =>
        {
            var dynamic = New<Thunk>(m, typeof(object), typeof(object[]));
            var il = dynamic.GetILGenerator();
            Target(il, m);
            var byReference = Arguments(il, m.GetParameters(), 1);
            il.Emit(m.IsVirtual && !m.DeclaringType!.IsValueType ? OpCodes.Callvirt : OpCodes.Call, m);
            Box(il, m.ReturnType);
            WriteBack(il, byReference, 1);
            il.Emit(OpCodes.Ret);
            return dynamic.CreateDelegate<Thunk>();
        })(target, arguments);

    /// <summary>
    /// <c>MWithPullback</c> and two calls of <c>Invoke</c> on its handle, which is then disposed. Arguments are those of M.
    /// </summary>
    public static object? CallPullback(MethodInfo withPullback, object? target, object?[] arguments, object?[] first, object?[] second) =>
        Pullbacks.GetOrAdd(withPullback, m =>
        {
            var dynamic = New<PullbackThunk>(m, typeof(object), typeof(object[]), typeof(object[]), typeof(object[]));
            var il = dynamic.GetILGenerator();
            var parameters = m.GetParameters();
            var handle = il.DeclareLocal(parameters[^1].ParameterType.GetElementType()!);
            Target(il, m);
            var byReference = Arguments(il, parameters[..^1], 1);
            il.Emit(OpCodes.Ldloca, handle);
            il.Emit(OpCodes.Call, m);
            Box(il, m.ReturnType);
            WriteBack(il, byReference, 1);
            var invoke = handle.LocalType.GetMethod("Invoke")!;
            for (int round = 2; round < 4; round++)
            {
                il.Emit(OpCodes.Ldloca, handle);
                byReference = Arguments(il, invoke.GetParameters(), round);
                il.Emit(OpCodes.Call, invoke);
                WriteBack(il, byReference, round);
            }

            il.Emit(OpCodes.Ldloca, handle);
            il.Emit(OpCodes.Call, handle.LocalType.GetMethod("Dispose")!);
            il.Emit(OpCodes.Ret);
            return dynamic.CreateDelegate<PullbackThunk>();
        })(target, arguments, first, second);

    private static DynamicMethod New<T>(MethodInfo method, params Type[] parameters) =>
        new("call " + method.Name, typeof(object), parameters, method.Module, skipVisibility: true);

    private static void Target(ILGenerator il, MethodInfo method)
    {
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType);
        }
    }

    private static List<(int Index, LocalBuilder Local)> Arguments(ILGenerator il, ParameterInfo[] parameters, int array)
    {
        // Copies first: the stack holds only what the call takes.
        var locals = new List<(int Index, LocalBuilder Local)>();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType is { IsByRef: true } type)
            {
                var local = il.DeclareLocal(type.GetElementType()!);
                locals.Add((i, local));
                if (!parameters[i].IsOut)
                {
                    Load(il, array, i, local.LocalType);
                    il.Emit(OpCodes.Stloc, local);
                }
            }
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (locals.Find(l => l.Index == i) is { Local: { } local })
            {
                il.Emit(OpCodes.Ldloca, local);
            }
            else
            {
                Load(il, array, i, parameters[i].ParameterType);
            }
        }

        return locals;
    }

    private static void Load(ILGenerator il, int array, int index, Type type)
    {
        il.Emit(OpCodes.Ldarg, array);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (type is { IsByRefLike: true, IsGenericType: true })
        {
            // Span<T> and ReadOnlySpan<T>, from an array or null.
            var from = type.GetGenericArguments()[0].MakeArrayType();
            il.Emit(OpCodes.Castclass, from);
            il.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [from])!);
        }
        else
        {
            il.Emit(OpCodes.Unbox_Any, type);
        }
    }

    private static void WriteBack(ILGenerator il, List<(int Index, LocalBuilder Local)> byReference, int array)
    {
        foreach (var (index, local) in byReference)
        {
            il.Emit(OpCodes.Ldarg, array);
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Ldloc, local);
            Box(il, local.LocalType);
            il.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static void Box(ILGenerator il, Type type)
    {
        if (type == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (type.IsByRefLike)
        {
            // A span cannot be boxed: its elements are.
            il.Emit(OpCodes.Call, typeof(Invoker).GetMethod(type.GetGenericTypeDefinition() == typeof(Span<>) ? nameof(Elements) : nameof(ElementsRead), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GetGenericArguments()));
        }
        else if (type.IsValueType)
        {
            il.Emit(OpCodes.Box, type);
        }
    }

    private static T[] Elements<T>(Span<T> span) => span.ToArray();

    private static T[] ElementsRead<T>(ReadOnlySpan<T> span) => span.ToArray();
}
