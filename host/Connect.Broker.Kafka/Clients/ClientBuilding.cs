using Confluent.Kafka;
using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Clients;

/// <summary>Makes clients; what librdkafka itself refuses (a PEM file that is not there …) becomes the seam's error.</summary>
internal static class ClientBuilding
{
    public static T Build<T>(MappedSettings settings, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new BrokerException(
                BrokerErrorCode.Invalid,
                $"The client for {settings.Servers} can't be made: {e.Message.TrimEnd('.')}.{MissingFiles(settings)}",
                innerException: e);
        }
    }

    /// <summary>librdkafka says which setting is wrong, not which file.</summary>
    private static string MissingFiles(MappedSettings settings) => string.Concat(
        settings.Client
            .Where(s => s.Key.EndsWith(".location", StringComparison.Ordinal) && !Path.Exists(s.Value))
            .Select(s => $" There is no file '{s.Value}'."));
}
