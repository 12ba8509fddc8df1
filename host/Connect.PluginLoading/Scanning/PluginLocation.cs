namespace Connect.PluginLoading.Scanning;

/// <summary>The forms in which a plugin lies under an entry of the plugin path.</summary>
internal enum LocationForm
{
    Folder,
    Zip,
    Assembly,
}

/// <summary>What is wrong with an entry of the plugin path.</summary>
/// <param name="Location">The entry.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record LocationError(string Location, string Message);

/// <summary>Where a plugin may be.</summary>
/// <param name="Path">The full path of the folder, zip or assembly.</param>
/// <param name="Form">Which of them it is.</param>
/// <param name="ShipsWithHost">Whether it lies in the host's own folder.</param>
internal sealed record PluginLocation(string Path, LocationForm Form, bool ShipsWithHost);
