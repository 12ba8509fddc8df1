using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration.Tests;

public sealed class ConfigTransformerTests
{
    private readonly MapProvider _provider = new();

    private ConfigTransformer Transformer => new(new Dictionary<string, IConfigProvider> { ["file"] = _provider });

    [Theory]
    [InlineData("${file:/p:a}", "A")]
    [InlineData("x${file:/p:a}y${file:/p:b}z", "xAyBz")]
    [InlineData("${file:a}", "bare")]
    [InlineData("${file:/p:none}", "${file:/p:none}")]
    [InlineData("${other:/p:a} ${file:/p:a}", "${other:/p:a} A")]
    [InlineData("$file:/p:a}", "$file:/p:a}")]
    [InlineData("${file}", "${file}")]
    [InlineData("plain", "plain")]
    [InlineData("${file:/p:a", "${file:/p:a")]
    [InlineData("${file:/p:nested}", "${file:/p:a}")]
    public void Transform_Value_ReplacesWhatProvidersKnow(string value, string expected) =>
        Assert.Equal(expected, Transformer.Transform(new Dictionary<string, string> { ["k"] = value }).Settings["k"]);

    [Fact]
    public void Transform_ManyReferencesToOnePath_AsksOnce_AndTellsTtlAndWhatWasResolved()
    {
        _provider.Ttl = TimeSpan.FromSeconds(5);

        var result = Transformer.Transform(new Dictionary<string, string> { ["x"] = "${file:/p:a}", ["y"] = "${file:/p:b}", ["z"] = "z" });

        Assert.Equal(["/p: a,b"], _provider.Asked);
        Assert.Equal(TimeSpan.FromSeconds(5), result.Ttls["/p"]);
        Assert.Equal(["x", "y"], result.Resolved.Order());
    }

    [Fact]
    public void Transform_ProviderThatFails_IsNamedWithItsPath()
    {
        var refusal = Assert.Throws<ConfigException>(
            () => Transformer.Transform(new Dictionary<string, string> { ["k"] = "${file:/broken:a}" }));

        Assert.Contains("'file'", refusal.Message);
        Assert.Contains("'/broken'", refusal.Message);
    }

    private sealed class MapProvider : IConfigProvider
    {
        public TimeSpan? Ttl { get; set; }

        public List<string> Asked { get; } = [];

        public void Configure(IReadOnlyDictionary<string, string?> settings)
        {
        }

        public ConfigData Get(string path) => Get(path, new HashSet<string>());

        public ConfigData Get(string path, IReadOnlySet<string> keys)
        {
            Asked.Add($"{path}: {string.Join(',', keys.Order())}");
            return path switch
            {
                "/p" => new ConfigData(new Dictionary<string, string> { ["a"] = "A", ["b"] = "B", ["nested"] = "${file:/p:a}" }, Ttl),
                "" => new ConfigData(new Dictionary<string, string> { ["a"] = "bare" }),
                _ => throw new InvalidOperationException("no such path"),
            };
        }
    }
}
