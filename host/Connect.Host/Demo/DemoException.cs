namespace Connect.Host.Demo;

/// <summary>The demo can't go on, or what it saw is not what it should be; the message is for the user.</summary>
internal sealed class DemoException(string message, Exception? innerException = null) : Exception(message, innerException);
