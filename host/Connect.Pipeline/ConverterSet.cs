using Connect.Abi.Converters;

namespace Connect.Pipeline;

/// <summary>A converter with the name that errors give it.</summary>
/// <typeparam name="T">Converter or header converter.</typeparam>
/// <param name="Converter">The configured instance.</param>
/// <param name="ClassName">Its contract name.</param>
public readonly record struct NamedConverter<T>(T Converter, string ClassName)
    where T : class;

/// <summary>The converters of one task.</summary>
/// <param name="Key">For keys.</param>
/// <param name="Value">For values.</param>
/// <param name="Header">For headers.</param>
public sealed record ConverterSet(NamedConverter<IConverter> Key, NamedConverter<IConverter> Value, NamedConverter<IHeaderConverter> Header);
