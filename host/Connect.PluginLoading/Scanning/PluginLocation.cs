namespace Connect.PluginLoading.Scanning;

/// <summary>The forms in which a plugin lies under an entry of the plugin path.</summary>
internal enum LocationForm
{
    Folder,
    Zip,
    Assembly,
}

/// <summary>Where a plugin may be.</summary>
/// <param name="Path">The full path of the folder, zip or assembly.</param>
/// <param name="Form">Which of them it is.</param>
/// <param name="ShipsWithHost">Whether it lies in the host's own folder.</param>
internal sealed record PluginLocation(string Path, LocationForm Form, bool ShipsWithHost);
