using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Dates;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;
using Connect.Plugins.Transforms.Timestamps;

namespace Connect.Plugins.Transforms;

/// <summary>Brings a time, which is a field of a record's key or value or the whole of it, from one form into another.</summary>
public abstract class TimestampConverter : KeyOrValueTransformation
{
    private const string Purpose = "converting timestamp formats";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "field",
            ConfigType.String,
            string.Empty,
            Importance.High,
            "The field with the time; empty where the whole key or value is one.")
        .Define(
            "target.type",
            ConfigType.String,
            ConfigDef.NoDefault,
            ValidString.In("string", "unix", "Date", "Time", "Timestamp"),
            Importance.High,
            "The form wanted: text, Unix time (an int64), or one of Connect's logical types.")
        .Define(
            "format",
            ConfigType.String,
            string.Empty,
            Importance.Medium,
            "The pattern that text is read and written by, in the dialect of Java's SimpleDateFormat.")
        .Define(
            "unix.precision",
            ConfigType.String,
            "milliseconds",
            ValidString.In("nanoseconds", "microseconds", "milliseconds", "seconds"),
            Importance.Low,
            "What Unix time counts, on the way in and out. What is finer than a millisecond is lost on the way.")
        .DefineNullReplacement();

    private readonly SchemaCache<TimestampPlan> plans;
    private string name = string.Empty;
    private TimestampTranslator translator = new(TimestampForm.Timestamp, null, UnixUnit.Named("milliseconds"));
    private bool withDefault;

    private TimestampConverter(RecordPart part)
        : base(part) => plans = new SchemaCache<TimestampPlan>(schema => new TimestampPlan(schema, Target(schema), name, withDefault));

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        name = parsed.Text("field");
        withDefault = parsed.ReplacesNull();
        var form = TimestampForms.Named(parsed.Text("target.type"));
        var format = parsed.Text("format");
        if (form == TimestampForm.Text && string.IsNullOrWhiteSpace(format))
        {
            throw new ConfigException("TimestampConverter requires format option to be specified when using string timestamps");
        }

        translator = new TimestampTranslator(form, Pattern(format), UnixUnit.Named(parsed.Text("unix.precision")));
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, value is null || name.Length == 0 ? translator.Translate(value, null) : InMap(value));
        }

        if (name.Length == 0)
        {
            var made = translator.Translate(value, TimestampForms.Of(schema));
            return With(record, TimestampForms.SchemaOf(translator.Target, schema.IsOptional), made);
        }

        var source = Requirements.RequireStructOrNull(value, Purpose);
        var plan = plans.Get(schema);
        if (plan.ChangesNothing)
        {
            return record;
        }

        if (source is not null && !source.Schema.Equals(schema))
        {
            plan = new TimestampPlan(source.Schema, plan.Target, name, withDefault);
        }

        return With(record, plan.Target, source is null ? null : plan.Apply(source, translator));
    }

    private static DatePattern? Pattern(string format)
    {
        try
        {
            return string.IsNullOrWhiteSpace(format) ? null : DatePattern.Parse(format, TimeProvider.System.GetUtcNow());
        }
        catch (FormatException e)
        {
            throw new ConfigException($"TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: {e.Message}", e);
        }
    }

    private ConnectMap InMap(object value)
    {
        var made = new ConnectMap(Requirements.RequireMap(value, Purpose));
        made[name] = translator.Translate(made.GetValueOrDefault(name), null);
        return made;
    }

    private Schema Target(Schema source)
    {
        var builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
        foreach (var field in source.Fields)
        {
            builder.Field(
                field.Name,
                field.Name == name ? TimestampForms.SchemaOf(translator.Target, field.Schema.IsOptional) : field.Schema);
        }

        if (source.IsOptional)
        {
            builder.Optional();
        }

        if (source.DefaultValue is Struct given)
        {
            builder.Default(new TimestampPlan(given.Schema, builder.Build(), name, withDefault).Apply(given, translator));
        }

        return builder.Build();
    }

    /// <summary>Translates in the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.TimestampConverter$Key")]
    public sealed class Key() : TimestampConverter(RecordPart.Key);

    /// <summary>Translates in the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.TimestampConverter$Value")]
    public sealed class Value() : TimestampConverter(RecordPart.Value);
}
