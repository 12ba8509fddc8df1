using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.TestKit.Tests.Faulty.Converters;

namespace Connect.Abi.TestKit.Tests;

/// <summary>What a suite sets up around a check.</summary>
public sealed class CleanUpTests
{
    [Fact]
    public async Task Check_Passes_IsCleanedUpAfter()
    {
        var suite = new Suite(typeof(SoundConverter));
        await suite.TakesNull();
        Assert.Equal(["set up", "clean up"], suite.Calls);
    }

    [Fact]
    public async Task Check_Fails_IsCleanedUpAfter()
    {
        var suite = new Suite(typeof(FailsOnNull));
        await Assert.ThrowsAsync<CheckFailedException>(suite.TakesNull);
        Assert.Equal(["set up", "clean up"], suite.Calls);
    }

    [Fact]
    public async Task Check_FailsAsItsCleanUpDoes_SaysWhatTheCheckSaw()
    {
        var suite = new Suite(typeof(FailsOnNull)) { CleanUpFailure = new IOException("the folder is in use") };
        Assert.Contains("null is not bytes", (await Assert.ThrowsAsync<CheckFailedException>(suite.TakesNull)).Seen);
    }

    [Fact]
    public async Task CleanUp_FailsAlone_IsSaid()
    {
        var suite = new Suite(typeof(SoundConverter)) { CleanUpFailure = new IOException("the folder is in use") };
        await Assert.ThrowsAsync<IOException>(suite.TakesNull);
    }

    private sealed class Suite(Type converter) : ConverterSuite
    {
        public List<string> Calls { get; } = [];

        public Exception? CleanUpFailure { get; init; }

        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["mark"] = "1" };

        protected override IReadOnlyList<SchemaAndValue> Values => [];

        protected override IConverter CreateConverter() => (IConverter)Activator.CreateInstance(converter)!;

        protected override ValueTask SetUpAsync(CancellationToken cancellationToken)
        {
            Calls.Add("set up");
            return ValueTask.CompletedTask;
        }

        protected override ValueTask CleanUpAsync(CancellationToken cancellationToken)
        {
            Calls.Add("clean up");
            return CleanUpFailure is null ? ValueTask.CompletedTask : throw CleanUpFailure;
        }
    }
}
