namespace Connect.Converters.Avro.Mapping;

/// <summary>Numbers the unions that are named by number, on and on through a converter's life.</summary>
internal sealed class UnionNumbers
{
    private int next;

    public string Next() => next++.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
