using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Drops and renames fields of a record's key or value.</summary>
public abstract class ReplaceField : KeyOrValueTransformation
{
    private const string Purpose = "field replacement";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "exclude",
            ConfigType.List,
            Array.Empty<string>(),
            ValidList.AnyNonDuplicateValues(true, false),
            Importance.Medium,
            "The fields to drop; stronger than include.")
        .Define(
            "include",
            ConfigType.List,
            Array.Empty<string>(),
            ValidList.AnyNonDuplicateValues(true, false),
            Importance.Medium,
            "The fields to keep; where empty, all.")
        .Define(
            "renames",
            ConfigType.List,
            Array.Empty<string>(),
            SettingRules.Pairs(static pairs => Renames(pairs)),
            Importance.Medium,
            "What to rename: pairs of the old and the new name, for example foo:bar,abc:xyz.")
        .DefineNullReplacement();

    private readonly SchemaCache<ReplacePlan> plans;
    private HashSet<string> exclude = [];
    private HashSet<string> include = [];
    private Dictionary<string, string> renames = [];
    private bool withDefault;

    private ReplaceField(RecordPart part)
        : base(part) => plans = new SchemaCache<ReplacePlan>(Plan);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        exclude = [.. parsed.GetList("exclude")];
        include = [.. parsed.GetList("include")];
        renames = Renames(parsed.GetList("renames"));
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value)
        {
            return record;
        }

        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, Replaced(Requirements.RequireMap(value, Purpose)));
        }

        var source = Requirements.RequireStruct(value, Purpose);
        var plan = plans.Get(source.Schema);
        return plan.ChangesNothing && ReferenceEquals(source.Schema, schema)
            ? record
            : With(record, plan.Copies.Target, plan.Copies.Apply(source));
    }

    private static Dictionary<string, string> Renames(IReadOnlyList<string> pairs)
    {
        var renames = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || colon == pair.Length - 1 || pair.IndexOf(':', colon + 1) >= 0)
            {
                throw new ConfigException("renames", string.Join(',', pairs), $"Invalid rename mapping: {pair}; it is to be old:new");
            }

            renames[pair[..colon]] = pair[(colon + 1)..];
        }

        return renames;
    }

    private bool Keeps(string name) => !exclude.Contains(name) && (include.Count == 0 || include.Contains(name));

    private ConnectMap Replaced(ConnectMap value)
    {
        var made = new ConnectMap(value.Count);
        foreach (var (key, element) in value)
        {
            if (key is not string name)
            {
                made[key] = element;
            }
            else if (Keeps(name))
            {
                made[renames.GetValueOrDefault(name, name)] = element;
            }
        }

        return made;
    }

    private ReplacePlan Plan(Schema source)
    {
        var builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
        var kept = new List<Field>();
        var old = new Dictionary<string, string>();
        foreach (var (from, to) in renames)
        {
            old[to] = from;
        }

        var renamed = false;
        foreach (var field in source.Fields)
        {
            if (Keeps(field.Name))
            {
                var name = renames.GetValueOrDefault(field.Name, field.Name);
                renamed |= name != field.Name;
                builder.Field(name, field.Schema);

                // As in Java, a field with the new name of another one gets that one's value.
                var origin = old.GetValueOrDefault(name, name);
                var read = source.Field(origin) ?? throw new DataException($"{origin} is not a valid field name, but renames has {origin}:{name}");
                renamed |= read != field;
                kept.Add(read);
            }
        }

        var target = builder.Build();
        var copies = new FieldCopy[kept.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = FieldCopy.Of(kept[i], target.Fields[i], withDefault);
        }

        var same = !renamed && kept.Count == source.Fields.Length && !source.IsOptional && source.DefaultValue is null;
        return new ReplacePlan(new StructPlan(target, copies), same && !SchemaCopy.HasFieldDefaults(source));
    }

    /// <summary>Drops and renames fields of the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.ReplaceField$Key")]
    public sealed class Key() : ReplaceField(RecordPart.Key);

    /// <summary>Drops and renames fields of the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.ReplaceField$Value")]
    public sealed class Value() : ReplaceField(RecordPart.Value);

    private sealed record ReplacePlan(StructPlan Copies, bool ChangesNothing);
}
