namespace Connect.TestData.Fuzzing;

/// <summary>A payload gave what no payload may give.</summary>
public sealed class FuzzException(string message) : Exception(message);
