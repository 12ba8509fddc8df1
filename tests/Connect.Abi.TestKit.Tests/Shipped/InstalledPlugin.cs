namespace Connect.Abi.TestKit.Tests.Shipped;

/// <summary>The plugins as the build lays them out for the worker.</summary>
internal static class InstalledPlugin
{
    public static string Of<T>()
    {
        var name = typeof(T).Assembly.GetName().Name!;
        string[] places = ["plugin.path", "artifacts/examples"];
        return places.Select(place => Path.Combine(Root(), place, name, name + ".dll")).First(File.Exists);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Connect.Plugins.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        }

        return folder.FullName;
    }
}
