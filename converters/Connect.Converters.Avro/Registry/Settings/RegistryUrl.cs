using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>One of the URLs that a registry is reached under.</summary>
/// <param name="Text">What is configured.</param>
internal sealed record RegistryUrl(string Text)
{
    /// <summary>The URL, with a slash at its end; null where the text is none.</summary>
    public Uri? Parsed { get; } = Uri.TryCreate(Text.TrimEnd('/') + "/", UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
            ? parsed
            : null;

    /// <summary>The text, without credentials.</summary>
    public override string ToString()
    {
        var at = Text.LastIndexOf('@');
        return at < 0 ? Text : Password.Hidden + Text[at..];
    }
}
