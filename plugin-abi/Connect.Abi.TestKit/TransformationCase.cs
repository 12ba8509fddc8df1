using Connect.Abi.Records;

namespace Connect.Abi.TestKit;

/// <summary>A record and what a transformation makes of it.</summary>
/// <param name="Input">The record.</param>
/// <param name="Expected">What it becomes; null where it is dropped.</param>
public sealed record TransformationCase(ConnectRecord Input, ConnectRecord? Expected);
