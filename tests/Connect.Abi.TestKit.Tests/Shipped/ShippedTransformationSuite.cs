using Connect.Abi.Transforms;
using Connect.Plugins.Transforms;

namespace Connect.Abi.TestKit.Tests.Shipped;

/// <summary>The suite over one of the transformations that ship.</summary>
internal sealed class ShippedTransformationSuite(
    Func<ITransformation> make,
    IReadOnlyDictionary<string, string?> settings,
    bool refusesNullValues,
    Func<IReadOnlyList<TransformationCase>> cases) : TransformationSuite
{
    protected override string PluginAssembly => InstalledPlugin.Of<Filter>();

    protected override IReadOnlyDictionary<string, string?> Settings => settings;

    protected override bool RefusesNullValues => refusesNullValues;

    protected override IReadOnlyList<TransformationCase> Cases => cases();

    protected override ITransformation CreateTransformation() => make();
}
