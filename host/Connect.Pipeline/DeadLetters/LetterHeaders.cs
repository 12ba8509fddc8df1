namespace Connect.Pipeline.DeadLetters;

/// <summary>The names of a dead letter's context headers.</summary>
internal static class LetterHeaders
{
    private const string Prefix = "__connect.errors.";

    public const string Topic = Prefix + "topic";
    public const string Partition = Prefix + "partition";
    public const string Offset = Prefix + "offset";
    public const string ConnectorName = Prefix + "connector.name";
    public const string TaskId = Prefix + "task.id";
    public const string Stage = Prefix + "stage";
    public const string ClassName = Prefix + "class.name";
    public const string ExceptionClassName = Prefix + "exception.class.name";
    public const string ExceptionMessage = Prefix + "exception.message";
    public const string ExceptionStackTrace = Prefix + "exception.stacktrace";

    // Ours, of a source's records.
    public const string SourcePartition = Prefix + "source.partition";
    public const string SourceOffset = Prefix + "source.offset";
}
