using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Rest.Security;

/// <summary>The file with all who may call. It is read again when it has changed; one that is broken then changes nothing.</summary>
internal sealed partial class CallerFile
{
    private const string Setting = "rest.authentication.file";
    private const string Form = "Expected lines 'user ROLE NAME HASH', 'token ROLE NAME HASH' or 'certificate ROLE SUBJECT' with ROLE admin or read-only; "
        + "'./connect caller user NAME' and './connect caller token NAME' make them";

    private readonly string path;
    private readonly ILogger logger;
    private readonly Lock reading = new();
    private (DateTime Time, long Length) read;

    /// <exception cref="ConfigException">It can't be read, a line is broken, or nobody is in it.</exception>
    public CallerFile(string path, ILogger logger)
    {
        this.path = path;
        this.logger = logger;
        read = Stamp();
        Last = Read();
    }

    /// <summary>Who may call, by what was read last.</summary>
    private Callers Last { get; set; }

    /// <summary>Who may call.</summary>
    public Callers Current
    {
        get
        {
            lock (reading)
            {
                var stamp = Stamp();
                if (stamp != read)
                {
                    read = stamp;
                    try
                    {
                        Last = Read();
                        Log.ReadAgain(logger, path, Last.Users.Count, Last.Tokens.Count, Last.Certificates.Count);
                    }
                    catch (ConfigException error)
                    {
                        // Who could call can still: a half-written file locks nobody out.
                        Log.Broken(logger, path, error);
                    }
                }

                return Last;
            }
        }
    }

    private (DateTime Time, long Length) Stamp()
    {
        var info = new FileInfo(path);
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
    }

    private Callers Read()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{Setting}={path} can't be read: {error.Message}", error);
        }

        var users = new Dictionary<string, User>(StringComparer.Ordinal);
        var tokens = new Dictionary<string, Caller>(StringComparer.Ordinal);
        var certificates = new List<CertificateHolder>();
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length < 3 || !CallerLine.Roles.TryGetValue(words[1], out var role))
            {
                throw Fault(at, "it has not the form of one");
            }

            var (kind, rest) = (words[0], words[2]);
            if (kind == CallerLine.CertificateKind)
            {
                certificates.Add(new CertificateHolder(new Caller(rest, role), SubjectOf(rest, at)));
                continue;
            }

            var parts = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2)
            {
                throw Fault(at, "it has not the form of one");
            }

            var added = kind switch
            {
                CallerLine.UserKind when Passwords.IsHash(parts[1]) => users.TryAdd(parts[0], new User(new Caller(parts[0], role), parts[1])),
                CallerLine.TokenKind when parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigit) =>
                    tokens.TryAdd(parts[1].ToLowerInvariant(), new Caller(parts[0], role)),
                CallerLine.UserKind or CallerLine.TokenKind => throw Fault(at, "its last word is no hash"),
                _ => throw Fault(at, $"'{kind}' is none of user, token and certificate"),
            };
            if (!added)
            {
                throw Fault(at, $"{parts[0]} is there already");
            }
        }

        return users.Count + tokens.Count + certificates.Count > 0
            ? new Callers(users, tokens, certificates)
            : throw new ConfigException($"{Setting}={path} names nobody. {Form}");
    }

    private IReadOnlyList<string> SubjectOf(string text, int line)
    {
        try
        {
            return CertificateHolder.Names(new X500DistinguishedName(text));
        }
        catch (CryptographicException)
        {
            throw Fault(line, $"'{text}' is no subject of a certificate, such as CN=ops,O=Acme");
        }
    }

    // The line itself is not repeated: it may hold a password in the place of its hash.
    private ConfigException Fault(int line, string problem) => new($"{Setting}={path}, line {line + 1}: {problem}. {Form}");

    private static partial class Log
    {
        [LoggerMessage(EventId = 610, Level = LogLevel.Information, Message = "{Path} has changed: {Users} users, {Tokens} tokens and {Certificates} certificates may call REST")]
        public static partial void ReadAgain(ILogger logger, string path, int users, int tokens, int certificates);

        [LoggerMessage(EventId = 611, Level = LogLevel.Error, Message = "{Path} has changed and can't be used; who could call REST before still can")]
        public static partial void Broken(ILogger logger, string path, Exception error);
    }
}
