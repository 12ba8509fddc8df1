using System.Text.Json;

namespace Connect.TestVectors;

/// <summary>
/// Runs the cases of one subject, which is one file of <c>tests/vectors</c>. To plug one in, write a class in
/// <c>tests/Connect.Vectors</c> (which sees the internals of host rooms and converters) and name it in its <c>Executors</c>: then
/// <c>./test vectors</c> and <c>Connect.Vectors.Tests</c> run its file. Cases come one at a time.
/// </summary>
public interface IVectorExecutor
{
    /// <summary>The member <c>subject</c> of the files that it runs.</summary>
    string Subject { get; }

    /// <summary>The cases of a file, in its order: the elements of <c>cases</c>, unless the subject has another shape.</summary>
    /// <param name="file">The whole file.</param>
    IEnumerable<VectorCase> CasesOf(JsonElement file) =>
        file.GetProperty("cases").EnumerateArray().Select(body => new VectorCase(body));

    /// <summary>Runs a case. What it throws is a failure of the case, too.</summary>
    /// <param name="vector">The case.</param>
    /// <returns>Null where the outcome is Java's, else what was expected and what came; see <see cref="VectorOutcome"/>.</returns>
    string? Run(VectorCase vector);
}
