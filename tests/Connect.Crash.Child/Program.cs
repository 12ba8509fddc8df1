using Connect.Broker;
using Connect.Broker.Embedded;
using Connect.Crash.Child;
using Microsoft.Extensions.Logging.Abstractions;

// Writes to the embedded log in the folder of the first argument until it is killed; the second one is the round, which makes what it
// writes unlike that of earlier rounds. Each line on standard output is something that the log has acknowledged.
var broker = EmbeddedBroker.Open(args[0], NullLoggerFactory.Instance, TimeProvider.System);
var lines = new AcknowledgedLines(Console.OpenStandardOutput());
var round = args[1];
await using (var admin = broker.OpenAdmin(new Dictionary<string, string>()))
{
    var none = new Dictionary<string, string>();
    await admin.CreateTopicAsync(new NewTopic("plain", 3, null, none), CancellationToken.None);
    await admin.CreateTopicAsync(new NewTopic("transactional", 2, null, none), CancellationToken.None);
}

lines.Add("started");

// Threads of their own: those that block would keep the thread pool from the others.
Task[] work =
[
    Start(() => PlainWriter.Run(broker, lines, $"a{round}", batch: 1)),
    Start(() => PlainWriter.Run(broker, lines, $"b{round}", batch: 50)),
    Start(() => OffsetCommitter.Run(broker, lines)),
    TransactionalWriter.RunAsync(broker, lines, round),
];
_ = Task.WhenAny(work).Unwrap().ContinueWith(t => lines.Add($"failed {t.Exception}"), TaskScheduler.Default);
lines.Print();

static Task Start(Action run) =>
    Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
