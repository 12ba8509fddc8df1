namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>
/// Lets go of one kind of holder that keeps a load context alive after nobody uses its plugin any more. Acts only on what belongs to
/// the context that it is given. Called by one thread at a time.
/// </summary>
internal interface IRelease
{
    /// <summary>A short name, shown in the log and in a plugin's details.</summary>
    string Name { get; }

    /// <summary>Whether it needs nothing of the runtime's private members and touches nothing that the whole process shares.</summary>
    bool IsSafe { get; }

    /// <summary>What this runtime lacks of what it needs: it is off then. Null where it lacks nothing, or nobody has asked for it yet.</summary>
    string? Missing { get; }

    /// <summary>Lets go.</summary>
    /// <param name="dead">The context.</param>
    /// <returns>How many holders it let go of.</returns>
    int Run(DeadContext dead);
}
