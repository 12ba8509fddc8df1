namespace Connect.TestData.Fuzzing;

/// <summary>Reads a payload; an error is thrown.</summary>
/// <param name="payload">The payload.</param>
public delegate void PayloadReader(ReadOnlySpan<byte> payload);
