using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace TestPlugins.Libraries;

internal static class Resilience
{
    public static void Polly()
    {
        var tries = 0;
        new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero })
            .AddTimeout(TimeSpan.FromSeconds(10))
            .Build()
            .Execute(() =>
            {
                if (tries++ == 0)
                {
                    throw new InvalidOperationException("once");
                }
            });
    }

    public static void ClientFactory()
    {
        using var provider = Provider();
        Use(provider);
    }

    public static void ClientFactoryLeft() => Use(Provider());

    private static ServiceProvider Provider() => new ServiceCollection().AddHttpClient().BuildServiceProvider();

    private static void Use(IServiceProvider provider)
    {
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("station");
        try
        {
            client.GetAsync(new Uri("http://127.0.0.1:1/")).GetAwaiter().GetResult();
        }
        catch (HttpRequestException)
        {
            // Nobody listens there.
        }
    }
}
