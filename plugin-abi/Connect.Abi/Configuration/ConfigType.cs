namespace Connect.Abi.Configuration;

/// <summary>The type that a setting's text is parsed to. On the wire the names are written in capitals.</summary>
public enum ConfigType
{
    /// <summary><see cref="bool"/>: <c>true</c> or <c>false</c>, in any case.</summary>
    Boolean,

    /// <summary><see cref="string"/>, without white space around it.</summary>
    String,

    /// <summary><see cref="int"/>.</summary>
    Int,

    /// <summary><see cref="short"/>.</summary>
    Short,

    /// <summary><see cref="long"/>.</summary>
    Long,

    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary>A list of texts, separated by commas; white space around a comma does not count.</summary>
    List,

    /// <summary>
    /// The name of a class as <see cref="string"/>, or a <see cref="System.Type"/> where one was given. Parsing loads no type, so a
    /// name that does not exist is found out by whoever looks it up.
    /// </summary>
    Class,

    /// <summary><see cref="Configuration.Password"/>: a text that is shown nowhere.</summary>
    Password,
}

/// <summary>How much a setting matters to most users.</summary>
public enum Importance
{
    /// <summary>Look at it first.</summary>
    High,

    /// <summary>Worth a look.</summary>
    Medium,

    /// <summary>Rarely touched.</summary>
    Low,
}

/// <summary>How wide the field for a setting wants to be where settings are shown as a form.</summary>
public enum Width
{
    /// <summary>Nothing said.</summary>
    None,

    /// <summary>A few characters.</summary>
    Short,

    /// <summary>A name.</summary>
    Medium,

    /// <summary>A list or a path.</summary>
    Long,
}
