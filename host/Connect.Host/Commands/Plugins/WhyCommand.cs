using System.Net;
using System.Text.Json.Nodes;

namespace Connect.Host.Commands.Plugins;

/// <summary><c>connect plugins why</c>: asks a running worker.</summary>
internal static class WhyCommand
{
    public static async Task<int> RunAsync(string plugin, string url, TextWriter output, CancellationToken stop)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new CommandException($"--url {url}: the address of a worker's REST is http://HOST:PORT.");
        }

        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        HttpResponseMessage response;
        try
        {
            response = await http.PostAsync(new Uri($"/plugins/{Uri.EscapeDataString(plugin)}/why", UriKind.Relative), null, stop);
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"No worker answers at {url} ({e.Message}). Say where it is: --url http://HOST:PORT.");
        }

        using (response)
        {
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(stop));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new CommandException((string?)body?["message"] ?? $"The worker answered {(int)response.StatusCode}.");
            }

            await output.WriteLineAsync((string?)body?["text"]);
            return 0;
        }
    }
}
