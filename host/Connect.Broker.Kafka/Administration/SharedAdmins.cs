using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Administration;

/// <summary>Admin clients by their effective settings, each open as long as somebody has borrowed it. Thread-safe.</summary>
internal sealed class SharedAdmins(ILogger clientLogger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shared> _shared = new(StringComparer.Ordinal);

    public AdminClient Borrow(MappedSettings settings)
    {
        var key = KeyOf(settings);
        lock (_lock)
        {
            if (!_shared.TryGetValue(key, out var shared))
            {
                shared = new Shared(new AdminClient(settings, new ClientLog(clientLogger, time, settings.Servers), time));
                _shared.Add(key, shared);
            }

            shared.Borrowers++;
            return shared.Client;
        }
    }

    public async ValueTask ReturnAsync(AdminClient client)
    {
        var key = KeyOf(client.Settings);
        lock (_lock)
        {
            if (--_shared[key].Borrowers > 0)
            {
                return;
            }

            _shared.Remove(key);
        }

        await client.DisposeAsync();
    }

    private static string KeyOf(MappedSettings settings) => string.Join(
        '\n',
        settings.Client.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")
            .Append(settings.ApiTimeout.ToString()));

    private sealed class Shared(AdminClient client)
    {
        public AdminClient Client { get; } = client;

        public int Borrowers { get; set; }
    }
}
