using Microsoft.Extensions.Logging;

namespace Connect.Foundation;

/// <summary>Makes loggers whose levels can be changed while they are in use. Owns what it makes them with. Thread-safe.</summary>
/// <param name="inner">Makes the loggers that write; they have to let everything through.</param>
/// <param name="levels">The levels.</param>
public sealed class LeveledLoggerFactory(ILoggerFactory inner, LoggerLevels levels) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        ArgumentNullException.ThrowIfNull(categoryName);
        return new LeveledLogger(inner.CreateLogger(categoryName), levels.Threshold(categoryName));
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private sealed class LeveledLogger(ILogger writer, Threshold threshold) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => writer.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= threshold.Level && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                writer.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
