namespace Connect.Configuration;

/// <summary>Where metrics and traces go, besides <c>/metrics</c>.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The collector's address (<c>otlp.endpoint</c>); null for what the standard variable says, or none.</summary>
    public required Uri? OtlpEndpoint { get; init; }

    /// <summary>How it is spoken to (<c>otlp.protocol</c>), <c>grpc</c> or <c>http/protobuf</c>; null for what the standard variable says.</summary>
    public required string? OtlpProtocol { get; init; }

    /// <summary>The part of the records without a trace that begin one (<c>otlp.traces.ratio</c>), from 0 to 1.</summary>
    public required double TracesRatio { get; init; }

    /// <summary>What is said of the worker besides (<c>metrics.context.*</c>), without the prefix.</summary>
    public required IReadOnlyDictionary<string, string> Context { get; init; }

    internal static TelemetrySettings Read(IReadOnlyDictionary<string, string> settings, Dictionary<string, object?> own, Problems problems) => new()
    {
        OtlpEndpoint = (string?)own[WorkerSettings.OtlpEndpoint] is { Length: > 0 } text
            ? problems.Try(() => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri
                : throw new Abi.Errors.ConfigException(WorkerSettings.OtlpEndpoint, text, "Expected the collector's address, such as http://localhost:4317"))
            : null,
        OtlpProtocol = (string?)own[WorkerSettings.OtlpProtocol] is { Length: > 0 } protocol ? protocol : null,
        TracesRatio = (double)own[WorkerSettings.OtlpTracesRatio]!,
        Context = Prefixed.Of(settings, "metrics.context."),
    };
}
