namespace TestPlugins.Holders;

/// <summary>Something that keeps this plugin in memory, as libraries and plugins do it without knowing.</summary>
internal interface IHolder
{
    /// <summary>Begins to hold.</summary>
    void Hold();

    /// <summary>Whether what it began still does its work; it waits for that at most as long as the token lives.</summary>
    Task<bool> WorksAsync(CancellationToken cancellationToken);
}
