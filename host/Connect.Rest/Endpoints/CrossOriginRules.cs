using Connect.Abi.Errors;
using Connect.Foundation;

namespace Connect.Rest.Endpoints;

/// <summary>From where browsers may call, and what. Immutable.</summary>
internal sealed class CrossOriginRules
{
    private readonly bool any;
    private readonly List<JavaRegex> origins = [];

    /// <exception cref="ConfigException">An origin is no regular expression.</exception>
    public CrossOriginRules(string allowedOrigins, string allowedMethods)
    {
        foreach (var origin in allowedOrigins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (origin == "*")
            {
                any = true;
            }
            else
            {
                origins.Add(Parse(origin));
            }
        }

        var methods = allowedMethods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Methods = string.Join(',', methods.Length == 0 ? ["GET", "POST", "HEAD"] : methods);
    }

    /// <summary>The methods, as a header has them.</summary>
    public string Methods { get; }

    /// <summary>Whether one of the origins that a browser names, with blanks between, may call.</summary>
    public bool Allows(string named) =>
        any || Array.Exists(named.Split(' ', StringSplitOptions.RemoveEmptyEntries), one => origins.Exists(o => o.Matches(one)));

    private static JavaRegex Parse(string origin)
    {
        try
        {
            return JavaRegex.Parse("(?i)" + origin);
        }
        catch (FormatException error)
        {
            throw new ConfigException("access.control.allow.origin", origin, error.Message);
        }
    }
}
