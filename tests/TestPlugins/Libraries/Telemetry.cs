using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog.Core;
using Serilog.Events;

namespace TestPlugins.Libraries;

internal static class Telemetry
{
    public static void OpenTelemetry(bool disposed)
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        var traces = Sdk.CreateTracerProviderBuilder().AddSource("readings").AddInMemoryExporter(spans).Build();
        var meters = Sdk.CreateMeterProviderBuilder().AddMeter("readings").AddInMemoryExporter(metrics).Build();
        using var source = new ActivitySource("readings");
        using var meter = new Meter("readings");
        source.StartActivity("read")?.Dispose();
        meter.CreateCounter<int>("read").Add(1);
        meters.ForceFlush();
        if (spans.Count != 1 || metrics.Count != 1)
        {
            throw new InvalidOperationException("Nothing was exported.");
        }

        if (disposed)
        {
            traces.Dispose();
            meters.Dispose();
        }
    }

    public static void NLog()
    {
        var target = new global::NLog.Targets.MemoryTarget("memory");
        var configuration = new global::NLog.Config.LoggingConfiguration();
        configuration.AddRuleForAllLevels(target);
        global::NLog.LogManager.Configuration = configuration;
        global::NLog.LogManager.GetCurrentClassLogger().Info("read");
        Expect(target.Logs.Count);
        global::NLog.LogManager.Shutdown();
    }

    public static void Serilog()
    {
        var sink = new Sink();
        global::Serilog.Log.Logger = new global::Serilog.LoggerConfiguration().WriteTo.Sink(sink).CreateLogger();
        global::Serilog.Log.Information("read {Station}", "north");
        Expect(sink.Count);
    }

    public static void Log4Net()
    {
        var appender = new log4net.Appender.MemoryAppender();
        log4net.Config.BasicConfigurator.Configure(log4net.LogManager.GetRepository(typeof(Telemetry).Assembly), appender);
        log4net.LogManager.GetLogger(typeof(Telemetry)).Info("read");
        Expect(appender.GetEvents().Length);
        log4net.LogManager.Shutdown();
    }

    private static void Expect(int lines)
    {
        if (lines != 1)
        {
            throw new InvalidOperationException($"{lines} lines were logged.");
        }
    }

    private sealed class Sink : ILogEventSink
    {
        public int Count { get; private set; }

        public void Emit(LogEvent logEvent) => Count++;
    }
}
