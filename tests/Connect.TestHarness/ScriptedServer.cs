using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Connect.TestHarness;

/// <summary>A small HTTP server that answers by a script, or not at all, and keeps what it was asked.</summary>
public sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<Request> requests = new();
    private readonly Func<Request, Answer?> script;
    private readonly SslServerAuthenticationOptions? tls;

    /// <summary>Starts a server.</summary>
    /// <param name="script">The answer to a request; null to let it wait.</param>
    /// <param name="certificate">The certificate to encrypt with; null for plain HTTP.</param>
    /// <param name="clientCertificate">Which client certificates will do; null where none is asked for.</param>
    public ScriptedServer(Func<Request, Answer?> script, X509Certificate2? certificate = null, Func<X509Certificate?, bool>? clientCertificate = null)
    {
        this.script = script;
        tls = certificate is null ? null : new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = clientCertificate is not null,
            RemoteCertificateValidationCallback = (_, peer, _, _) => clientCertificate?.Invoke(peer) ?? true,
        };
        listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"{(tls is null ? "http" : "https")}://localhost:{Port}";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<Request> Requests => [.. requests];

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over.
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (tls is not null)
                {
                    var encrypted = new SslStream(stream);
                    await encrypted.AuthenticateAsServerAsync(tls, ended.Token);
                    stream = encrypted;
                }

                var request = await ReadAsync(stream);
                requests.Enqueue(request);
                if (script(request) is not { } answer)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended.Token);
                    return;
                }

                await stream.WriteAsync(answer.ToBytes(), ended.Token);
                await stream.FlushAsync(ended.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, or would not trust this server: what it makes of that is what tests look at.
            }
        }
    }

    private async Task<Request> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(bytes) && await stream.ReadAsync(one, ended.Token) > 0)
        {
            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, ended.Token);
        return new Request(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    private static bool EndsHead(List<byte> bytes) => bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n';

    public sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Path => Target.Split('?')[0];

        /// <inheritdoc/>
        public override string ToString() => $"{Method} {Target}";
    }

    public sealed record Answer(int Status, string? Body)
    {
        public byte[] ToBytes()
        {
            var body = Body is null ? [] : Encoding.UTF8.GetBytes(Body);
            return
            [
                .. Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {Status} Scripted\r\nContent-Type: application/vnd.schemaregistry.v1+json\r\n"
                        + $"{(Status == 204 ? "" : $"Content-Length: {body.Length}\r\n")}Connection: close\r\n\r\n"),
                .. body,
            ];
        }
    }
}
