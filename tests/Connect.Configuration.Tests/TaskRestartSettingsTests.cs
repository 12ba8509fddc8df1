using Connect.Abi.Errors;

namespace Connect.Configuration.Tests;

public sealed class TaskRestartSettingsTests
{
    [Fact]
    public void From_Nothing_RestartsNever() => Assert.Equal(
        new TaskRestartSettings(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10)),
        TaskRestartSettings.From(new Dictionary<string, string> { ["name"] = "c" }));

    [Fact]
    public void From_AllSettings_HasThem() => Assert.Equal(
        new TaskRestartSettings(-1, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(int.MaxValue), TimeSpan.FromMilliseconds(3)),
        TaskRestartSettings.From(new Dictionary<string, string>
        {
            ["errors.task.restart.max"] = "-1",
            ["errors.task.restart.backoff.ms"] = "1",
            ["errors.task.restart.backoff.max.ms"] = "99999999999",
            ["errors.task.restart.reset.ms"] = "3",
        }));

    [Fact]
    public void From_ABrokenSetting_SaysWhich()
    {
        var refusal = Assert.Throws<ConfigException>(
            () => TaskRestartSettings.From(new Dictionary<string, string> { ["errors.task.restart.max"] = "-2" }));

        Assert.Contains("errors.task.restart.max", refusal.Message, StringComparison.Ordinal);
    }
}
