using Connect.TestVectors;
using Connect.Vectors.Running;

namespace Connect.Vectors.Tests;

/// <summary>The suite of <c>tests/vectors</c>, and the plugins that it loads, for as long as the tests run.</summary>
public sealed class SuiteFixture : IDisposable
{
    internal static string Folder { get; } = VectorFile.PathOf("tests", "vectors");

    internal static Lazy<VectorSuite> Suite { get; } = new(() => new VectorSuite(Folder));

    public void Dispose() => Suite.Value.Dispose();
}
