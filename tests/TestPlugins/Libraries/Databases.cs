using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;
using MongoDB.Driver;
using MySqlConnector;
using Npgsql;
using StackExchange.Redis;

namespace TestPlugins.Libraries;

/// <summary>Databases in a file, and servers that nobody is at: what holds a plugin is the same.</summary>
internal static class Databases
{
    public static void Sqlite(bool pooling)
    {
        var file = Path.Combine(Path.GetTempPath(), $"readings-{Guid.NewGuid():N}.db");
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling={pooling}");
            connection.Open();
            connection.CreateFunction("twice", (long n) => 2 * n);
            using var command = connection.CreateCommand();
            command.CommandText = "create table readings (value int); insert into readings values (twice(4)); select value from readings";
            Expect(command.ExecuteScalar());
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static void Dapper()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        Expect(connection.QuerySingle<Reading>("select 'north' as Station, 8.0 as Value").Value);
    }

    public static void EntityFramework()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var context = new ReadingsContext(new DbContextOptionsBuilder<ReadingsContext>().UseSqlite(connection).Options);
        context.Database.EnsureCreated();
        context.Readings.Add(new StoredReading { Value = 8 });
        context.SaveChanges();
        Expect(context.Readings.Single(static reading => reading.Value > 1).Value);
    }

    public static void NpgsqlSource()
    {
        using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");
        Refused(() => source.OpenConnection().Dispose());
    }

    public static void NpgsqlConnection()
    {
        using var connection = new NpgsqlConnection("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");
        Refused(connection.Open);
    }

    public static void MySql()
    {
        using var connection = new MySqlConnection("Server=127.0.0.1;Port=1;User ID=nobody;Database=none;ConnectionTimeout=2");
        Refused(connection.Open);
    }

    public static void Mongo()
    {
        using var client = new MongoClient("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300&connectTimeoutMS=300");
        Refused(() => client.GetDatabase("none").RunCommand<BsonDocument>(new BsonDocument("ping", 1)));
    }

    public static void Redis()
    {
        Refused(static () =>
        {
            using var connection = ConnectionMultiplexer.Connect("127.0.0.1:1,connectTimeout=300,connectRetry=1,abortConnect=true");
        });
    }

    private static void Refused(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or RedisConnectionException or TimeoutException)
        {
            return;
        }

        throw new InvalidOperationException("Somebody is there.");
    }

    private static void Expect(object? value)
    {
        if (Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) != 8)
        {
            throw new InvalidOperationException($"{value} is not what was stored.");
        }
    }

    internal sealed class StoredReading
    {
        public int Id { get; set; }

        public int Value { get; set; }
    }

    internal sealed class ReadingsContext(DbContextOptions<ReadingsContext> options) : DbContext(options)
    {
        public DbSet<StoredReading> Readings => Set<StoredReading>();
    }
}
