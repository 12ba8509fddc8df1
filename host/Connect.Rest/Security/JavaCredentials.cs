using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.Foundation;
using Microsoft.AspNetCore.Identity;

namespace Connect.Rest.Security;

/// <summary>
/// Who may call by Java's extension for basic authentication: a JAAS file, which Java is told of by a system property, names a properties file
/// of users and passwords. All of them may do everything.
/// </summary>
internal static class JavaCredentials
{
    public const string Extension = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension";

    private const string Section = "KafkaConnect";
    private const string Module = "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";
    private const string Instead = "Use rest.authentication.file in place of rest.extension.classes";

    /// <summary>Reads both files.</summary>
    /// <param name="jaasFile">The JAAS file; null when Java's system property is not set.</param>
    /// <exception cref="ConfigException">One can't be read, or there is something else in it.</exception>
    public static Callers Read(string? jaasFile)
    {
        if (jaasFile is null)
        {
            throw new ConfigException(
                $"rest.extension.classes={Extension} needs a JAAS file, named as for Java: KAFKA_OPTS=-Djava.security.auth.login.config=FILE in the environment. {Instead}");
        }

        var text = Try(jaasFile, "the JAAS file", File.ReadAllText);
        if (!JaasConfig.TryParseSection(text, Section, out var login) || login.Module != Module || !login.Options.TryGetValue("file", out var file))
        {
            throw new ConfigException(
                $"The JAAS file {jaasFile} can't be used: it has to hold {Section} {{ {Module} required file=\"FILE\"; }}; other login modules are Java's. {Instead}");
        }

        var hasher = new PasswordHasher<string>();
        var users = Try(file, "the credentials file", PropertiesFile.Read).ToDictionary(
            static user => user.Key, user => new User(new Caller(user.Key, Role.Admin), hasher.HashPassword(user.Key, user.Value)), StringComparer.Ordinal);
        return users.Count > 0
            ? new Callers(users, new Dictionary<string, Caller>(), [])
            : throw new ConfigException($"The credentials file {file} of the JAAS file {jaasFile} is empty. With Java everybody could call then: leave rest.extension.classes out for that");
    }

    private static T Try<T>(string path, string what, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ConfigException)
        {
            throw new ConfigException($"rest.extension.classes={Extension}: {what} {path} can't be read: {error.Message}", error);
        }
    }
}
