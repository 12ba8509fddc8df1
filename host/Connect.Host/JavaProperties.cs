namespace Connect.Host;

/// <summary>System properties that Java's scripts would hand to the worker.</summary>
internal static class JavaProperties
{
    private const string Jaas = "-Djava.security.auth.login.config=";

    /// <summary>The JAAS file that <c>KAFKA_OPTS</c> names; null for none.</summary>
    public static string? JaasFile() =>
        (Environment.GetEnvironmentVariable("KAFKA_OPTS") ?? string.Empty)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(static option => option.StartsWith(Jaas, StringComparison.Ordinal))?[Jaas.Length..].Trim('"', '\'');
}
