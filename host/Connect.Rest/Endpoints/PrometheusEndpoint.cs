using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Connect.Rest.Endpoints;

/// <summary><c>/metrics</c>, in Prometheus' text formats. Nothing is collected, or even set up, before somebody asks.</summary>
internal sealed class PrometheusEndpoint(IServiceProvider services, Func<IReadOnlyDictionary<string, object>> attributes, IReadOnlyList<string> meters) : IDisposable
{
    private readonly Lock gate = new();
    private MeterProvider? provider;
    private RequestDelegate? scrape;

    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/metrics", Methods.Get, http => Scrape()(http));

    /// <inheritdoc/>
    public void Dispose() => provider?.Dispose();

    private RequestDelegate Scrape()
    {
        lock (gate)
        {
            if (scrape is null)
            {
                provider = Sdk.CreateMeterProviderBuilder()
                    .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddAttributes(attributes()))
                    .AddMeter([.. meters])
                    .AddPrometheusExporter()
                    .Build();
                var branch = new ApplicationBuilder(services);
                branch.UseOpenTelemetryPrometheusScrapingEndpoint(provider, static _ => true, null, null, null);
                scrape = branch.Build();
            }

            return scrape;
        }
    }
}
