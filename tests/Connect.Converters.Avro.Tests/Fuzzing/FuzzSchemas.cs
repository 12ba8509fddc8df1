using Connect.Converters.Avro.Mapping;

namespace Connect.Converters.Avro.Tests.Fuzzing;

/// <summary>Schemas that reach what readers do, each in its own way.</summary>
internal static class FuzzSchemas
{
    private const string Flat = """
        {"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":"string"},{"name":"c","type":["null","long"]},
        {"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},
        {"name":"f","type":{"type":"fixed","name":"F","size":3}},{"name":"t","type":{"type":"int","logicalType":"time-millis"}},
        {"name":"u","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"v","type":{"type":"int","logicalType":"date"}}]}
        """;

    private const string Tree = """
        {"type":"record","name":"Tree","fields":[{"name":"v","type":["null","string","double","Tree"]},{"name":"kids","type":{"type":"array","items":"Tree"}}]}
        """;

    private const string NoBytes = """{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}""";

    /// <summary>Schemas that payloads are written with.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Flat,
        Tree,
        NoBytes,
        """{"type":"array","items":{"type":"map","values":{"type":"array","items":["null","bytes","float","boolean"]}}}""",
        """{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":{"type":"array","items":"long"}}]}}""",
        """{"type":"record","name":"Chain","fields":[{"name":"next","type":["null","Chain"]},{"name":"all","type":{"type":"map","values":["Chain","null"]}}]}""",
        """{"type":"bytes","logicalType":"decimal","precision":64,"scale":2147483647}""",
        """["null",{"type":"fixed","name":"F","size":5,"logicalType":"decimal","precision":10,"scale":2},"int","string"]""",
        """["null","bytes",{"type":"fixed","name":"F","size":2},{"type":"fixed","name":"G","size":3}]""",
        "\"string\"",
        "\"bytes\"",
        "[\"null\",\"long\"]",
        Anything.Text,
    ];

    /// <summary>A schema that payloads are written with, and one that they are read with.</summary>
    public static IReadOnlyList<(string Writer, string Reader)> Evolutions { get; } =
    [
        // Fields are skipped, promoted and filled in.
        (Flat, """{"type":"record","name":"R","fields":[{"name":"a","type":"double"},{"name":"x","type":{"type":"array","items":"int"},"default":[1,2]},{"name":"c","type":["string","long","null"]}]}"""),
        (Flat, """{"type":"record","name":"R","fields":[{"name":"z","type":"string","default":"z"}]}"""),
        (Tree, """{"type":"record","name":"Tree","fields":[{"name":"kids","type":{"type":"array","items":"Tree"}},{"name":"n","type":["null","Tree"],"default":null}]}"""),
        (NoBytes, """{"type":"array","items":{"type":"record","name":"Empty","fields":[{"name":"a","type":"int","default":3}]}}"""),
        ("""{"type":"enum","name":"E","symbols":["A","B","C"]}""", """{"type":"enum","name":"E","symbols":["C","D"],"default":"D"}"""),
        ("""["int","string","null"]""", """["null","double","bytes"]"""),
    ];
}
