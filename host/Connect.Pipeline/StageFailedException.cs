using Connect.Abi.Errors;

namespace Connect.Pipeline;

/// <summary>A record failed at a stage and that is not tolerated: the task fails. The message tells the place and the cause.</summary>
public sealed class StageFailedException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="stage">The step that failed.</param>
    /// <param name="className">The contract name of the class that failed.</param>
    /// <param name="place">Which record, as <c>topic t, partition 0, offset 12</c>.</param>
    /// <param name="cause">What it threw.</param>
    public StageFailedException(Stage stage, string className, string place, Exception cause)
        : base($"{cause?.Message} ({stage.ContractName()} with {className}, {place}). Tolerance exceeded in error handler: "
            + "errors.tolerance is none; set it to all to pass such records over, with errors.deadletterqueue.topic.name to keep them.", cause)
    {
        Stage = stage;
        ClassName = className;
    }

    /// <summary>The step that failed.</summary>
    public Stage Stage { get; }

    /// <summary>The contract name of the class that failed.</summary>
    public string ClassName { get; }
}
