namespace Connect.Storage.Tests;

public sealed class ComponentStateTests
{
    [Fact]
    public void States_NamedAndParsed_AreThemselves()
    {
        foreach (var state in Enum.GetValues<ComponentState>())
        {
            Assert.True(ComponentStates.TryParse(state.Name(), out var parsed));
            Assert.Equal(state, parsed);
        }

        Assert.False(ComponentStates.TryParse("Running", out _));
    }
}
