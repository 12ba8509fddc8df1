using Connect.TestVectors;
using Connect.Vectors.Running;

// Runs the vectors of a folder (tests/vectors, unless one is given) and reports as ./test does.
var folder = args.Length > 0 ? args[0] : VectorFile.PathOf("tests", "vectors");
if (args.Length > 1 || !Directory.Exists(folder))
{
    Console.WriteLine(args.Length > 1 ? "vectors: one folder at most: ./test vectors [DIR]" : $"vectors: there is no folder {folder}");
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}

using var suite = new VectorSuite(folder);
return Report.Write(suite, Console.Out);
