using System.Buffers;
using System.Text;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Broker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Pipeline.Tests;

/// <summary>Reads and writes text; calls a hook before, to fail when a test wants it to.</summary>
internal sealed class TextConverter(Action<string?>? before = null) : IConverter, IHeaderConverter
{
    public ConfigDef ConfigDef => new();

    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
    }

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        before?.Invoke((string?)value);
        if (value is null)
        {
            return false;
        }

        output.Write(Encoding.UTF8.GetBytes((string)value));
        return true;
    }

    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        var text = payload.IsNull ? null : Encoding.UTF8.GetString(payload.Bytes);
        before?.Invoke(text);
        return new SchemaAndValue(Schema.OptionalString, text);
    }

    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    public void Dispose()
    {
    }
}

internal sealed class Transformation(Func<ConnectRecord, ConnectRecord?> apply) : ITransformation
{
    public ConfigDef ConfigDef => new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public ConnectRecord? Apply(ConnectRecord record) => apply(record);
}

internal sealed class Predicate(Func<ConnectRecord, bool> test) : IPredicate
{
    public ConfigDef ConfigDef => new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool Test(ConnectRecord record) => test(record);
}

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingReporter : IErrorReporter
{
    public List<(Stage Stage, string ClassName, string Message, int Attempts, long? Offset)> Reports { get; } = [];

    public void Report(in ErrorReport report) =>
        Reports.Add((report.Stage, report.ClassName, report.Error.Message, report.Attempts, report.Consumed?.Offset));
}

internal static class Make
{
    public static ConsumedRecord Consumed(string? value, string? key = "k", long offset = 7, params LogHeader[] headers) => new()
    {
        TopicPartition = new TopicPartition("t", 3),
        Offset = offset,
        Timestamp = 1234,
        TimestampType = LogTimestampType.CreateTime,
        Key = Bytes(key),
        Value = Bytes(value),
        Headers = headers.Length == 0 ? null : headers,
    };

    public static SourceRecord Polled(string? value, Headers? headers = null) => new(
        new Dictionary<string, object?> { ["file"] = "f" },
        new Dictionary<string, object?> { ["position"] = 5L },
        "t",
        null,
        null,
        "k",
        Schema.String,
        value,
        null,
        headers);

    public static PipelineOptions Options(
        Action<string?>? beforeValue = null,
        ErrorHandling? errors = null,
        IErrorReporter? reporter = null,
        params TransformationStep[] steps) => new()
        {
            TaskId = "c-0",
            Converters = new ConverterSet(
                new NamedConverter<IConverter>(new TextConverter(), "KeyText"),
                new NamedConverter<IConverter>(new TextConverter(beforeValue), "ValueText"),
                new NamedConverter<IHeaderConverter>(new TextConverter(), "HeaderText")),
            Transformations = steps,
            Errors = errors ?? ErrorHandling.Default,
            Reporters = reporter is null ? [] : [reporter],
            Logger = NullLogger.Instance,
            Time = TimeProvider.System,
            Stopping = TestContext.Current.CancellationToken,
        };

    public static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? null : (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text);

    public static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : null;
}
