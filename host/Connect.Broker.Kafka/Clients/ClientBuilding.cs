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
                BrokerErrorCode.Invalid, $"The client for {settings.Servers} can't be made: {e.Message.TrimEnd('.')}.", innerException: e);
        }
    }
}
