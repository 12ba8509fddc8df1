using System.Net.NetworkInformation;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace TestPlugins.Holders;

internal sealed class ProcessExitHolder : IHolder
{
    public void Hold() => AppDomain.CurrentDomain.ProcessExit += OnExit;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Handlers.Contains(typeof(AppDomain), "ProcessExit", OnExit));

    private static void OnExit(object? sender, EventArgs e)
    {
    }
}

internal sealed class UnhandledExceptionHolder : IHolder
{
    public void Hold() => AppDomain.CurrentDomain.UnhandledException += OnException;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Handlers.Contains(typeof(AppContext), "UnhandledException", OnException));

    private static void OnException(object sender, UnhandledExceptionEventArgs e)
    {
    }
}

internal sealed class FirstChanceHolder : IHolder
{
    private readonly Ticks _ticks = new();

    public void Hold() => AppDomain.CurrentDomain.FirstChanceException += (_, _) => _ticks.Tick();

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var next = _ticks.NextAsync(cancellationToken);
        try
        {
            throw new InvalidOperationException("to be seen");
        }
        catch (InvalidOperationException)
        {
            return next;
        }
    }
}

internal sealed class AssemblyResolveHolder : IHolder
{
    private readonly Ticks _ticks = new();

    public void Hold() => AppDomain.CurrentDomain.AssemblyResolve += OnResolve;

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var next = _ticks.NextAsync(cancellationToken);
        try
        {
            Assembly.Load("There.Is.No.Such.Assembly");
            return Task.FromResult(false);
        }
        catch (FileNotFoundException)
        {
            return next;
        }
    }

    private Assembly? OnResolve(object? sender, ResolveEventArgs e)
    {
        _ticks.Tick();
        return null;
    }
}

internal sealed class AssemblyLoadHolder : IHolder
{
    public void Hold() => AppDomain.CurrentDomain.AssemblyLoad += OnLoad;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Handlers.Contains(typeof(AssemblyLoadContext), "AssemblyLoad", OnLoad));

    private static void OnLoad(object? sender, AssemblyLoadEventArgs e)
    {
    }
}

internal sealed class UnobservedHolder : IHolder
{
    public void Hold() => TaskScheduler.UnobservedTaskException += OnException;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Handlers.Contains(typeof(TaskScheduler), "UnobservedTaskException", OnException));

    private static void OnException(object? sender, UnobservedTaskExceptionEventArgs e)
    {
    }
}

internal sealed class ResolvingHolder : IHolder
{
    private readonly Ticks _ticks = new();

    public void Hold() => AssemblyLoadContext.Default.Resolving += OnResolving;

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var next = _ticks.NextAsync(cancellationToken);
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("There.Is.No.Such.Assembly.Either"));
            return Task.FromResult(false);
        }
        catch (FileNotFoundException)
        {
            return next;
        }
    }

    private Assembly? OnResolving(AssemblyLoadContext context, AssemblyName name)
    {
        _ticks.Tick();
        return null;
    }
}

internal sealed class ConsoleCancelHolder : IHolder
{
    public void Hold() => Console.CancelKeyPress += OnCancel;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Handlers.Contains(typeof(Console), "s_cancelCallbacks", OnCancel));

    private static void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
    }
}

/// <summary>A registration for a signal, kept where only the plugin knows of it.</summary>
internal sealed class SignalHolder : IHolder
{
    private readonly Ticks _ticks = new();
    private PosixSignalRegistration? _registration;

    public void Hold() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        _ticks.Tick();
    });

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var next = _ticks.NextAsync(cancellationToken);
        using var kill = System.Diagnostics.Process.Start("kill", ["-HUP", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return _registration is null ? Task.FromResult(false) : next;
    }
}

internal sealed class NetworkChangeHolder : IHolder
{
    public void Hold() => NetworkChange.NetworkAddressChanged += OnChange;

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var handlers = (System.Collections.IDictionary)typeof(NetworkChange)
            .GetField("s_addressChangedSubscribers", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        return Task.FromResult(handlers.Contains((NetworkAddressChangedEventHandler)OnChange));
    }

    private static void OnChange(object? sender, EventArgs e)
    {
    }
}

/// <summary>Looks whether a handler that nobody can raise from outside is still there.</summary>
internal static class Handlers
{
    public static bool Contains(Type type, string field, Delegate handler)
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic;
        var found = type.GetField(field, Any)!;
        var all = (Delegate?)found.GetValue(found.IsStatic ? null : AppDomain.CurrentDomain);
        return all?.GetInvocationList().Any(other => other.Method == handler.Method) ?? false;
    }
}
