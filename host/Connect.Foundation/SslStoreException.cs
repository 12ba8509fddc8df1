namespace Connect.Foundation;

/// <summary>A key or trust store that can't be used.</summary>
/// <param name="setting">The setting at fault, such as <c>ssl.keystore.location</c>.</param>
/// <param name="message">What is wrong and what to do; does not name the setting, and holds no password.</param>
/// <param name="cause">What it comes from, or null.</param>
public sealed class SslStoreException(string setting, string message, Exception? cause = null) : Exception($"{setting}: {message}", cause)
{
    /// <summary>The setting at fault.</summary>
    public string Setting => setting;

    /// <summary>What is wrong and what to do.</summary>
    public string Problem => message;
}
