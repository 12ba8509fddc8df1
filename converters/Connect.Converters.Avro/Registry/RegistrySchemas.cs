using System.Globalization;
using Confluent.SchemaRegistry;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>Makes Avro schemas of what a registry holds: references are fetched, and what data can't be converted with is refused.</summary>
internal sealed class RegistrySchemas(ISchemaRegistry registry)
{
    private const string VersionProperty = "confluent:version";
    private const int MostReferences = 1000;

    /// <summary>The Avro schema.</summary>
    /// <param name="schema">The registry's schema.</param>
    /// <param name="what">What the schema is, as the beginning of a sentence.</param>
    /// <exception cref="DataException">It is none of Avro, not valid, or has rules that would have to be run.</exception>
    public AvroSchema Parse(RegistrySchema schema, string what)
    {
        if (OtherTypeOf(schema) is { } other)
        {
            throw new DataException($"{what} is not of Avro but of {other}: use the converter for that");
        }

        RefuseRules(schema, what);
        var references = new List<string>();
        AddReferences(schema, [], references, what);
        try
        {
            // What the registry has taken is not judged again, as in Java.
            return AvroSchemaParser.Parse(schema.SchemaString, SchemaChecks.None, references);
        }
        catch (AvroSchemaException e)
        {
            throw new DataException($"{what} can't be read: {e.Message}", e);
        }
    }

    /// <summary>The version that a schema says to have; null for none.</summary>
    public static int? VersionIn(RegistrySchema schema) =>
        schema.Metadata?.Properties is { } properties
        && properties.TryGetValue(VersionProperty, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private static string? OtherTypeOf(RegistrySchema schema)
    {
        try
        {
            return schema.SchemaType == SchemaType.Avro ? null : schema.SchemaType.ToString();
        }
        catch (InvalidOperationException)
        {
            // It says no type, as many answers about Avro do; what it is shows when it is parsed.
            return null;
        }
    }

    // Data under a rule that encrypts, masks or changes it must not pass unchanged.
    private static void RefuseRules(RegistrySchema schema, string what)
    {
        if (schema.RuleSet is { } rules
            && (rules.DomainRules ?? []).Concat(rules.EncodingRules ?? []).FirstOrDefault(rule => !rule.Disabled) is { } rule)
        {
            throw new DataException($"{what} has the rule '{rule.Name}' of type {rule.Type}, and no rules are run here");
        }
    }

    private void AddReferences(RegistrySchema schema, HashSet<(string Subject, int Version)> known, List<string> texts, string what)
    {
        foreach (var reference in schema.References ?? [])
        {
            if (!known.Add((reference.Subject, reference.Version)))
            {
                continue;
            }

            if (known.Count > MostReferences)
            {
                throw new DataException($"{what} refers to more than {MostReferences} others");
            }

            var referenced = RegistryCall.Await(
                () => registry.ByVersionAsync(reference.Subject, reference.Version),
                () => $"{what} refers to {reference.Name}, version {reference.Version} of subject {reference.Subject}, which can't be had");
            AddReferences(referenced, known, texts, what);
            texts.Add(referenced.SchemaString);
        }
    }
}
