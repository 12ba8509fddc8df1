namespace Connect.Vectors.Running;

/// <summary>Runs a suite and tells how it went: a line a file, what failed below it, and the counts at the end.</summary>
internal static class Report
{
    /// <summary>Runs all.</summary>
    /// <returns>0 where nothing failed, else 1.</returns>
    public static int Write(VectorSuite suite, TextWriter output)
    {
        int passed = 0, failed = 0, skipped = 0;
        if (suite.Files.Count == 0)
        {
            output.WriteLine("vectors: the folder holds no *.json");
            failed++;
        }

        foreach (var file in suite.Files)
        {
            if (file.Broken is not null || file.Skipped is not null)
            {
                output.WriteLine(file.Broken is null ? $"{file.Name}: skipped, {file.Skipped}" : $"{file.Name}: {file.Broken}");
                failed += file.Broken is null ? 0 : 1;
                skipped += file.Broken is null ? 1 : 0;
                continue;
            }

            var results = file.Cases.Select(vector => suite.Run(file, vector)).ToList();
            var failures = results.Where(result => result.Failure is not null).ToList();
            var differences = results.Where(result => result.Difference is not null).ToList();
            var good = results.Count - failures.Count - differences.Count;
            output.WriteLine($"{file.Name}: {good}/{results.Count}");
            foreach (var failure in failures)
            {
                output.WriteLine($"    {failure.Id}: {failure.Failure}");
            }

            foreach (var difference in differences)
            {
                output.WriteLine($"    {difference.Id} skipped, differs on purpose: {difference.Difference}");
            }

            passed += good;
            failed += failures.Count;
            skipped += differences.Count;
        }

        output.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : string.Empty)}");
        return failed > 0 ? 1 : 0;
    }
}
