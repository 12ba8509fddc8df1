namespace Connect.Abi.Errors;

/// <summary>The root of Connect's exceptions. Thrown by plugin code it fails the task, unless a subclass says otherwise.</summary>
public class ConnectException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">A sentence that names the thing, the value and the way out.</param>
    public ConnectException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">A sentence that names the thing, the value and the way out.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ConnectException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Asks the host to try again later: a poll is polled again, a put gets the same batch again.</summary>
public class RetriableException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong for now.</param>
    public RetriableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What went wrong for now.</param>
    /// <param name="innerException">The cause, or null.</param>
    public RetriableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Data that can't be what it has to be: bytes that can't be read, a value that does not fit its schema.</summary>
public class DataException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What does not fit.</param>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">The cause, or null.</param>
    public DataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A schema that can't be built.</summary>
public class SchemaBuilderException : DataException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What can't be built.</param>
    public SchemaBuilderException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What can't be built.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SchemaBuilderException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A value that can't be projected from one schema to another.</summary>
public class SchemaProjectorException : DataException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What can't be projected.</param>
    public SchemaProjectorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What can't be projected.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SchemaProjectorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A setting that is missing, unknown or has a value that is not allowed.</summary>
public class ConfigException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong with which setting.</param>
    public ConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What is wrong with which setting.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ConfigException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one in the usual words: <c>Invalid value V for configuration N: why</c>.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="value">The value that it has; null for none.</param>
    /// <param name="why">Why that is not allowed, and what is; null to say nothing.</param>
    public ConfigException(string name, object? value, string? why)
        : base($"Invalid value {value ?? "null"} for configuration {name}" + (why is null ? string.Empty : ": " + why))
    {
    }
}

/// <summary>A call that does not fit the worker's state, such as pausing a partition that is not assigned.</summary>
public class IllegalWorkerStateException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What does not fit.</param>
    public IllegalWorkerStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">The cause, or null.</param>
    public IllegalWorkerStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Something named is not there.</summary>
public class NotFoundException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is not there.</param>
    public NotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What is not there.</param>
    /// <param name="innerException">The cause, or null.</param>
    public NotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Something named is there already.</summary>
public class AlreadyExistsException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is there already.</param>
    public AlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    /// <param name="message">What is there already.</param>
    /// <param name="innerException">The cause, or null.</param>
    public AlreadyExistsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
