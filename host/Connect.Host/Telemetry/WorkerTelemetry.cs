using System.Reflection;
using Connect.Configuration;
using Connect.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Connect.Host.Telemetry;

/// <summary>Sends metrics and traces to a collector by OTLP, where one is named. What is not set here is taken from the standard <c>OTEL_*</c> variables.</summary>
internal sealed class WorkerTelemetry : IDisposable
{
    private const int FlushMilliseconds = 2000;
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider metrics;
    private readonly TracerProvider traces;

    private WorkerTelemetry(TelemetrySettings settings, IEnumerable<KeyValuePair<string, object>> attributes)
    {
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddAttributes(attributes);
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. Meters])
            .AddOtlpExporter(exporter => Set(exporter, settings, "v1/metrics"))
            .Build();
        var sampled = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(RecordTraces.SourceName)
            .AddOtlpExporter(exporter => Set(exporter, settings, "v1/traces"));
        if (Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER") is null)
        {
            sampled.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TracesRatio)));
        }

        traces = sampled.Build();
    }

    /// <summary>The meters that are shown: Connect's, this worker's own, the plugins', the runtime's.</summary>
    public static IReadOnlyList<string> Meters { get; } = ["Kafka.Connect", "Connect.*", "connect.plugins.*", "System.Runtime"];

    /// <summary>Begins to send; null where no collector is named.</summary>
    public static WorkerTelemetry? Start(WorkerConfig config, string workerId) =>
        config.Telemetry.OtlpEndpoint is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable))
            ? null
            : new WorkerTelemetry(config.Telemetry, Attributes(config, workerId));

    /// <summary>What is said of this worker with everything that is sent.</summary>
    public static IReadOnlyDictionary<string, object> Attributes(WorkerConfig config, string workerId)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["service.name"] = "kafka-connect",
            ["service.version"] = typeof(WorkerTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            ["service.instance.id"] = workerId,
        };
        foreach (var (name, value) in config.Telemetry.Context)
        {
            attributes[name] = value;
        }

        // The standard variables have the last word, as OpenTelemetry has it.
        foreach (var attribute in ResourceBuilder.CreateEmpty().AddEnvironmentVariableDetector().Build().Attributes)
        {
            attributes[attribute.Key] = attribute.Value;
        }

        return attributes;
    }

    /// <summary>Sends the figures as they are, while those that they are of are still here.</summary>
    public void Flush() => metrics.ForceFlush(FlushMilliseconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Sends what is left, within the exporter's own time-out.
        traces.Dispose();
        metrics.Dispose();
    }

    private static void Set(OtlpExporterOptions exporter, TelemetrySettings settings, string path)
    {
        if (settings.OtlpProtocol is { } protocol)
        {
            exporter.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        if (settings.OtlpEndpoint is { } endpoint)
        {
            exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf
                ? new Uri(endpoint.ToString().TrimEnd('/') + "/" + path)
                : endpoint;
        }
    }
}
