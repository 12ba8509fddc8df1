using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Registry;

/// <summary>
/// The one place that waits for the registry: a converter's thread is its task's own, and has nothing else to do. Requests end by
/// themselves, by the limits of the connection's settings.
/// </summary>
internal static class RegistryCall
{
    /// <summary>An answer.</summary>
    /// <param name="request">Asks.</param>
    /// <param name="what">What can't be done without the answer, as the beginning of a sentence.</param>
    /// <exception cref="ConnectException">There is none.</exception>
    public static T Await<T>(Func<Task<T>> request, Func<string> what) => Await(request, what, RegistryFailure.Of);

    /// <summary>An answer.</summary>
    /// <param name="request">Asks.</param>
    /// <param name="what">What can't be done without the answer, as the beginning of a sentence.</param>
    /// <param name="failed">Makes the exception of what the request ended with.</param>
    /// <exception cref="ConnectException">There is none.</exception>
    public static T Await<T>(Func<Task<T>> request, Func<string> what, Func<Exception, string, ConnectException> failed)
    {
        try
        {
            return request().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // Whatever the client and its JSON throw: none of it means more to a caller than which request it was.
            throw failed(e, what());
        }
    }
}
