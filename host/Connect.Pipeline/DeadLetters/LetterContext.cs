using System.Globalization;
using System.Text;
using Connect.Broker;

namespace Connect.Pipeline.DeadLetters;

/// <summary>Writes into a dead letter's headers where and why its record failed.</summary>
internal static class LetterContext
{
    /// <summary>Adds the headers that all dead letters have.</summary>
    /// <param name="headers">The letter's headers.</param>
    /// <param name="options">Whose letters they are.</param>
    /// <param name="report">What failed.</param>
    /// <param name="topic">The record's topic: where it was read, or was to go.</param>
    /// <param name="partition">Where it was read; null for a record that was not in the log.</param>
    /// <param name="offset">Where it was read; null for a record that was not in the log.</param>
    public static void Add(
        List<LogHeader> headers, DeadLetterQueueOptions options, in ErrorReport report, string topic, int? partition, long? offset)
    {
        Add(headers, LetterHeaders.Topic, topic);
        if (partition is { } of)
        {
            Add(headers, LetterHeaders.Partition, of.ToString(CultureInfo.InvariantCulture));
        }

        if (offset is { } at)
        {
            Add(headers, LetterHeaders.Offset, at.ToString(CultureInfo.InvariantCulture));
        }

        Add(headers, LetterHeaders.ConnectorName, options.ConnectorName);
        Add(headers, LetterHeaders.TaskId, options.Task.ToString(CultureInfo.InvariantCulture));
        Add(headers, LetterHeaders.Stage, report.Stage.ContractName());
        Add(headers, LetterHeaders.ClassName, report.ClassName);
        Add(headers, LetterHeaders.ExceptionClassName, ContractTrace.NameOf(report.Error));
        Add(headers, LetterHeaders.ExceptionMessage, options.Hide(report.Error.Message));
        Add(headers, LetterHeaders.ExceptionStackTrace, options.Hide(ContractTrace.Of(report.Error)));
    }

    /// <summary>Adds a header.</summary>
    public static void Add(List<LogHeader> headers, string key, string value) =>
        headers.Add(new LogHeader(key, Encoding.UTF8.GetBytes(value)));
}
