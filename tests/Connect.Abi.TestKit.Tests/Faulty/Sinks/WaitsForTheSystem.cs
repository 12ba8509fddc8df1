using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Tests.Faulty.Sinks;

/// <summary>Waits while the system takes nothing, until it is stopped.</summary>
internal sealed class WaitsForTheSystem : SoundSinkTask
{
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        while (System.IO.File.Exists(File + ".blocked"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }

        await base.PutAsync(records, cancellationToken);
    }
}
