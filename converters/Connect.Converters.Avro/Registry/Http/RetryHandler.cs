using System.Net;
using System.Text.Json;
using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// Sends a request to one URL as often as the settings say, each time with a limit of time. What ends without an answer, or with one
/// that asks to come again, ends as an <see cref="HttpRequestException"/>, on which the registry's client goes to its next URL; an
/// answer that is no JSON ends as a <see cref="JsonException"/>, which another URL would not mend.
/// </summary>
internal sealed class RetryHandler(ConnectionSettings settings, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // Schemas have kilobytes; a peer that is no registry could send without end.
    private const int LargestAnswer = 64 << 20;

    private static readonly HashSet<int> Retried = [408, 429, 500, 502, 503, 504];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var last = attempt >= settings.MaxRetries;
            try
            {
                return await SendOnceAsync(request, cancellationToken);
            }
            catch (Exception e) when (!last && e is HttpRequestException or JsonException)
            {
                // The next attempt, or the last one, says what is wrong.
            }

            await Task.Delay(WaitAfter(attempt), time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, either.Token);
            await CheckAsync(response, either.Token);
            return response;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw new HttpRequestException(
                $"No answer within {settings.AnswerTimeout.TotalMilliseconds:0} ms", new TimeoutException(e.Message, e));
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Retried.Contains((int)response.StatusCode))
        {
            throw new HttpRequestException(RegistryAnswer.MessageOf(response.StatusCode, body), null, response.StatusCode);
        }

        // An answer without content is complete, and the client says what it misses in it.
        if (response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NoContent && body.Length > 0)
        {
            RegistryAnswer.RequireJson(body);
        }
        else if (!response.IsSuccessStatusCode && !RegistryAnswer.IsError(body))
        {
            // The client would read the code out of a body that has none, and fail on that.
            response.Content = RegistryAnswer.ErrorContent(response.StatusCode, body);
        }
    }

    // Doubling, and each time a random part of it, so that many workers don't come back at once.
    private TimeSpan WaitAfter(int attempt)
    {
        var ceiling = Math.Min(settings.RetriesWait.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)), settings.RetriesMaxWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(ceiling * Random.Shared.NextDouble());
    }
}
