using System.Collections;
using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Calls what known libraries have for their end, in the plugin's own copies of them, where the plugin has loaded them. Runs the plugin's
/// code.
/// </summary>
internal sealed class LibraryCleanUps : IRelease
{
    private static readonly (string Assembly, string Type, string Method)[] Known =
    [
        ("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteConnection", "ClearAllPools"),
        ("System.Data.SQLite", "System.Data.SQLite.SQLiteConnection", "ClearAllPools"),
        ("Npgsql", "Npgsql.NpgsqlConnection", "ClearAllPools"),
        ("MySqlConnector", "MySqlConnector.MySqlConnection", "ClearAllPools"),
        ("Microsoft.Data.SqlClient", "Microsoft.Data.SqlClient.SqlConnection", "ClearAllPools"),
    ];

    private readonly Action<string, Exception> _failed;

    /// <param name="failed">Is told what was thrown out of a clean-up.</param>
    public LibraryCleanUps(Action<string, Exception> failed) => _failed = failed;

    public string Name => "libraries' own clean-up";

    public bool IsSafe => true;

    public string? Missing => null;

    public int Run(DeadContext dead)
    {
        var count = 0;
        foreach (var assembly in dead.Assemblies)
        {
            foreach (var (name, type, method) in Known)
            {
                if (assembly.GetName().Name == name)
                {
                    count += Call($"{type}.{method}", () =>
                    {
                        var call = assembly.GetType(type)?.GetMethod(method, Type.EmptyTypes);
                        call?.Invoke(null, null);
                        return call is null ? 0 : 1;
                    });
                }
            }

            if (assembly.GetName().Name == "MongoDB.Driver")
            {
                count += Call("MongoDB.Driver.ClusterRegistry", () => DisposeClusters(assembly));
            }
        }

        return count;
    }

    /// <summary>The driver's clusters watch their servers on threads of their own, whatever is disposed; nothing public ends them.</summary>
    private static int DisposeClusters(Assembly driver)
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var registry = driver.GetType("MongoDB.Driver.ClusterRegistry");
        var instance = registry?.GetField("__instance", Any)?.GetValue(null) ?? registry?.GetProperty("Instance", Any)?.GetValue(null);
        if (registry?.GetField("_registry", Any)?.GetValue(instance) is not IDictionary clusters)
        {
            return 0;
        }

        var own = clusters.Values.OfType<IDisposable>().ToList();
        own.ForEach(static cluster => cluster.Dispose());
        return own.Count;
    }

    private int Call(string what, Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception e)
        {
            // The edge of plugin code: one library that fails keeps no other from its clean-up.
            _failed(what, e is TargetInvocationException { InnerException: { } inner } ? inner : e);
            return 0;
        }
    }
}
