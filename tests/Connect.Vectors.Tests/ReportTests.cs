using System.Text.Json.Nodes;
using Connect.Vectors.Running;

namespace Connect.Vectors.Tests;

/// <summary>What <c>./test vectors DIR</c> prints of a folder.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Subject = "kafka-partitioner";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connect-report-");

    [Fact]
    public void Report_OfCasesThatAllPass_IsALineAFileAndTheCounts()
    {
        var cases = Write(file => file["cases"]!.AsArray().Count);

        Assert.Equal((0, $"{Subject}: {cases}/{cases}\n{cases} passed, 0 failed\n"), Run());
    }

    [Fact]
    public void Report_OfACaseThatFails_ShowsItsIdWithExpectedAndActual()
    {
        var cases = Write(file =>
        {
            ChangeFirst(file);
            return file["cases"]!.AsArray().Count;
        });

        var (code, text) = Run();

        Assert.Equal(1, code);
        Assert.StartsWith($"{Subject}: {cases - 1}/{cases}\n    changed: expected the hash 1, got ", text, StringComparison.Ordinal);
        Assert.EndsWith($"\n{cases - 1} passed, 1 failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfADeliberateDifference_SkipsItWithItsReason()
    {
        var cases = Write(file =>
        {
            ChangeFirst(file);
            return file["cases"]!.AsArray().Count;
        });
        File.WriteAllText(Path.Combine(folder.FullName, DifferenceList.FileName), "changed It is better so.\n");

        Assert.Equal(
            (0, $"{Subject}: {cases - 1}/{cases}\n    changed skipped, differs on purpose: It is better so.\n{cases - 1} passed, 0 failed, 1 skipped\n"),
            Run());
    }

    [Fact]
    public void Report_OfAFileThatIsNoneOfVectors_FailsIt()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "other.json"), "{");

        var (code, text) = Run();

        Assert.Equal(1, code);
        Assert.StartsWith("other: not a file of vectors: ", text, StringComparison.Ordinal);
        Assert.EndsWith("\n0 passed, 1 failed\n", text, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static void ChangeFirst(JsonNode file)
    {
        var first = file["cases"]![0]!;
        first["id"] = "changed";
        first["murmur2"] = 1;
    }

    private T Write<T>(Func<JsonNode, T> change)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(SuiteFixture.Folder, Subject + ".json")))!;
        var result = change(file);
        File.WriteAllText(Path.Combine(folder.FullName, Subject + ".json"), file.ToJsonString());
        return result;
    }

    private (int Code, string Text) Run()
    {
        using var suite = new VectorSuite(folder.FullName);
        using var output = new StringWriter { NewLine = "\n" };
        return (Report.Write(suite, output), output.ToString());
    }
}
