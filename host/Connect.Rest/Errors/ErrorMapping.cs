using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.PluginLoading;
using Microsoft.AspNetCore.Http;

namespace Connect.Rest.Errors;

/// <summary>An answer other than success, thrown by an endpoint.</summary>
internal sealed class HttpStatusException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>The one place where exceptions become status codes.</summary>
internal static class ErrorMapping
{
    public static int StatusOf(Exception error) => error switch
    {
        HttpStatusException http => http.Status,
        BadHttpRequestException bad => bad.StatusCode,
        NotFoundException => StatusCodes.Status404NotFound,
        PluginInstallException { IsMissing: true } => StatusCodes.Status404NotFound,
        PluginInstallException => StatusCodes.Status400BadRequest,
        AlreadyExistsException => StatusCodes.Status409Conflict,
        InvalidConnectorConfigException or BadRequestException or ConfigException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
