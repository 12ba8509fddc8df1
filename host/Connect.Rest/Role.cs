namespace Connect.Rest;

/// <summary>What a caller of REST may do.</summary>
public enum Role
{
    /// <summary>Look at everything, change nothing (<c>read-only</c>).</summary>
    ReadOnly,

    /// <summary>Everything (<c>admin</c>).</summary>
    Admin,
}
