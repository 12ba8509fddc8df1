using System.Reflection;
using System.Runtime.InteropServices;

namespace Connect.Broker.Kafka.Clients;

/// <summary>
/// Finds the very librdkafka that Confluent.Kafka has loaded, so that handles made by it can be used by <see cref="Librdkafka"/>.
/// </summary>
internal static class NativeLibraryLoader
{
    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Answers <see cref="NativeLibrary.SetDllImportResolver"/>.</summary>
    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Librdkafka.Name ? Library.Value : 0;

    private static nint Load()
    {
        // Loads Confluent.Kafka's choice; the names and their order below are the ones it tries.
        var version = Confluent.Kafka.Library.Version;
        var confluent = typeof(Confluent.Kafka.Library).Assembly;
        string[] names = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || RuntimeInformation.RuntimeIdentifier.Contains("alpine", StringComparison.Ordinal)
            ? ["alpine-librdkafka", Librdkafka.Name]
            : [Librdkafka.Name, "centos8-librdkafka"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, confluent, DllImportSearchPath.ApplicationDirectory | DllImportSearchPath.AssemblyDirectory, out var library)
                || NativeLibrary.TryLoad(name, confluent, searchPath: null, out library))
            {
                return library;
            }
        }

        throw new DllNotFoundException(
            $"librdkafka {Confluent.Kafka.Library.VersionString} (0x{version:x}) is in use, but can't be found again under the names {string.Join(", ", names)}.");
    }
}
