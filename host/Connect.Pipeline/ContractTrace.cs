using System.Text;
using Connect.Abi.Errors;

namespace Connect.Pipeline;

/// <summary>
/// Exceptions as Connect's clients know them: the ABI's under their Java class names, everything else under its .NET name; traces in
/// the shape that status and dead letters have.
/// </summary>
public static class ContractTrace
{
    private static readonly (Type Type, string Name)[] Names =
    [
        (typeof(SchemaBuilderException), "org.apache.kafka.connect.errors.SchemaBuilderException"),
        (typeof(SchemaProjectorException), "org.apache.kafka.connect.errors.SchemaProjectorException"),
        (typeof(DataException), "org.apache.kafka.connect.errors.DataException"),
        (typeof(RetriableException), "org.apache.kafka.connect.errors.RetriableException"),
        (typeof(ConfigException), "org.apache.kafka.common.config.ConfigException"),
        (typeof(IllegalWorkerStateException), "org.apache.kafka.connect.errors.IllegalWorkerStateException"),
        (typeof(NotFoundException), "org.apache.kafka.connect.errors.NotFoundException"),
        (typeof(AlreadyExistsException), "org.apache.kafka.connect.errors.AlreadyExistsException"),
        (typeof(ConnectException), "org.apache.kafka.connect.errors.ConnectException"),
        (typeof(StageFailedException), "org.apache.kafka.connect.errors.ConnectException"),
    ];

    /// <summary>The class name of an exception for Connect's clients.</summary>
    /// <param name="error">The exception.</param>
    public static string NameOf(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var type = error.GetType();
        foreach (var (known, name) in Names)
        {
            if (known == type)
            {
                return name;
            }
        }

        return type.FullName ?? type.Name;
    }

    /// <summary>The whole trace: name, message and frames of the exception and of each cause.</summary>
    /// <param name="error">The exception.</param>
    public static string Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var text = new StringBuilder();
        for (Exception? current = error; current is not null; current = current.InnerException)
        {
            if (current != error)
            {
                text.Append("Caused by: ");
            }

            text.Append(NameOf(current)).Append(": ").Append(current.Message).Append('\n');
            foreach (var line in (current.StackTrace ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                text.Append('\t').Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
