using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

public sealed class ConnectorEndpointsTests : IAsyncLifetime
{
    private Worker worker = null!;
    private string input = null!;

    private Client Client => worker.Client;

    public async ValueTask InitializeAsync()
    {
        worker = await Worker.StartAsync();
        input = worker.Write("in", "a\n");
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    [Fact]
    public async Task Create_Answer_HasJavasMembersInOrder()
    {
        var created = await Client.PostAsync(
            "/connectors", $$"""{"config":{"topic":"t","connector.class":"FileStreamSource","file":"{{input}}","batch.size":7,"tasks.max":"1"},"name":"c"}""");

        Assert.Equal(201, created.Code);
        Assert.Equal("application/json", created.ContentType);
        Assert.Equal("http://worker.example:8083/connectors/c", created.Header("Location"));
        Assert.Equal(
            $$"""{"name":"c","config":{"topic":"t","connector.class":"FileStreamSource","file":"{{input}}","batch.size":"7","tasks.max":"1","name":"c"},"""
            + "\"tasks\":[{\"connector\":\"c\",\"task\":0}],\"type\":\"source\"}",
            created.Body);
        Assert.Equal(created.Body, (await Client.GetAsync("/connectors/c")).Body);
    }

    [Fact]
    public async Task Create_NameThatIsTaken_IsAConflict()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));
        var again = await Client.PostAsync("/connectors", $$"""{"name":"c","config":{{Worker.Source(input, "t")}}}""");

        Assert.Equal(409, again.Code);
        Assert.Equal("""{"error_code":409,"message":"Connector c already exists"}""", again.Body);
    }

    [Fact]
    public async Task Create_OtherNameInConfig_IsRefused()
    {
        var refused = await Client.PostAsync("/connectors", $$"""{"name":"c","config":{{Worker.Source(input, "t", ("name", "d"))}}}""");

        Assert.Equal(400, refused.Code);
        Assert.Contains("Connector name configuration (d) doesn't match connector name", refused.Body, StringComparison.Ordinal);
        Assert.Equal("[]", (await Client.GetAsync("/connectors")).Body);
    }

    [Fact]
    public async Task Create_InvalidConfig_ListsAllErrors()
    {
        var refused = await Client.PostAsync("/connectors", """{"name":"c","config":{"connector.class":"FileStreamSource","tasks.max":"0","errors.tolerance":"some"}}""");

        Assert.Equal(400, refused.Code);
        Assert.Contains("contains the following 3 error(s):\\n", refused.Body, StringComparison.Ordinal);
        Assert.Contains("`/connector-plugins/{connectorType}/config/validate`", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("with/slash")]
    [InlineData("100%")]
    [InlineData("pl+us&q?u#")]
    [InlineData("\u00fcml\u00e4ut\u2713")]
    public async Task Name_ThatNeedsEscaping_WorksEverywhere(string name)
    {
        var escaped = Uri.EscapeDataString(name);
        var created = await Client.PostAsync("/connectors", $$"""{"name":"{{name}}","config":{{Worker.Source(input, "t")}}}""");
        Assert.True(created.Code == 201, created.Body);
        Assert.Equal($"http://worker.example:8083/connectors/{Uri.EscapeDataString(name)}", created.Header("Location"));

        Assert.Equal($"[\"{name}\"]", (await Client.GetAsync("/connectors")).Body);
        Assert.Equal(created.Body, (await Client.GetAsync($"/connectors/{escaped}")).Body);
        Assert.Equal(200, (await Client.GetAsync($"/connectors/{escaped}/status")).Code);
        Assert.Equal(202, (await Client.PutAsync($"/connectors/{escaped}/pause")).Code);
        Assert.Equal(200, (await Client.PutAsync($"/connectors/{escaped}/config", Worker.Source(input, "t", ("batch.size", "9")))).Code);
        Assert.Equal(204, (await Client.DeleteAsync($"/connectors/{escaped}")).Code);
        Assert.Equal(404, (await Client.GetAsync($"/connectors/{escaped}")).Code);
    }

    [Fact]
    public async Task Status_Running_HasJavasMembersInOrder()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));
        const string Run = "\"state\":\"RUNNING\",\"worker_id\":\"worker.example:8083\",\"version\":\"0.1.0\"";

        Assert.Equal(
            $$$"""{"name":"c","connector":{{{{Run}}}},"tasks":[{"id":0,{{{Run}}}}],"type":"source"}""",
            (await Client.GetAsync("/connectors/c/status")).Body);
        Assert.Equal($$$"""{"id":0,{{{Run}}}}""", (await Client.GetAsync("/connectors/c/tasks/0/status")).Body);
    }

    [Fact]
    public async Task Status_FailedTask_HasATraceBehindTheWorker()
    {
        var failed = Worker.Source(input, "t", ("transforms", "x"), ("transforms.x.type", "org.apache.kafka.connect.transforms.ExtractField$Value"), ("transforms.x.field", "f"));
        Assert.Equal(201, (await Client.PostAsync("/connectors", $$"""{"name":"c","config":{{failed}}}""")).Code);
        var status = await worker.UntilAsync("c", s => s.GetProperty("tasks").EnumerateArray().Any(t => t.GetProperty("state").GetString() == "FAILED"));

        Assert.Contains(
            "{\"id\":0,\"state\":\"FAILED\",\"worker_id\":\"worker.example:8083\",\"trace\":\"org.apache.kafka.connect.errors.", status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "[\"c\"]")]
    [InlineData("?expand=bogus", "{\"c\":{}}")]
    [InlineData("?expand=", "{\"c\":{}}")]
    [InlineData("?expand=info", "{\"c\":{\"info\":INFO}}")]
    [InlineData("?expand=info&expand=status", "{\"c\":{\"status\":STATUS,\"info\":INFO}}")]
    [InlineData("?expand=status&expand=status", "{\"c\":{\"status\":STATUS}}")]
    public async Task List_Expand_AddsWhatIsAskedFor(string query, string expected)
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));
        var info = (await Client.GetAsync("/connectors/c")).Body;
        var status = (await Client.GetAsync("/connectors/c/status")).Body;

        Assert.Equal(
            expected.Replace("INFO", info, StringComparison.Ordinal).Replace("STATUS", status, StringComparison.Ordinal),
            (await Client.GetAsync("/connectors" + query)).Body);
    }

    [Fact]
    public async Task Tasks_OfASource_HaveTheirClass()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));
        var tasks = (await Client.GetAsync("/connectors/c/tasks")).Body;

        Assert.StartsWith("[{\"id\":{\"connector\":\"c\",\"task\":0},\"config\":{", tasks, StringComparison.Ordinal);
        Assert.Contains("\"task.class\":", tasks, StringComparison.Ordinal);
        Assert.Contains($"\"file\":\"{input}\"", tasks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutConfig_NewAndKnown_AreCreatedAndChanged()
    {
        var created = await Client.PutAsync("/connectors/c/config", Worker.Source(input, "t"));
        Assert.Equal(201, created.Code);
        Assert.Equal("http://worker.example:8083/connectors/c", created.Header("Location"));

        var changed = await Client.PutAsync("/connectors/c/config", Worker.Source(input, "t", ("batch.size", "9")));
        Assert.Equal(200, changed.Code);
        Assert.Null(changed.Header("Location"));
        Assert.Contains("\"batch.size\":\"9\"", (await Client.GetAsync("/connectors/c/config")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PatchConfig_NullAndValue_RemovesAndSets()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t", ("batch.size", "9")));
        var patched = await Client.PatchAsync("/connectors/c/config", """{"batch.size":null,"tasks.max":2}""");

        Assert.Equal(200, patched.Code);
        Assert.Equal(
            $$"""{"connector.class":"FileStreamSource","topic":"t","file":"{{input}}","name":"c","tasks.max":"2"}""", (await Client.GetAsync("/connectors/c/config")).Body);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/config")]
    [InlineData("GET", "/status")]
    [InlineData("GET", "/tasks")]
    [InlineData("GET", "/offsets")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/pause")]
    [InlineData("PUT", "/resume")]
    [InlineData("PUT", "/stop")]
    [InlineData("POST", "/restart")]
    [InlineData("POST", "/restart?includeTasks=true")]
    [InlineData("POST", "/tasks/0/restart")]
    [InlineData("DELETE", "/offsets")]
    public async Task Unknown_Connector_IsNotFoundAnywhere(string method, string path)
    {
        var answer = await Client.SendAsync(new HttpMethod(method), "/connectors/nope" + path, null);

        Assert.Equal(404, answer.Code);
        Assert.StartsWith("{\"error_code\":404,\"message\":\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("nope", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offsets_OfARunningConnector_CanBeReadNotChanged()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));
        Assert.Equal(["a"], await worker.ValuesAsync("t", 1));

        var refused = await Client.PatchAsync("/connectors/c/offsets", """{"offsets":[{"partition":{"filename":"x"},"offset":{"position":0}}]}""");
        Assert.Equal(400, refused.Code);
        Assert.Contains("STOPPED", refused.Body, StringComparison.Ordinal);

        Assert.Equal(204, (await Client.PutAsync("/connectors/c/stop")).Code);
        Assert.Equal($$$"""{"offsets":[{"partition":{"filename":"{{{input}}}"},"offset":{"position":2}}]}""", (await Client.GetAsync("/connectors/c/offsets")).Body);
    }

    [Fact]
    public async Task Patches_AtOnce_AllArrive()
    {
        await worker.CreateAsync("c", Worker.Source(input, "t"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Client.PatchAsync("/connectors/c/config", $$"""{"extra.{{i}}":"{{i}}"}""")));

        Assert.All(answers, a => Assert.True(a.Code == 200, a.Body));
        var config = (await Client.GetAsync("/connectors/c/config")).Body;
        Assert.All(Enumerable.Range(0, 10), i => Assert.Contains($"\"extra.{i}\":\"{i}\"", config, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PUT", "/connectors/x/config")]
    [InlineData("PUT", "/connector-plugins/NoSuch/config/validate")]
    public async Task UnknownClass_IsSaidOnce(string method, string path)
    {
        var answer = await Client.SendAsync(new HttpMethod(method), path, Client.Json("""{"name":"x","connector.class":"NoSuch"}"""));

        Assert.Equal(400, answer.Code);
        Assert.Equal(2, answer.Body.Split("Failed to find any class").Length);
        Assert.Contains("implements Connector and which name matches NoSuch", answer.Body, StringComparison.Ordinal);
    }
}
