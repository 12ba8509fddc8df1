using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Connect.Rest.Endpoints;

/// <summary>Gives every answer other than success the API's own shape.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILoggerFactory loggerFactory, Func<string, string> hide)
{
    private readonly ILogger logger = loggerFactory.CreateLogger<ErrorMiddleware>();

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody to answer.
            return;
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            var status = ErrorMapping.StatusOf(error);
            if (status >= StatusCodes.Status500InternalServerError)
            {
                Log.RequestFailed(logger, http.Request.Method, http.Request.Path, error);
            }

            // Headers that are for every answer stay; the endpoint has set none yet.
            await RequestContext.WriteAsync(http, status, new ErrorMessage(status, hide(error.Message)), WireJson.Plain.ErrorMessage);
            return;
        }

        var code = http.Response.StatusCode;
        if (code == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsOptions(http.Request.Method) && !http.Response.HasStarted)
        {
            await WriteOptionsAsync(http);
        }
        else if (code is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed && !http.Response.HasStarted && http.Response.ContentType is null)
        {
            var message = $"HTTP {code} {ReasonPhrases.GetReasonPhrase(code)}";
            await RequestContext.WriteAsync(http, code, new ErrorMessage(code, message), WireJson.Plain.ErrorMessage);
        }
    }

    /// <summary>What routing refuses with a list of the allowed methods is the answer to the question for them.</summary>
    private static Task WriteOptionsAsync(HttpContext http)
    {
        var methods = string.Join(", ", http.Response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries).Append(HttpMethods.Options));
        http.Response.Headers.Allow = methods;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = methods.Length;
        return http.Response.WriteAsync(methods, http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 600, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception error);
    }
}
