using Microsoft.Data.Sqlite;
using TestPlugins.Shared;

namespace TestPlugins.NativeLibrary;

/// <summary>Asks the native library for its version.</summary>
public sealed class SqliteVersion : TestPredicate
{
    public override string ToString()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sqlite_version()";
        return (string)command.ExecuteScalar()!;
    }
}
