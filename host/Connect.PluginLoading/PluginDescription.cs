namespace Connect.PluginLoading;

/// <summary>A class that was found, as one kind of plugin. Read from metadata: nothing of it has been loaded.</summary>
/// <param name="Kind">The kind; a class that is several kinds is described once for each.</param>
/// <param name="ContractName">The name to show: the Java class name of what Connect itself ships, else the .NET name.</param>
/// <param name="TypeName">The full .NET name; a nested class as <c>Namespace.Outer+Inner</c>.</param>
/// <param name="Version">The version.</param>
/// <param name="Location">The folder, zip or assembly that it was found in.</param>
/// <param name="AssemblyName">The simple name of its assembly.</param>
public sealed record PluginDescription(
    PluginKind Kind, string ContractName, string TypeName, string Version, string Location, string AssemblyName);

/// <summary>A plugin, or an entry of the plugin path, that can't be used.</summary>
/// <param name="Location">The folder, zip or assembly.</param>
/// <param name="Message">What is wrong with it, and what to do.</param>
public sealed record PluginError(string Location, string Message);
