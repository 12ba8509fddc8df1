using System.Text.Json;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

/// <summary>The settings of a source's dead letters, which Java does not know.</summary>
public sealed class SourceDeadLetterTests
{
    [Fact]
    public async Task Settings_ThatAreRight_LeaveTheListAsItIs()
    {
        await using var worker = await Worker.StartAsync();

        var without = await NamesAsync(worker);
        var with = await NamesAsync(
            worker,
            ("errors.deadletterqueue.topic.name", "dead"),
            ("errors.deadletterqueue.topic.replication.factor", "1"),
            ("errors.deadletterqueue.context.headers.enable", "true"));

        Assert.Equal(without, with);
        Assert.DoesNotContain("errors.deadletterqueue.topic.name", with);
    }

    [Theory]
    [InlineData("errors.deadletterqueue.topic.replication.factor", "many")]
    [InlineData("errors.deadletterqueue.context.headers.enable", "perhaps")]
    public async Task Setting_OfTheWrongType_IsRefusedByName(string setting, string value)
    {
        await using var worker = await Worker.StartAsync();

        var refused = await worker.Client.PutAsync("/connectors/c/config", Worker.Source("in", "t", (setting, value)));

        Assert.Equal(400, refused.Code);
        Assert.Contains($"Invalid value {value} for configuration {setting}", refused.Body, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string?>> NamesAsync(Worker worker, params (string Name, string Value)[] settings)
    {
        var answer = await worker.Client.PutAsync(
            "/connector-plugins/FileStreamSource/config/validate", Worker.Source("in", "t", [("name", "c"), .. settings]));
        Assert.Equal(200, answer.Code);
        return [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty("configs").EnumerateArray()
            .Select(c => c.GetProperty("value").GetProperty("name").GetString())];
    }
}
