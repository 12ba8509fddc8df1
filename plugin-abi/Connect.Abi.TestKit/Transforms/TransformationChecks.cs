using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.TestKit.Running;
using Connect.Abi.Transforms;

namespace Connect.Abi.TestKit.Transforms;

/// <summary>The checks of a transformation.</summary>
internal static class TransformationChecks
{
    public static void TransformsAsExpected(TransformationSuite suite)
    {
        using var transformation = Configured(suite, suite.CreateTransformation());
        foreach (var (input, expected) in suite.Cases)
        {
            var given = RecordText.Of(input);
            var seen = Text(transformation.Apply(input));
            if (seen != Text(expected))
            {
                throw new CheckFailedException(
                    $"{given} becomes {Text(expected)}", seen, "see whether the transformation or the case is wrong");
            }
        }
    }

    public static void PassesNullValues(TransformationSuite suite)
    {
        using var transformation = Configured(suite, suite.CreateTransformation());
        foreach (var (input, _) in suite.Cases)
        {
            var record = input.NewRecord(input.Topic, input.KafkaPartition, input.KeySchema, input.Key, null, null, input.Timestamp);
            try
            {
                transformation.Apply(record);
            }
            catch (DataException) when (suite.RefusesNullValues)
            {
                // As the author says.
            }
            catch (Exception error)
            {
                throw new CheckFailedException(
                    "a record without a value is passed on or dropped",
                    $"{error.GetType().Name}: {error.Message}",
                    "return a record without a value as it is: it deletes a key. Where that can't be, throw a DataException and override "
                    + "RefusesNullValues",
                    error);
            }
        }
    }

    public static void KeepsTheOrigin(TransformationSuite suite)
    {
        using var transformation = Configured(suite, suite.CreateTransformation());
        foreach (var (input, _) in suite.Cases)
        {
            if (transformation.Apply(input) is { } result && !SameOrigin(input, result))
            {
                throw new CheckFailedException(
                    $"a record still tells its origin: {Origin(input)}", Origin(result), "make copies by NewRecord of the record that came");
            }
        }
    }

    public static void LeavesItsInputAlone(TransformationSuite suite)
    {
        using var transformation = Configured(suite, suite.CreateTransformation());
        foreach (var (input, _) in suite.Cases)
        {
            var before = RecordText.Of(input);
            transformation.Apply(input);
            var after = RecordText.Of(input);
            if (before != after)
            {
                throw new CheckFailedException(
                    $"the record that came is unchanged: {before}",
                    after,
                    "change a copy: a new Struct or map, Headers.Duplicate(), and NewRecord; the host gives the record again when it tries again");
            }
        }
    }

    public static void GivesOneSchemaForOneSchema(TransformationSuite suite)
    {
        using var transformation = Configured(suite, suite.CreateTransformation());
        foreach (var (input, _) in suite.Cases)
        {
            if (transformation.Apply(input) is { } first && transformation.Apply(input) is { } second)
            {
                AreSame(first.KeySchema, second.KeySchema, "key");
                AreSame(first.ValueSchema, second.ValueSchema, "value");
            }
        }
    }

    /// <summary>A short life of a transformation that was loaded to be unloaded.</summary>
    public static Task RunLoadedAsync(TransformationSuite suite, object plugin) => suite.OnThreadAsync(() =>
    {
        using var transformation = Configured(suite, (ITransformation)plugin);
        foreach (var (input, _) in suite.Cases)
        {
            transformation.Apply(input);
        }
    });

    private static ITransformation Configured(TransformationSuite suite, ITransformation transformation)
    {
        try
        {
            transformation.Configure(suite.Settings);
            return transformation;
        }
        catch
        {
            transformation.Dispose();
            throw;
        }
    }

    private static void AreSame(Schema? first, Schema? second, string what)
    {
        if (!ReferenceEquals(first, second))
        {
            throw new CheckFailedException(
                $"two records with one {what} schema get one {what} schema",
                "two objects",
                "keep the schemas that were made, by the schema that came, up to some number: what comes after compares them by reference first");
        }
    }

    private static bool SameOrigin(ConnectRecord input, ConnectRecord result) => (input, result) switch
    {
        (SourceRecord one, SourceRecord other) =>
            ReferenceEquals(one.SourcePartition, other.SourcePartition) && ReferenceEquals(one.SourceOffset, other.SourceOffset),
        (SinkRecord one, SinkRecord other) =>
            one.OriginalTopicPartition == other.OriginalTopicPartition && one.OriginalKafkaOffset == other.OriginalKafkaOffset
            && one.TimestampType == other.TimestampType && ReferenceEquals(one.Raw, other.Raw),
        _ => false,
    };

    private static string Origin(ConnectRecord record) => record switch
    {
        SourceRecord source => $"a source record of {RecordText.Of(source.SourcePartition)} at {RecordText.Of(source.SourceOffset)}",
        SinkRecord sink =>
            $"a sink record of {sink.OriginalTopicPartition} at {sink.OriginalKafkaOffset}, {sink.TimestampType}, "
            + $"{(sink.Raw is null ? "without" : "with")} bytes",
        _ => record.GetType().Name,
    };

    private static string Text(ConnectRecord? record) => record is null ? "nothing" : RecordText.Of(record);
}
