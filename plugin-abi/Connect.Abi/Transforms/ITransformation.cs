using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Abi.Transforms;

/// <summary>
/// Changes, routes or drops one record at a time (a "single message transform"). One instance a task, used by one thread at a time.
/// </summary>
/// <remarks>
/// Lifecycle: made by its parameterless constructor, <see cref="Configure"/> once, <see cref="Apply"/> once a record,
/// <see cref="IDisposable.Dispose"/> once. It must not change the record that it gets, nor keys and values in it, since the host may
/// give the same record again; it returns the record itself or a copy made by <see cref="ConnectRecord.NewRecord"/>.
/// </remarks>
public interface ITransformation : IDisposable
{
    /// <summary>The settings that it takes, without prefix.</summary>
    ConfigDef ConfigDef { get; }

    /// <summary>Called once before any record.</summary>
    /// <param name="settings">The settings that begin with <c>transforms.NAME.</c>, without it.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Transforms a record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The same record, a changed copy, or null to drop it.</returns>
    /// <exception cref="DataException">The record does not fit.</exception>
    /// <exception cref="RetriableException">It may succeed later.</exception>
    ConnectRecord? Apply(ConnectRecord record);

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}

/// <summary>Decides whether a transformation applies to a record. Used as <see cref="ITransformation"/> is.</summary>
public interface IPredicate : IDisposable
{
    /// <summary>The settings that it takes, without prefix.</summary>
    ConfigDef ConfigDef { get; }

    /// <summary>Called once before any record.</summary>
    /// <param name="settings">The settings that begin with <c>predicates.NAME.</c>, without it.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Whether the record fits. Must not change it.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="RetriableException">It may succeed later.</exception>
    bool Test(ConnectRecord record);

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}
