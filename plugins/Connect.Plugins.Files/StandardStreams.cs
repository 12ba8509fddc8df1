namespace Connect.Plugins.Files;

/// <summary>The process's own streams, for connectors without a file: the one place that touches the console.</summary>
internal static class StandardStreams
{
#pragma warning disable RS0030 // The console is what these connectors read and write.
    public static Stream OpenInput() => Console.OpenStandardInput();

    public static Stream OpenOutput() => Console.OpenStandardOutput();
#pragma warning restore RS0030
}
