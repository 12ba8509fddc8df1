using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro.Registry;

/// <summary>Tells the subject that a topic's keys or values have their schemas under, by the package's strategies.</summary>
internal sealed class SubjectNames
{
    private readonly SchemaUseSettings settings;
    private readonly AsyncSubjectNameStrategyDelegate strategy;
    private readonly MessageComponentType component;

    public SubjectNames(SchemaUseSettings settings, ISchemaRegistry registry)
    {
        this.settings = settings;
        component = settings.IsKey ? MessageComponentType.Key : MessageComponentType.Value;
        strategy = settings.Strategy.ToAsyncDelegate(registry.Associations, AssociationConfig(settings));
        NeedRecord = settings.Strategy is SubjectNameStrategy.Record or SubjectNameStrategy.TopicRecord
            || (settings.Strategy == SubjectNameStrategy.Associated && settings.Fallback is SubjectNameStrategy.Record or SubjectNameStrategy.TopicRecord);
    }

    /// <summary>Whether the subject depends on the schema, so that it is known only when the schema is.</summary>
    public bool NeedRecord { get; }

    /// <summary>A subject.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="record">The full name of the schema if it is a record; else null.</param>
    /// <exception cref="DataException">There is none for it.</exception>
    public string Of(string topic, string? record)
    {
        if (settings.Strategy is SubjectNameStrategy.Record or SubjectNameStrategy.TopicRecord && record is null)
        {
            throw new DataException($"{settings.StrategySetting} takes the subject from the name of a record, but the "
                + $"{Side} of topic {topic} is none: use {SchemaUseDefinition.TopicName} for such data");
        }

        string? subject;
        try
        {
            subject = strategy(new SerializationContext(component, topic), record).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // Whatever the client throws: the subject is not known.
            throw RegistryFailure.OfIndirect(e, $"The subject of the {Side}s of topic {topic} can't be told");
        }

        return subject ?? throw new DataException($"No subject is associated with the {Side}s of topic {topic}, and the one that "
            + $"{SchemaUseDefinition.FallbackType} says comes from the name of a record, which the {Side} is not");
    }

    private string Side => settings.IsKey ? "key" : "value";

    private static Dictionary<string, string> AssociationConfig(SchemaUseSettings settings)
    {
        var config = new Dictionary<string, string>
        {
            [AssociatedNameStrategy.FallbackTypeConfig] = settings.Fallback switch
            {
                SubjectNameStrategy.Record => "RECORD",
                SubjectNameStrategy.TopicRecord => "TOPIC_RECORD",
                SubjectNameStrategy.Topic => "TOPIC",
                _ => "NONE",
            },
        };
        if (settings.ClusterId is not null)
        {
            config[AssociatedNameStrategy.KafkaClusterIdConfig] = settings.ClusterId;
        }

        return config;
    }
}
