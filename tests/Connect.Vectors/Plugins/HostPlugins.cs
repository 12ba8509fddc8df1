using Connect.PluginLoading;
using Connect.TestVectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Vectors.Plugins;

/// <summary>What the build laid into the repository's <c>plugin.path</c>, loaded as a worker loads it: each plugin in a context of its own.</summary>
internal sealed class HostPlugins : IDisposable
{
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("connect-vectors-");
    private readonly Lazy<PluginCatalogue> catalogue;

    public HostPlugins() => catalogue = new(() => PluginCatalogue.Open(
        new PluginCatalogueOptions { HostFolder = VectorFile.PathOf("plugin.path"), CacheFolder = cache.FullName },
        NullLoggerFactory.Instance));

    /// <summary>Makes an instance of a class, uses it and lets it go.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name, as configurations have it.</param>
    /// <param name="use">What is done with it.</param>
    public TResult Use<T, TResult>(PluginKind kind, string name, Func<T, TResult> use)
        where T : class
    {
        using var instance = catalogue.Value.Create<T>(catalogue.Value.Find(kind, name));
        using (instance.Enter())
        {
            try
            {
                return use(instance.Value);
            }
            finally
            {
                (instance.Value as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>The kind of a class under its name; null where the host ships no such class.</summary>
    public PluginKind? KindOf(string name) =>
        catalogue.Value.Plugins.FirstOrDefault(plugin => plugin.ContractName == name || plugin.TypeName == name)?.Kind;

    public void Dispose()
    {
        if (catalogue.IsValueCreated)
        {
            catalogue.Value.Dispose();
        }

        cache.Delete(recursive: true);
    }
}
