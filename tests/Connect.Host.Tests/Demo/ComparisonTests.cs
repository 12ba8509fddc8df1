using Connect.Host.Demo;

namespace Connect.Host.Tests.Demo;

public sealed class ComparisonTests
{
    private static readonly string[] Sent = ["a", "b", "c", "d"];

    [Fact]
    public void Differences_SameLines_None() => Assert.Empty(Comparison.Differences(Sent, ["a", "b", "c", "d"]));

    [Theory]
    [InlineData("a b d", "1 line did not arrive: <c>")]
    [InlineData("a b b c d", "1 line arrived more than once: <b>")]
    [InlineData("a c b d", "1 line arrived after a later one: <b>")]
    [InlineData("a b c d x", "1 line arrived and had not been sent: <x>")]
    [InlineData("d c b a", "3 lines arrived after a later one: <c>, <b>, <a>")]
    public void Differences_OneFault_NamesIt(string arrived, string expected)
        => Assert.Equal([expected], Comparison.Differences(Sent, arrived.Split(' ')));

    [Fact]
    public void Differences_NothingArrived_ShowsTheFirst()
        => Assert.Equal(["4 lines did not arrive: <a>, <b>, <c>, …"], Comparison.Differences(Sent, []));
}
