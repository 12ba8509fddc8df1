namespace Connect.Host.Commands.Plugins;

/// <summary>What a user can mend: its message is all that is shown.</summary>
internal sealed class CommandException(string message) : IOException(message);
