using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Unloading;

/// <summary>The check that nothing keeps a plugin in memory after its last use.</summary>
internal static class UnloadCheck
{
    private static readonly TimeSpan BetweenCollections = TimeSpan.FromMilliseconds(50);

    /// <summary>Loads the plugin into a context of its own, runs it, unloads it and waits until it is gone.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="use">What is done with an instance of the plugin's class.</param>
    public static async Task RunAsync<TSuite>(TSuite suite, Func<TSuite, object, Task> use)
        where TSuite : PluginSuite
    {
        var context = await UseAsync(suite, use).ConfigureAwait(false);
        using var giveUp = new CancellationTokenSource(suite.UnloadTimeout, suite.Time);
        while (context.IsAlive && !giveUp.IsCancellationRequested)
        {
            FrameworkCaches.Clear();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(BetweenCollections, suite.Time).ConfigureAwait(false);
        }

        if (context.IsAlive)
        {
            throw new CheckFailedException(
                $"the plugin leaves memory within {Wait.Text(suite.UnloadTimeout)} of its last use",
                $"something still holds {Path.GetFileName(suite.PluginAssembly)}",
                "end in StopAsync or Dispose all threads, timers and event subscriptions that the plugin began, and keep nothing of it in "
                + "static fields of other assemblies; docs/unloading.md lists what holds plugins, and './connect plugins why NAME' names the "
                + "holder in a worker");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync<TSuite>(TSuite suite, Func<TSuite, object, Task> use)
        where TSuite : PluginSuite
    {
        var context = new PluginContext(suite.PluginAssembly);
        try
        {
            await use(suite, context.Make(suite.PluginClass)).ConfigureAwait(false);
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context, trackResurrection: true);
    }

    /// <summary>A plugin's load context: the ABI and logging are the test's, all else is the plugin's own or the framework's.</summary>
    private sealed class PluginContext(string file) : AssemblyLoadContext("test kit", isCollectible: true)
    {
        private static readonly string[] Shared =
        [
            "Connect.Abi", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
        ];

        /// <summary>Keeps the types that it meets for ever; a plugin that uses it has one of its own, as in the worker.</summary>
        private const string KeepsTypes = "Microsoft.CSharp";

        private readonly AssemblyDependencyResolver resolver = new(file);

        public object Make(Type type)
        {
            var loaded = LoadFromAssemblyPath(file).GetType(type.FullName!, throwOnError: true)!;
            return Maker.New<object>(loaded, "the plugin's class");
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name is not { } name || Shared.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return null;
            }

            if (resolver.ResolveAssemblyToPath(assemblyName) is { } resolved)
            {
                return LoadFromAssemblyPath(resolved);
            }

            if (name == KeepsTypes)
            {
                return LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));
            }

            var beside = Path.Combine(Path.GetDirectoryName(file)!, assemblyName.CultureName ?? string.Empty, name + ".dll");
            return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
            resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }
}
