namespace Connect.Runtime.Lifecycle;

/// <summary>What a task's thread does; source and sink differ here.</summary>
internal interface ITaskBody
{
    /// <summary>The task's class, for errors.</summary>
    string ClassName { get; }

    /// <summary>Starts the plugin's task and runs its loop until it is to stop. On the task's thread.</summary>
    /// <param name="started">Called when the plugin's task has started; tells whether it was reported as paused.</param>
    void Run(Func<bool> started);

    /// <summary>Commits what can be, stops the plugin's task and closes everything; also after a run that failed. On the task's thread.</summary>
    void Close();

    /// <summary>Makes the loop look at its <see cref="TaskControl"/> soon. From any thread; does not block.</summary>
    void Wake();

    /// <summary>Called once when a stop has not taken effect for a while. On a thread of its own.</summary>
    void OnStopOverdue();
}
