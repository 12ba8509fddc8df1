using System.Globalization;
using Connect.Abi.Errors;
using Connect.Configuration;
using Microsoft.AspNetCore.Http;

namespace Connect.Rest.Endpoints;

/// <summary>Puts the headers of <c>response.http.headers.config</c> into every answer, whatever becomes of the request.</summary>
internal sealed class ResponseHeadersMiddleware(RequestDelegate next, IReadOnlyList<ResponseHeadersMiddleware.Rule> rules, TimeProvider time)
{
    /// <summary>Reads the rules.</summary>
    /// <exception cref="ConfigException">A date is no number.</exception>
    public static IReadOnlyList<Rule> Read(IReadOnlyList<ResponseHeaderRule> rules) => [.. rules.Select(Read)];

    public Task InvokeAsync(HttpContext http)
    {
        if (!ListenerMiddleware.IsAdmin(http))
        {
            foreach (var rule in rules)
            {
                var value = rule.FromNow is { } span ? time.GetUtcNow().Add(span).ToString("R", CultureInfo.InvariantCulture) : rule.Value;
                if (rule.Replaces)
                {
                    http.Response.Headers[rule.Name] = value;
                }
                else
                {
                    http.Response.Headers.Append(rule.Name, value);
                }
            }
        }

        return next(http);
    }

    private static Rule Read(ResponseHeaderRule rule)
    {
        TimeSpan? fromNow = null;
        if (rule.Action.EndsWith("Date", StringComparison.Ordinal))
        {
            fromNow = int.TryParse(rule.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                ? TimeSpan.FromMilliseconds(milliseconds)
                : throw new ConfigException(
                    "response.http.headers.config", $"{rule.Action} {rule.Name}: {rule.Value}", "the value of a date is how many milliseconds it is from now");
        }

        return new Rule(rule.Name, rule.Value, rule.Action.StartsWith("set", StringComparison.Ordinal), fromNow);
    }

    /// <summary>A header.</summary>
    internal sealed record Rule(string Name, string Value, bool Replaces, TimeSpan? FromNow);
}
