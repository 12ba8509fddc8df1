using System.Text;
using Connect.Abi.Errors;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Security;

/// <summary>Who may call, and what they may do.</summary>
public sealed class AuthenticationTests : IDisposable
{
    private const string Extension = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";
    private const string LoginModule = "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connect-callers-");
    private readonly ScriptedHerder herder = new();

    private string CallersFile => Path.Combine(folder.FullName, "callers");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Request_WithoutCredentials_IsRefusedInTheApisShape_WithTheWaysToComeIn()
    {
        await using var server = await ServeAsync(CallerLine.ForUser(Role.Admin, "ann", "secret"), CallerLine.ForToken(Role.Admin, "ci", out _));

        foreach (var path in (string[])["/", "/connectors", "/connectors/x/config", "/admin/loggers", "/plugins", "/nothing", "/health", "/health/connectors"])
        {
            var answer = await server.Client.GetAsync(path);
            Assert.Equal(401, answer.Code);
            Assert.Equal("""{"error_code":401,"message":"User cannot access the resource."}""", answer.Body);
            Assert.Equal("Basic realm=\"Connect\", charset=\"UTF-8\"|Bearer realm=\"Connect\"", answer.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [InlineData("ann", "secret", 200)]
    [InlineData("ann", "Secret", 401)]
    [InlineData("ann", "", 401)]
    [InlineData("ANN", "secret", 401)]
    [InlineData("bob", "secret", 401)]
    [InlineData("", "secret", 401)]
    public async Task User_WithAPassword_IsLetInIfBothAreRight(string name, string password, int expected)
    {
        await using var server = await ServeAsync(CallerLine.ForUser(Role.Admin, "ann", "secret"));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(expected, (await server.Client.GetAsync("/connectors", Basic(name, password))).Code);
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YW5u")]
    [InlineData("Digest username=\"ann\"")]
    [InlineData("Bearer")]
    [InlineData("Bearer secret")]
    public async Task Credentials_ThatAreBroken_AreRefused(string header)
    {
        await using var server = await ServeAsync(CallerLine.ForUser(Role.Admin, "ann", "secret"));
        Assert.Equal(401, (await server.Client.GetAsync("/connectors", ("Authorization", header))).Code);
    }

    [Fact]
    public async Task ReadOnly_ReadsEverythingAndChangesNothing()
    {
        await using var server = await ServeAsync(CallerLine.ForToken(Role.ReadOnly, "dashboard", out var token));
        var bearer = ("Authorization", "Bearer " + token);

        Assert.Equal(200, (await server.Client.GetAsync("/connectors", bearer)).Code);
        Assert.Equal(200, (await server.Client.SendAsync(HttpMethod.Head, "/connectors", null, bearer)).Code);
        foreach (var (method, path) in ((HttpMethod, string)[])
        [
            (HttpMethod.Post, "/connectors"), (HttpMethod.Put, "/connectors/x/pause"), (HttpMethod.Delete, "/connectors/x"), (HttpMethod.Patch, "/connectors/x/config"),
            (HttpMethod.Put, "/admin/loggers/root"), (HttpMethod.Put, "/connector-plugins/x/config/validate"), (HttpMethod.Post, "/plugins/rescan"),
        ])
        {
            var answer = await server.Client.SendAsync(method, path, null, bearer);
            Assert.Equal(403, answer.Code);
            Assert.Equal($$"""{"error_code":403,"message":"dashboard may only read: {{method}} needs the role admin."}""", answer.Body);
        }
    }

    [Fact]
    public async Task Admin_WithAToken_ReachesWhatChanges()
    {
        await using var server = await ServeAsync(CallerLine.ForToken(Role.Admin, "ci", out var token));
        Assert.Equal(404, (await server.Client.SendAsync(HttpMethod.Delete, "/connectors/x", null, ("Authorization", "bearer " + token))).Code);
    }

    [Fact]
    public async Task Probes_NeedNoCredentials()
    {
        await using var server = await ServeAsync(CallerLine.ForUser(Role.Admin, "ann", "secret"));
        Assert.Equal(200, (await server.Client.GetAsync("/health/live")).Code);
        Assert.Equal(200, (await server.Client.GetAsync("/health/ready")).Code);
    }

    [Fact]
    public async Task File_ThatChanges_IsReadAgain_AndABrokenOneLocksNobodyOut()
    {
        await using var server = await ServeAsync(CallerLine.ForUser(Role.Admin, "ann", "secret"));
        Assert.Equal(401, (await server.Client.GetAsync("/connectors", Basic("bob", "other"))).Code);

        await WriteAsync(CallerLine.ForUser(Role.Admin, "bob", "other"));
        Assert.Equal(200, (await server.Client.GetAsync("/connectors", Basic("bob", "other"))).Code);
        Assert.Equal(401, (await server.Client.GetAsync("/connectors", Basic("ann", "secret"))).Code);

        await WriteAsync("user admin");
        Assert.Equal(200, (await server.Client.GetAsync("/connectors", Basic("bob", "other"))).Code);
    }

    [Theory]
    [InlineData("", "names nobody")]
    [InlineData("# user admin ann x", "names nobody")]
    [InlineData("user root ann AAAA", "line 1: it has not the form of one")]
    [InlineData("\nuser admin ann swordfish", "line 2: its last word is no hash")]
    [InlineData("token admin ci swordfish", "line 1: its last word is no hash")]
    [InlineData("robot admin ci 1234", "line 1: 'robot' is none of user, token and certificate")]
    [InlineData("certificate admin swordfish", "is no subject of a certificate")]
    public async Task File_ThatIsBroken_KeepsTheWorkerFromStarting_WithTheLine(string text, string expected)
    {
        await WriteAsync(text);
        var error = await Assert.ThrowsAsync<ConfigException>(() => Server.StartAsync(herder, Server.Options with { AuthenticationFile = CallersFile }));
        Assert.StartsWith($"rest.authentication.file={CallersFile}", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message);
        if (!text.StartsWith("certificate", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("swordfish", error.Message);
        }
    }

    [Fact]
    public async Task JavasExtension_MapsToItsCredentialsFile()
    {
        var credentials = Path.Combine(folder.FullName, "credentials.properties");
        await File.WriteAllTextAsync(credentials, "ann=se\\:cret\n", TestContext.Current.CancellationToken);
        var jaas = Path.Combine(folder.FullName, "jaas.conf");
        await File.WriteAllTextAsync(jaas, $"KafkaConnect {{\n  {LoginModule} required\n  file=\"{credentials}\";\n}};\n", TestContext.Current.CancellationToken);
        await using var server = await Server.StartAsync(herder, Server.Options with { Extensions = [Extension], JaasFile = jaas });

        Assert.Equal(401, (await server.Client.GetAsync("/connectors")).Code);
        Assert.Equal(401, (await server.Client.GetAsync("/connectors", Basic("ann", "no"))).Code);
        Assert.Equal(404, (await server.Client.SendAsync(HttpMethod.Delete, "/connectors/x", null, Basic("ann", "se:cret"))).Code);
    }

    [Theory]
    [InlineData("com.acme.Extension", "com.acme.Extension")]
    [InlineData(Extension, "KAFKA_OPTS=-Djava.security.auth.login.config=FILE")]
    public async Task JavasExtensions_ThatCantBeUsed_AreRefusedByName(string extension, string expected)
    {
        var error = await Assert.ThrowsAsync<ConfigException>(() => Server.StartAsync(herder, Server.Options with { Extensions = [extension] }));
        Assert.Contains("rest.extension.classes", error.Message);
        Assert.Contains(expected, error.Message);
    }

    private static (string Name, string Value) Basic(string name, string password) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    private async Task<Server> ServeAsync(params string[] lines)
    {
        await WriteAsync(lines);
        return await Server.StartAsync(herder, Server.Options with { AuthenticationFile = CallersFile });
    }

    /// <summary>Seen as a change whatever the file system's clock: the time is moved on.</summary>
    private async Task WriteAsync(params string[] lines)
    {
        var at = File.Exists(CallersFile) ? File.GetLastWriteTimeUtc(CallersFile).AddSeconds(1) : (DateTime?)null;
        await File.WriteAllLinesAsync(CallersFile, lines, TestContext.Current.CancellationToken);
        if (at is { } time)
        {
            File.SetLastWriteTimeUtc(CallersFile, time);
        }
    }
}
