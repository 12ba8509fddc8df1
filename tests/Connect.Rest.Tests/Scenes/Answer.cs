using System.Net;

namespace Connect.Rest.Tests.Scenes;

/// <summary>What a request was answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
{
    public int Code => (int)Status;

    public string? ContentType => Message.Content.Headers.ContentType?.ToString();

    /// <summary>A header's values, also those of the content; null where it is missing.</summary>
    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join("|", values) : null;
}
