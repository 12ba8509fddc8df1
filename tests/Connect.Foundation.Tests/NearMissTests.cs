namespace Connect.Foundation.Tests;

public sealed class NearMissTests
{
    private static readonly string[] Names = ["offset.flush.interval.ms", "offset.flush.timeout.ms", "plugin.path", "listeners"];

    [Theory]
    [InlineData("ofset.flush.interval.ms", "offset.flush.interval.ms")]
    [InlineData("plugin.paht", "plugin.path")]
    [InlineData("Listeners", "listeners")]
    [InlineData("listener", "listeners")]
    public void Find_MisspeltName_GivesTheOneThatWasMeant(string name, string meant) => Assert.Equal(meant, NearMiss.Find(name, Names)[0]);

    [Theory]
    [InlineData("something.else")]
    [InlineData("")]
    [InlineData("path")]
    public void Find_OtherName_GivesNothing(string name) => Assert.Empty(NearMiss.Find(name, Names));
}
