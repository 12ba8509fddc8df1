namespace Connect.Rest.Endpoints;

/// <summary>The methods of a route. What can be got can be asked for its head.</summary>
internal static class Methods
{
    public static IEnumerable<string> Get { get; } = ["GET", "HEAD"];

    public static IEnumerable<string> Post { get; } = ["POST"];

    public static IEnumerable<string> Put { get; } = ["PUT"];

    public static IEnumerable<string> Patch { get; } = ["PATCH"];

    public static IEnumerable<string> Delete { get; } = ["DELETE"];
}
