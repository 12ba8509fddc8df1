using System.Collections.Concurrent;
using System.Reflection;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Looks for objects that belong to somebody, from an object of the shared framework on. Goes through objects of the shared framework
/// only, and not through those that lead from one user of the process to all others (the timers' queue, registrations at tokens,
/// flows of execution, threads): what it finds is held by what it began at, not by a neighbour.
/// </summary>
internal sealed class FrameworkWalk
{
    /// <summary>Enough for every holder that was measured, by far; a larger structure is not one plugin's.</summary>
    private const int MostObjects = 10_000;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]?> Fields = new();
    private static readonly HashSet<string> Ends =
    [
        "System.Threading.TimerQueueTimer",
        "System.Threading.TimerQueue",
        "System.Threading.CancellationTokenSource+Registrations",
        "System.Threading.CancellationTokenSource+CallbackNode",
        "System.Threading.ExecutionContext",
        "System.Threading.Thread",
        "System.Reflection.LoaderAllocator",
        "System.Runtime.Loader.AssemblyLoadContext",
    ];

    private readonly Func<object?, bool> _isOwn;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<object> _next = [];

    /// <param name="isOwn">Whose an object is.</param>
    public FrameworkWalk(Func<object?, bool> isOwn) => _isOwn = isOwn;

    /// <summary>Whether there is one.</summary>
    public bool Reaches(object? start)
    {
        _seen.Clear();
        _next.Clear();
        var found = See(start);
        while (!found && _next.TryDequeue(out var value))
        {
            found = SeeContent(value);
        }

        _seen.Clear();
        _next.Clear();
        return found;
    }

    /// <returns>Whether it is one of those that are looked for.</returns>
    private bool See(object? value)
    {
        if (value is null or string || (!value.GetType().IsValueType && !_seen.Add(value)))
        {
            return false;
        }

        if (_isOwn(value))
        {
            return true;
        }

        if (value is not (MemberInfo or Assembly or Module) && _seen.Count < MostObjects && LeadsOn(value.GetType()))
        {
            _next.Enqueue(value);
        }

        return false;
    }

    private bool SeeContent(object value)
    {
        switch (value)
        {
            case Array array:
                foreach (var element in array)
                {
                    if (See(element))
                    {
                        return true;
                    }
                }

                return false;
            case Delegate call:
                foreach (var one in call.GetInvocationList())
                {
                    if (See(one.Target))
                    {
                        return true;
                    }
                }

                return false;
            default:
                foreach (var field in Fields.GetOrAdd(value.GetType(), FieldsOf)!)
                {
                    if (See(field.GetValue(value)))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    private static bool LeadsOn(Type type)
    {
        if (type.IsCollectible)
        {
            // Some plugin's; and the table of fields must hold no such type.
            return false;
        }

        return type.IsArray
            ? type.GetArrayRank() == 1 && MayHold(type.GetElementType()!) && IsFramework(type.GetElementType()!)
            : Fields.GetOrAdd(type, FieldsOf) is { Length: > 0 };
    }

    /// <returns>Null for a type that is not gone through.</returns>
    private static FieldInfo[]? FieldsOf(Type type)
    {
        if (!IsFramework(type))
        {
            return null;
        }

        var fields = new List<FieldInfo>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (Ends.Contains(level.FullName ?? string.Empty))
            {
                return null;
            }

            fields.AddRange(InstanceFields(level).Where(static field => MayHold(field.FieldType)));
        }

        return [.. fields];
    }

    private static bool MayHold(Type type) => type.IsValueType
        ? !type.IsPrimitive && !type.IsEnum && InstanceFields(type).Any(static field => MayHold(field.FieldType))
        : !type.IsPointer && !type.IsFunctionPointer && type != typeof(string);

    private static FieldInfo[] InstanceFields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    /// <summary>Whether a type, and all that it is built over, is the shared framework's.</summary>
    private static bool IsFramework(Type type)
    {
        if (type.HasElementType)
        {
            return IsFramework(type.GetElementType()!);
        }

        return !type.Assembly.IsCollectible
            && type.Assembly.GetName().Name is { } name && PlatformAssemblies.InFramework(name)
            && (!type.IsGenericType || type.GetGenericArguments().All(IsFramework));
    }
}
