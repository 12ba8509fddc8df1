using Connect.Abi.Configuration;
using Connect.Abi.TestKit.Transforms;
using Connect.Abi.TestKit.Unloading;
using Connect.Abi.Transforms;

namespace Connect.Abi.TestKit;

/// <summary>
/// The checks of a transformation. Derive from it, and say how the transformation is made and what it makes of some records.
/// </summary>
public abstract class TransformationSuite : ConfiguredSuite
{
    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks => Named(
        TransformsAsExpected,
        PassesNullValues,
        KeepsTheOrigin,
        LeavesItsInputAlone,
        GivesOneSchemaForOneSchema,
        NamesInvalidSettings,
        UnloadsCleanly);

    /// <summary>Records with what becomes of them: best of both kinds, source and sink, with and without schemas.</summary>
    protected internal abstract IReadOnlyList<TransformationCase> Cases { get; }

    /// <summary>
    /// Whether it refuses records without a value with a <see cref="Errors.DataException"/>. By default it passes them on or drops them.
    /// </summary>
    protected internal virtual bool RefusesNullValues => false;

    /// <inheritdoc/>
    protected internal override Type PluginClass => CreateTransformation().GetType();

    /// <summary>A new transformation.</summary>
    protected internal abstract ITransformation CreateTransformation();

    /// <summary>Each record becomes what was expected.</summary>
    public Task TransformsAsExpected() => RunAsync(() => OnThreadAsync(() => TransformationChecks.TransformsAsExpected(this)));

    /// <summary>Records without a value, which delete in compacted topics, do not fail it.</summary>
    public Task PassesNullValues() => RunAsync(() => OnThreadAsync(() => TransformationChecks.PassesNullValues(this)));

    /// <summary>A changed record still says where it is from, so that its offset can be committed.</summary>
    public Task KeepsTheOrigin() => RunAsync(() => OnThreadAsync(() => TransformationChecks.KeepsTheOrigin(this)));

    /// <summary>The record that it gets, and the data in it, are the same afterwards: the host may give them again.</summary>
    public Task LeavesItsInputAlone() => RunAsync(() => OnThreadAsync(() => TransformationChecks.LeavesItsInputAlone(this)));

    /// <summary>Records with the same schema object get the same schema object: converters recognize schemas by it.</summary>
    public Task GivesOneSchemaForOneSchema() => RunAsync(() => OnThreadAsync(() => TransformationChecks.GivesOneSchemaForOneSchema(this)));

    /// <summary>After some records, nothing keeps the plugin in memory.</summary>
    public Task UnloadsCleanly() => RunAsync(() => UnloadCheck.RunAsync(this, TransformationChecks.RunLoadedAsync));

    internal override ConfigDef Definition => CreateTransformation().ConfigDef;

    internal override void ConfigureOnce(IReadOnlyDictionary<string, string?> settings)
    {
        using var transformation = CreateTransformation();
        transformation.Configure(settings);
    }
}
