using Connect.Abi.Errors;

namespace Connect.PluginLoading;

/// <summary>No plugin has the name, or several do. The message lists near names and what is there.</summary>
/// <param name="message">What was asked for, and what there is.</param>
public sealed class PluginNotFoundException(string message) : ConfigException(message);

/// <summary>A plugin can't be installed or removed. The message says why, and what would do.</summary>
public sealed class PluginInstallException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Its cause, or null.</param>
    /// <param name="isMissing">Whether it is about a plugin that is not there.</param>
    public PluginInstallException(string message, Exception? innerException = null, bool isMissing = false)
        : base(message, innerException) => IsMissing = isMissing;

    /// <summary>Whether it is about a plugin that is not there.</summary>
    public bool IsMissing { get; }
}

/// <summary>A plugin can't be loaded, or its constructor failed. The message names the class and where it was found.</summary>
/// <param name="message">What failed.</param>
/// <param name="innerException">The plugin's own exception, or null.</param>
public sealed class PluginLoadException(string message, Exception? innerException = null) : ConnectException(message, innerException);
