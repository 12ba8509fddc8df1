using System.Text;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.TestKit.Converters;
using Connect.Abi.TestKit.Unloading;

namespace Connect.Abi.TestKit;

/// <summary>The checks of a converter. Derive from it, and say how the converter is made and which values it has to carry.</summary>
public abstract class ConverterSuite : ConfiguredSuite
{
    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks => Named(
        CarriesValuesThereAndBack,
        CarriesKeysThereAndBack,
        TakesNull,
        RefusesMalformedBytesWithDataException,
        GoesOnAfterMalformedBytes,
        KeepsNoInput,
        KeepsInstancesApart,
        WorksOnManyThreads,
        NamesInvalidSettings,
        UnloadsCleanly);

    /// <inheritdoc/>
    /// <remarks>Without <c>converter.type</c>, which is given as <c>isKey</c>.</remarks>
    protected internal override IReadOnlyList<InvalidSettings> InvalidSettings =>
        [.. base.InvalidSettings.Where(invalid => invalid.Setting != "converter.type")];

    /// <summary>A topic for the conversions.</summary>
    protected internal virtual string Topic => "test-kit";

    /// <summary>
    /// Another valid configuration; by default the same. An instance with it must not disturb those with <see cref="ConfiguredSuite.Settings"/>.
    /// </summary>
    protected internal virtual IReadOnlyDictionary<string, string?> OtherSettings => Settings;

    /// <summary>Values that it has to carry, with their schemas: best one of each kind that it knows, and several of them.</summary>
    protected internal abstract IReadOnlyList<SchemaAndValue> Values { get; }

    /// <summary>Payloads that are not of its format. By default some bytes and the first half of each valid payload.</summary>
    protected internal virtual IReadOnlyList<byte[]> MalformedPayloads =>
        [[0xff, 0xfe, 0x00], [0x00], Encoding.UTF8.GetBytes("{\"a\": [1, "), .. ConverterChecks.Halves(this)];

    /// <inheritdoc/>
    protected internal override Type PluginClass => CreateConverter().GetType();

    /// <summary>A new converter.</summary>
    protected internal abstract IConverter CreateConverter();

    /// <summary>
    /// What a value becomes on its way there and back. By default itself; override it for formats that don't tell all kinds apart.
    /// </summary>
    /// <param name="value">One of <see cref="Values"/>.</param>
    protected internal virtual SchemaAndValue ExpectedOf(SchemaAndValue value) => value;

    /// <summary>Values come back as they went.</summary>
    public Task CarriesValuesThereAndBack() => RunAsync(() => OnThreadAsync(() => ConverterChecks.CarriesThereAndBack(this, isKey: false)));

    /// <summary>Configured for keys, it carries the same.</summary>
    public Task CarriesKeysThereAndBack() => RunAsync(() => OnThreadAsync(() => ConverterChecks.CarriesThereAndBack(this, isKey: true)));

    /// <summary>Null goes there and back, and the null payload is read as null.</summary>
    public Task TakesNull() => RunAsync(() => OnThreadAsync(() => ConverterChecks.TakesNull(this)));

    /// <summary>Bytes that it can't read are refused with a <see cref="Errors.DataException"/>, so that errors.tolerance can act on them.</summary>
    public Task RefusesMalformedBytesWithDataException() => RunAsync(() => OnThreadAsync(() => ConverterChecks.RefusesMalformedBytes(this)));

    /// <summary>After bytes that it could not read, it reads others.</summary>
    public Task GoesOnAfterMalformedBytes() => RunAsync(() => OnThreadAsync(() => ConverterChecks.GoesOnAfterMalformedBytes(this)));

    /// <summary>What was read does not change when the input, or the converter's next call, overwrites the buffer.</summary>
    public Task KeepsNoInput() => RunAsync(() => OnThreadAsync(() => ConverterChecks.KeepsNoInput(this)));

    /// <summary>Configuring another instance changes nothing for the first.</summary>
    public Task KeepsInstancesApart() => RunAsync(() => OnThreadAsync(() => ConverterChecks.KeepsInstancesApart(this)));

    /// <summary>Instances on several threads do not disturb each other.</summary>
    public Task WorksOnManyThreads() => RunAsync(() => ConverterChecks.WorksOnManyThreadsAsync(this));

    /// <summary>After some conversions, nothing keeps the plugin in memory.</summary>
    public Task UnloadsCleanly() => RunAsync(() => UnloadCheck.RunAsync(this, ConverterChecks.RunLoadedAsync));

    internal override ConfigDef Definition => CreateConverter().ConfigDef;

    internal override void ConfigureOnce(IReadOnlyDictionary<string, string?> settings)
    {
        using var converter = CreateConverter();
        converter.Configure(settings, isKey: false);
    }
}
