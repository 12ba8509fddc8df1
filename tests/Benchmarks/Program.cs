using Connect.Benchmarks;

// run [PART-OF-A-NAME] [ROUNDS]: see README.md beside this file.
var part = args.Length > 0 ? args[0] : string.Empty;
if (args.Length > 2 || !int.TryParse(args.Length > 1 ? args[1] : "1", out var rounds) || rounds < 1)
{
    Console.Error.WriteLine("run [PART-OF-A-NAME] [ROUNDS]: times the steps with PART in their name (all without it), and Java's, in turns, ROUNDS times (1)");
    return 1;
}

var steps = AllSteps.Containing(part).ToArray();
if (steps.Length == 0)
{
    Console.Error.WriteLine($"run: no step has '{part}' in its name; the steps are:");
    foreach (var step in AllSteps.Containing(string.Empty))
    {
        Console.Error.WriteLine("  " + step.Name);
    }

    return 1;
}

var repository = Environment.GetEnvironmentVariable("CONNECT_REPOSITORY") ?? Directory.GetCurrentDirectory();
var shared = JavaSteps.Shared(repository);
if (shared is null)
{
    Console.WriteLine("Java's side is left out: JavaSteps.java is not here. Set CONNECT_SHARED, or put the shared folder beside the repository.");
}

var folder = Path.Combine(repository, "artifacts", "benchmarks");
Directory.CreateDirectory(folder);
var log = Path.Combine(folder, "benchmarkdotnet.log");
File.Delete(log);
var table = new ResultTable();
for (var round = 0; round < rounds; round++)
{
    if (shared is not null)
    {
        table.AddJava(JavaSteps.Run(shared, part));
    }

    table.AddOurs(OurSteps.Run(part, log));
}

table.Write(steps, Console.Out);
return 0;
