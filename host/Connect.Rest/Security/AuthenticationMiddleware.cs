using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using Connect.Rest.Endpoints;
using Connect.Rest.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Connect.Rest.Security;

/// <summary>Lets in who is known, for what their role allows. What tells no more than that the worker lives is for everybody.</summary>
internal sealed partial class AuthenticationMiddleware(RequestDelegate next, Func<Callers> callers, Passwords passwords, ILoggerFactory loggerFactory)
{
    private const string Basic = "Basic";
    private const string Bearer = "Bearer";

    private readonly ILogger logger = loggerFactory.CreateLogger<AuthenticationMiddleware>();

    public async Task InvokeAsync(HttpContext http)
    {
        if (HealthEndpoints.IsProbe(http.Request.Path))
        {
            await next(http);
            return;
        }

        var known = callers();
        var caller = await WhoAsync(http, known);
        if (caller is null)
        {
            Log.Unknown(logger, http.Request.Method, http.Request.Path, http.Connection.RemoteIpAddress?.ToString());
            http.Response.Headers.WWWAuthenticate = Challenges(known);
            throw new HttpStatusException(StatusCodes.Status401Unauthorized, "User cannot access the resource.");
        }

        if (caller.Role != Role.Admin && !IsReading(http.Request.Method))
        {
            Log.NotAllowed(logger, caller.Name, http.Request.Method, http.Request.Path);
            throw new HttpStatusException(
                StatusCodes.Status403Forbidden, $"{caller.Name} may only read: {http.Request.Method} needs the role admin.");
        }

        await next(http);
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static string[] Challenges(Callers known)
    {
        var challenges = new List<string>(2);
        if (known.Users.Count > 0)
        {
            challenges.Add("Basic realm=\"Connect\", charset=\"UTF-8\"");
        }

        if (known.Tokens.Count > 0 || known.Users.Count == 0)
        {
            challenges.Add("Bearer realm=\"Connect\"");
        }

        return [.. challenges];
    }

    private async Task<Caller?> WhoAsync(HttpContext http, Callers known)
    {
        // What is said goes before what is shown: a wrong password is wrong, whatever the certificate.
        if (http.Request.Headers.TryGetValue(HeaderNames.Authorization, out var values))
        {
            return values.Count == 1 && AuthenticationHeaderValue.TryParse(values[0], out var header) && header.Parameter is { } credentials
                ? await WhoAsync(header.Scheme, credentials, known, http.RequestAborted)
                : null;
        }

        return http.Connection.ClientCertificate is { } certificate
            ? known.Certificates.FirstOrDefault(holder => holder.IsSubject(certificate.SubjectName))?.Caller
            : null;
    }

    private async Task<Caller?> WhoAsync(string scheme, string credentials, Callers known, CancellationToken cancellationToken)
    {
        if (scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return known.Tokens.GetValueOrDefault(CallerLine.HashOfToken(credentials));
        }

        if (!scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase) || !Base64.IsValid(credentials))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Convert.FromBase64String(credentials));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || known.Users.Count == 0)
        {
            return null;
        }

        var name = text[..colon];
        var user = known.Users.GetValueOrDefault(name);
        return await passwords.IsRightAsync(name, user?.Hash, text[(colon + 1)..], cancellationToken) ? user?.Caller : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 612, Level = LogLevel.Debug, Message = "{Method} {Path} from {Address} was refused: no caller that is known")]
        public static partial void Unknown(ILogger logger, string method, string path, string? address);

        [LoggerMessage(EventId = 613, Level = LogLevel.Information, Message = "{Caller} may only read: {Method} {Path} was refused")]
        public static partial void NotAllowed(ILogger logger, string caller, string method, string path);
    }
}
