using System.Net;
using System.Security.Authentication;
using Confluent.SchemaRegistry;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Registry;

/// <summary>
/// What becomes of a request that failed, as in Java's converter: what time may mend is retriable, credentials that are not enough
/// are a mistake in the configuration, and what the registry refuses is the data's fault.
/// </summary>
internal static class RegistryFailure
{
    /// <summary>The exception for a failure.</summary>
    /// <param name="failure">What the request ended with.</param>
    /// <param name="what">What could not be done, as the beginning of a sentence.</param>
    public static ConnectException Of(Exception failure, string what) => failure switch
    {
        ConnectException connect => connect,
        SchemaRegistryException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused => Access(what, refused),
        SchemaRegistryException refused => new DataException($"{what}: {refused.Message} (HTTP {(int)refused.Status})", refused),
        _ when IsUnreachable(failure) => Unreachable(failure, what),
        _ => OfStatus(failure, what),
    };

    /// <summary>
    /// The exception for a failure to learn a topic's subject, or the schema to read with: unless the registry can't be reached, it is
    /// the data that can't be converted.
    /// </summary>
    public static ConnectException OfIndirect(Exception failure, string what) =>
        IsUnreachable(failure) || Last(failure) is HttpRequestException { InnerException: TimeoutException }
            ? Unreachable(failure, what)
            : new DataException($"{what}: {failure.Message}", failure);

    private static ConnectException OfStatus(Exception failure, string what)
    {
        var last = Last(failure);
        if (last is HttpRequestException { InnerException: TimeoutException })
        {
            return new RetriableException($"{what}: the registry did not answer in time: {failure.Message}", failure);
        }

        return (last as HttpRequestException)?.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => new RetriableException($"{what}: {failure.Message}", failure),
            HttpStatusCode.BadGateway or HttpStatusCode.TooManyRequests => new ConnectException($"{what}: {failure.Message}", failure),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Access(what, failure),
            _ => new DataException($"{what}: {failure.Message}", failure),
        };
    }

    private static ConfigException Access(string what, Exception failure) => new(
        $"{what}: {failure.Message}. Check basic.auth.credentials.source and basic.auth.user.info, or bearer.auth.*, and what the user may do",
        failure);

    private static ConnectException Unreachable(Exception failure, string what) => new(
        $"{what}: the registry can't be reached: {failure.Message}. Check schema.registry.url, and that the registry runs", failure);

    private static bool IsUnreachable(Exception failure) => Last(failure) is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError,
    } or AuthenticationException or IOException;

    // Where several URLs failed, the last one counts, as in Java.
    private static Exception Last(Exception failure)
    {
        while (true)
        {
            var inner = failure is AggregateException { InnerExceptions: [.., var last] } ? last : failure.InnerException;
            if (failure is HttpRequestException { StatusCode: not null } or HttpRequestException { InnerException: TimeoutException }
                || failure is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown }
                || inner is null)
            {
                return failure;
            }

            failure = inner;
        }
    }
}
