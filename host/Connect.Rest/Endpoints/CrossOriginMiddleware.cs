using Microsoft.AspNetCore.Http;

namespace Connect.Rest.Endpoints;

/// <summary>
/// Tells browsers from where they may call. A request from elsewhere is answered all the same: it is the browser that keeps the answer
/// from the page. Preflight requests go on to their path, which answers <c>OPTIONS</c>.
/// </summary>
internal sealed class CrossOriginMiddleware(RequestDelegate next, CrossOriginRules rules)
{
    private const string MaxAgeSeconds = "60";

    public Task InvokeAsync(HttpContext http)
    {
        if (ListenerMiddleware.IsAdmin(http))
        {
            return next(http);
        }

        var headers = http.Response.Headers;

        // Also without an origin: what caches keep must not be given to a page that may not have it.
        headers.Append("Vary", "Origin");
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && rules.Allows(origin))
        {
            headers.AccessControlAllowOrigin = origin;
            if (HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.AccessControlRequestMethod.Count > 0)
            {
                headers.AccessControlAllowMethods = rules.Methods;
                headers.AccessControlAllowHeaders = "Content-Type";
                headers.AccessControlMaxAge = MaxAgeSeconds;
            }
        }

        return next(http);
    }
}
