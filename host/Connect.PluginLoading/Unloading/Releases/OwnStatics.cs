using System.Collections;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Disposes, frees and clears what the static fields of the plugin and its libraries hold: what is of their own types, and the kinds of
/// the framework's objects that nobody else can be meant to share. Runs the plugin's code.
/// </summary>
internal sealed class OwnStatics : IRelease
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What a plugin makes for itself alone. A stream, a writer or a logger in a static field may as well be the process's.</summary>
    private static readonly Type[] MadeForOneself =
    [
        typeof(CancellationTokenSource), typeof(Timer), typeof(PeriodicTimer), typeof(System.Timers.Timer), typeof(Meter), typeof(MeterListener),
        typeof(ActivitySource), typeof(ActivityListener), typeof(EventListener), typeof(HttpClient), typeof(HttpMessageHandler),
        typeof(Socket), typeof(TcpClient), typeof(TcpListener), typeof(FileSystemWatcher), typeof(PosixSignalRegistration),
    ];

    private static readonly MethodInfo ClearTable = typeof(OwnStatics).GetMethod(nameof(RemoveAll), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly ClassInitialization _initialization;
    private readonly Action<string, Exception> _failed;

    /// <param name="initialization">Which classes can be read.</param>
    /// <param name="failed">Is told what was thrown out of a clean-up.</param>
    public OwnStatics(ClassInitialization initialization, Action<string, Exception> failed)
    {
        _initialization = initialization;
        _failed = failed;
    }

    public string Name => "own static fields";

    public bool IsSafe => true;

    public string? Missing => _initialization.Missing;

    public int Run(DeadContext dead)
    {
        var count = 0;
        foreach (var type in dead.Assemblies.SelectMany(TypesOf))
        {
            if (type.ContainsGenericParameters || type.IsEnum || !_initialization.IsReadable(type))
            {
                continue;
            }

            foreach (var field in FieldsOf(type))
            {
                try
                {
                    count += LetGo(field.GetValue(null), dead, inside: false);
                }
                catch (Exception e)
                {
                    // The edge of plugin code: one that can't be cleaned up keeps no other from it.
                    _failed($"{type.FullName}.{field.Name}", e);
                }
            }
        }

        return count;
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        try
        {
            return [.. type.GetFields(Statics).Where(static field => !field.IsLiteral && !field.FieldType.IsPointer)];
        }
        catch (Exception e) when (e is IOException or TypeLoadException or BadImageFormatException)
        {
            // A field of a type whose assembly was never loaded, and can't be any more: nothing can be in it.
            return [];
        }
    }

    private int LetGo(object? value, DeadContext dead, bool inside)
    {
        switch (value)
        {
            case null or string or Type:
                return 0;
            case GCHandle handle:
                if (!handle.IsAllocated)
                {
                    return 0;
                }

                handle.Free();
                return 1;
            case CancellationTokenSource source:
                // Not cancelled: nothing of the plugin's code begins again. What it is linked to lets go of it.
                source.Dispose();
                return 1;
            case IDisposable disposable when IsOwn(value, dead):
                disposable.Dispose();
                return 1;
            case IAsyncDisposable disposable when dead.Owns(value.GetType()):
                // Not waited for: a plugin's clean-up may take for ever.
                disposable.DisposeAsync().AsTask().ContinueWith(
                    task => _failed($"the clean-up of {value.GetType().FullName}", task.Exception!.InnerException!),
                    CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return 1;
            case IEnumerable many when !inside && value is ICollection or Array:
                return many.Cast<object?>().ToList().Sum(one => LetGo(one, dead, inside: true))
                    + (many is IDictionary map ? map.Values.Cast<object?>().ToList().Sum(one => LetGo(one, dead, inside: true)) : 0);
            default:
                return Clear(value);
        }
    }

    private static bool IsOwn(object value, DeadContext dead)
    {
        var type = value.GetType();
        return dead.Owns(type)
            || MadeForOneself.Any(made => made.IsInstanceOfType(value))
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ThreadLocal<>));
    }

    private static int Clear(object value)
    {
        var type = value.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConditionalWeakTable<,>)
            ? (int)ClearTable.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!
            : 0;
    }

    /// <summary>Key by key: what is cleared at once is held until finalizers have run twice.</summary>
    private static int RemoveAll<TKey, TValue>(ConditionalWeakTable<TKey, TValue> table)
        where TKey : class
        where TValue : class?
    {
        var keys = table.Select(static entry => entry.Key).ToList();
        return keys.Count(table.Remove);
    }

    private IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Those that can be loaded: what can't has never run.
            return e.Types.OfType<Type>();
        }
    }
}
