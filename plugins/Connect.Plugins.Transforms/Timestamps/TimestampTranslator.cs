using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Dates;

namespace Connect.Plugins.Transforms.Timestamps;

/// <summary>Brings times from one form into another. One thread at a time.</summary>
/// <param name="target">The form wanted.</param>
/// <param name="pattern">How text is read and written; null where none is configured.</param>
/// <param name="unit">What Unix time counts, on the way in and out.</param>
internal sealed class TimestampTranslator(TimestampForm target, DatePattern? pattern, UnixUnit unit)
{
    private const long MillisPerDay = 86_400_000;

    /// <summary>The form wanted.</summary>
    public TimestampForm Target { get; } = target;

    /// <summary>Translates a value.</summary>
    /// <param name="value">The value; null stays null.</param>
    /// <param name="form">Its form; null to find out.</param>
    /// <exception cref="DataException">It is not of this form, or a text that does not fit the pattern.</exception>
    public object? Translate(object? value, TimestampForm? form)
    {
        if (value is null)
        {
            return null;
        }

        var millis = (form ?? TimestampForms.Of(value)) switch
        {
            TimestampForm.Text => FromText(value as string ?? throw Unfit("string timestamp", "string", value)),
            TimestampForm.Unix => unit.ToMillis(value is long time ? time : throw Unfit("Unix timestamp", "int64", value)),
            var logical => value is EpochMillis time ? time.Value : throw Unfit(logical.ToString(), nameof(EpochMillis), value),
        };
        return Target switch
        {
            TimestampForm.Text => ToText(millis),
            TimestampForm.Unix => unit.FromMillis(millis),
            _ => ToLogical(millis),
        };
    }

    /// <summary>Translates a field of a struct, without boxing.</summary>
    /// <param name="source">The struct read.</param>
    /// <param name="from">Its field, which has a value.</param>
    /// <param name="form">The value's form.</param>
    /// <param name="made">The struct written.</param>
    /// <param name="to">Its field.</param>
    public void Translate(Struct source, Field from, TimestampForm form, Struct made, Field to)
    {
        var millis = form switch
        {
            TimestampForm.Text => FromText(source.Get<string>(from)!),
            TimestampForm.Unix => unit.ToMillis(source.Get<long>(from)),
            _ => source.Get<EpochMillis>(from).Value,
        };
        switch (Target)
        {
            case TimestampForm.Text:
                made.Put(to, (object?)ToText(millis));
                break;
            case TimestampForm.Unix:
                made.Put(to, unit.FromMillis(millis));
                break;
            default:
                made.Put(to, ToLogical(millis));
                break;
        }
    }

    private static DataException Unfit(string what, string type, object value) =>
        new($"Expected {what} to be a {type}, but found {value.GetType()}");

    private EpochMillis ToLogical(long millis)
    {
        var ofDay = HybridCalendar.FloorMod(millis, MillisPerDay);
        return new EpochMillis(Target switch
        {
            TimestampForm.Date => millis - ofDay,
            TimestampForm.Time => ofDay,
            _ => millis,
        });
    }

    private long FromText(string text) => Pattern().TryRead(text, out var millis)
        ? millis
        : throw new DataException($"Could not parse timestamp: value ({text}) does not match pattern ({Pattern().Text})");

    private string ToText(long millis) => Pattern().Format(millis);

    private DatePattern Pattern() => pattern
        ?? throw new DataException("A timestamp that is a string can only be read with a pattern: set 'format'.");
}
