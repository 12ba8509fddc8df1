using Connect.Abi.Converters;
using Connect.Abi.Errors;

namespace Connect.Converters.Primitive.Tests;

public sealed class ConverterSettingsTests
{
    public static TheoryData<IHeaderConverter> HeaderConverters =>
    [
        new StringConverter(), new BooleanConverter(), new ShortConverter(), new IntegerConverter(), new LongConverter(), new FloatConverter(),
        new DoubleConverter(),
    ];

    [Theory]
    [MemberData(nameof(HeaderConverters), DisableDiscoveryEnumeration = true)]
    public void HeaderConverter_NotToldItsType_NamesTheSetting(IHeaderConverter converter)
    {
        var refusal = Assert.Throws<ConfigException>(() => converter.Configure(new Dictionary<string, string?>()));
        Assert.Contains("\"converter.type\"", refusal.Message);
        converter.Configure(new Dictionary<string, string?> { ["converter.type"] = "header" });
    }

    [Fact]
    public void StringConverter_UnknownEncoding_IsNamed()
    {
        using var converter = new StringConverter();
        var refusal = Assert.Throws<ConfigException>(
            () => converter.Configure(new Dictionary<string, string?> { ["converter.encoding"] = "bogus" }, isKey: false));
        Assert.Contains("bogus", refusal.Message);
        Assert.Contains("converter.encoding", refusal.Message);
    }
}
