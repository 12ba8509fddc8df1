namespace Connect.Pipeline;

/// <summary>The steps of a record's way, as dead letters, logs and traces name them.</summary>
public enum Stage
{
    /// <summary>A source task's poll.</summary>
    TaskPoll,

    /// <summary>A transformation or its predicate.</summary>
    Transformation,

    /// <summary>The key's conversion.</summary>
    KeyConverter,

    /// <summary>The value's conversion.</summary>
    ValueConverter,

    /// <summary>A header's conversion.</summary>
    HeaderConverter,

    /// <summary>Writing to the log.</summary>
    KafkaProduce,

    /// <summary>Reading from the log.</summary>
    KafkaConsume,

    /// <summary>A sink task's put.</summary>
    TaskPut,
}

/// <summary>The texts of <see cref="Stage"/>.</summary>
public static class StageNames
{
    /// <summary>The name that Connect's clients know.</summary>
    /// <param name="stage">The stage.</param>
    public static string ContractName(this Stage stage) => stage switch
    {
        Stage.TaskPoll => "TASK_POLL",
        Stage.Transformation => "TRANSFORMATION",
        Stage.KeyConverter => "KEY_CONVERTER",
        Stage.ValueConverter => "VALUE_CONVERTER",
        Stage.HeaderConverter => "HEADER_CONVERTER",
        Stage.KafkaProduce => "KAFKA_PRODUCE",
        Stage.KafkaConsume => "KAFKA_CONSUME",
        Stage.TaskPut => "TASK_PUT",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };
}
