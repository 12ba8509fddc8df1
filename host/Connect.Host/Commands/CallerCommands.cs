using System.CommandLine;
using Connect.Abi.Errors;
using Connect.Rest;
using Spectre.Console;

namespace Connect.Host.Commands;

/// <summary><c>connect caller</c>: makes lines for the file that says who may call REST.</summary>
internal static class CallerCommands
{
    private const string ReadOnly = "read-only";
    private const string Admin = "admin";

    public static Command Make(Func<Func<Task<int>>, Task<int>> guarded) => new("caller", "Makes lines for rest.authentication.file, which says who may call REST.")
    {
        One("user", "A user with a password, which is asked for, or the first line of the input.", guarded, static (role, name, _, input) => CallerLine.ForUser(role, name, Password(input))),
        One("token", "A bearer token, which is made and shown once.", guarded, static (role, name, error, _) =>
        {
            var line = CallerLine.ForToken(role, name, out var token);
            error.WriteLine($"The token, which is shown only now: {token}");
            return line;
        }),
    };

    private static Command One(
        string kind, string description, Func<Func<Task<int>>, Task<int>> guarded, Func<Role, string, TextWriter, TextReader, string> make)
    {
        var name = new Argument<string>("name") { Description = "The name that the worker's log has for the caller." };
        var role = new Option<string>("--role") { Description = $"What the caller may do: {Admin}, everything, or {ReadOnly}.", DefaultValueFactory = static _ => ReadOnly };
        role.AcceptOnlyFromAmong(ReadOnly, Admin);
        var command = new Command(kind, description) { name, role };
        command.SetAction(parsed => guarded(async () =>
        {
            string line;
            try
            {
                line = make(
                    parsed.GetValue(role) == Admin ? Role.Admin : Role.ReadOnly,
                    parsed.GetValue(name)!,
                    parsed.InvocationConfiguration.Error,
                    Console.In);
            }
            catch (ArgumentException error)
            {
                throw new ConnectException(error.Message, error);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            return 0;
        }));
        return command;
    }

    private static string Password(TextReader input)
    {
        var password = Console.IsInputRedirected
            ? input.ReadLine()
            : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Prompt(new TextPrompt<string>("Password:").Secret());
        return string.IsNullOrEmpty(password) ? throw new ConnectException("There is no password: type it, or give it as the first line of the input.") : password;
    }
}
