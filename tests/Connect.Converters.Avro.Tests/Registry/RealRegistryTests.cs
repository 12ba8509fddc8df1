using System.Net.Http.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestHarness;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>The converter at a real registry.</summary>
public sealed class RealRegistryTests(RegistryServer server)
{
    private static readonly Schema First = SchemaBuilder.Struct().Name("com.example.Order").Field("id", Schema.Int32).Build();

    private static readonly Schema WithNote = SchemaBuilder.Struct().Name("com.example.Order")
        .Field("id", Schema.Int32).Field("note", SchemaBuilder.String().Optional().Default(null).Build()).Build();

    private static readonly Schema WithTextId = SchemaBuilder.Struct().Name("com.example.Order").Field("id", Schema.String).Build();

    private readonly string topic = "t-" + Guid.NewGuid();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_Registered_IsReadByAnotherConverter()
    {
        var url = await StartAsync();
        using var writer = Configure(url, []);
        using var reader = Configure(url, []);

        var first = reader.Read(topic, writer.Write(topic, First, new Struct(First).Put("id", 1))!);
        var second = reader.Read(topic, writer.Write(topic, WithNote, new Struct(WithNote).Put("id", 2).Put("note", "n"))!);

        Assert.Equal((1, 1), ((int)((Struct)first.Value!).Get("id")!, first.Schema!.Version));
        Assert.Equal(("n", 2), ((string)((Struct)second.Value!).Get("note")!, second.Schema!.Version));
    }

    [Fact]
    public async Task Schema_NotRegistered_IsFoundOrRefused()
    {
        var url = await StartAsync();
        using var writer = Configure(url, []);
        using var careful = Configure(url, new() { ["auto.register.schemas"] = "false" });
        var bytes = writer.Write(topic, First, new Struct(First).Put("id", 1));

        Assert.Equal(bytes, careful.Write(topic, First, new Struct(First).Put("id", 1)));
        var failure = Assert.Throws<DataException>(() => careful.Write(topic, WithTextId, new Struct(WithTextId).Put("id", "x")));
        Assert.Contains("auto.register.schemas", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{topic}-value", failure.Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => careful.Write(topic + "-none", First, new Struct(First).Put("id", 1)));
    }

    [Fact]
    public async Task Schema_ThatIsNotCompatible_IsRefusedWithWhatDiffers()
    {
        var url = await StartAsync();
        using var converter = Configure(url, []);
        converter.Write(topic, First, new Struct(First).Put("id", 1));
        using var http = new HttpClient();
        using var set = await http.PutAsJsonAsync($"{url}/config/{topic}-value", new { compatibility = "BACKWARD" }, Token);
        set.EnsureSuccessStatusCode();

        var failure = Assert.Throws<DataException>(() => converter.Write(topic, WithTextId, new Struct(WithTextId).Put("id", "x")));

        Assert.Contains($"{topic}-value", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/fields/0/type", failure.Message, StringComparison.Ordinal);
        Assert.Contains("409", failure.Message, StringComparison.Ordinal);
        converter.Write(topic, WithNote, new Struct(WithNote).Put("id", 2));
    }

    [Fact]
    public async Task LatestVersion_Used_WritesAndReadsWithIt()
    {
        var url = await StartAsync();
        using var writer = Configure(url, []);
        var old = writer.Write(topic, First, new Struct(First).Put("id", 1))!;
        var latest = writer.Write(topic, WithNote, new Struct(WithNote).Put("id", 5))!;
        using var converter = Configure(url, new() { ["auto.register.schemas"] = "false", ["use.latest.version"] = "true" });

        Assert.Equal(latest, converter.Write(topic, WithNote, new Struct(WithNote).Put("id", 5)));
        Assert.Throws<DataException>(() => converter.Write(topic, First, new Struct(First).Put("id", 1)));
        Assert.Contains(
            "latest.compatibility.strict",
            Assert.Throws<DataException>(() => converter.Write(topic, WithTextId, new Struct(WithTextId).Put("id", "x"))).Message,
            StringComparison.Ordinal);
        var read = converter.Read(topic, old);
        Assert.Equal((2, 1), (read.Schema!.Fields.Length, read.Schema.Version));
        Assert.Null(((Struct)read.Value!).Get("note"));
    }

    [Fact]
    public async Task Id_Unknown_OrOfAnotherSubject_IsADataError()
    {
        var url = await StartAsync();
        using var converter = Configure(url, []);
        var bytes = converter.Write(topic, First, new Struct(First).Put("id", 1))!;

        Assert.Contains("id 999999", Assert.Throws<DataException>(() => converter.Read(topic, [0, 0, 15, 66, 63, 2])).Message, StringComparison.Ordinal);
        Assert.Contains(
            $"{topic}-else-value", Assert.Throws<DataException>(() => converter.Read(topic + "-else", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_ThatIsDead_IsPassedOver()
    {
        var url = await StartAsync();
        using var converter = Configure($"http://127.0.0.1:1/x, {url}/", new() { ["retries.wait.ms"] = "1" });

        var bytes = converter.Write(topic, First, new Struct(First).Put("id", 1))!;

        Assert.Equal(1, ((Struct)converter.Read(topic, bytes).Value!).Get("id"));
    }

    [Theory]
    [InlineData("RecordNameStrategy")]
    [InlineData("TopicRecordNameStrategy")]
    [InlineData("AssociatedNameStrategy")]
    public async Task Strategy_OfSubjects_WritesAndReads(string strategy)
    {
        var url = await StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["value.subject.name.strategy"] = "io.confluent.kafka.serializers.subject." + strategy,
            ["normalize.schemas"] = "true",
        };
        using var converter = Configure(url, settings);

        var read = converter.Read(topic, converter.Write(topic, First, new Struct(First).Put("id", 1))!);

        Assert.Equal(1, ((Struct)read.Value!).Get("id"));
    }

    private static AvroConverter Configure(string url, Dictionary<string, string?> settings)
    {
        var converter = new AvroConverter();
        var all = new Dictionary<string, string?>(settings) { ["schema.registry.url"] = url };
        all.TryAdd("value.subject.name.strategy", ConverterCalls.TopicNames);
        converter.Configure(all, isKey: false);
        return converter;
    }

    private async Task<string> StartAsync()
    {
        Assert.SkipUnless(RegistryServer.Absence is null, RegistryServer.Absence ?? "");
        return await server.StartAsync(Token);
    }
}
