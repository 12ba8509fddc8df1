using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Connect.Rest.Endpoints;

/// <summary>Gives every answer other than success the API's own shape.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILoggerFactory loggerFactory)
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

            http.Response.Clear();
            await RequestContext.WriteAsync(http, status, new ErrorMessage(status, error.Message), WireJson.Default.ErrorMessage);
            return;
        }

        var code = http.Response.StatusCode;
        if (code is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed && !http.Response.HasStarted && http.Response.ContentType is null)
        {
            var message = $"HTTP {code} {ReasonPhrases.GetReasonPhrase(code)}";
            await RequestContext.WriteAsync(http, code, new ErrorMessage(code, message), WireJson.Default.ErrorMessage);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 600, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception error);
    }
}
