using Connect.Foundation;

namespace Connect.Broker.Kafka.Settings;

/// <summary>Java's <c>sasl.*</c> settings: PLAIN and SCRAM with a user's name and password.</summary>
internal static class AuthenticationSettings
{
    private static readonly string[] JavaClasses =
        ["sasl.client.callback.handler.class", "sasl.login.callback.handler.class", "sasl.login.class"];

    public static void Apply(Mapping mapping, bool inUse)
    {
        var mechanism = mapping.Text("sasl.mechanism");
        var jaas = mapping.Text("sasl.jaas.config");
        foreach (var name in JavaClasses)
        {
            if (mapping.Text(name) is { } value && inUse)
            {
                mapping.Refuse(name, $"{name} is '{value}'; a Java class can't log in here: use PLAIN or SCRAM with sasl.jaas.config.");
            }
        }

        if (!inUse)
        {
            return;
        }

        if (mechanism is not ("PLAIN" or "SCRAM-SHA-256" or "SCRAM-SHA-512"))
        {
            mapping.Refuse(
                "sasl.mechanism",
                $"sasl.mechanism is '{mechanism ?? "GSSAPI"}'{(mechanism is null ? " (the default)" : "")}; "
                + "allowed are PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512: set one of them, and sasl.jaas.config with it.");
            return;
        }

        mapping.Set("sasl.mechanism", mechanism);
        if (jaas is null)
        {
            mapping.Refuse(
                "sasl.jaas.config", "sasl.jaas.config is missing; it must hold a login module with username=\"…\" and password=\"…\".");
            return;
        }

        // The value holds a password: messages do not repeat it.
        var module = mechanism == "PLAIN" ? "PlainLoginModule" : "ScramLoginModule";
        if (!JaasConfig.TryParse(jaas, out var login) || !login.Module.EndsWith(module, StringComparison.Ordinal)
            || !login.Options.TryGetValue("username", out var user) || !login.Options.TryGetValue("password", out var password))
        {
            mapping.Refuse(
                "sasl.jaas.config",
                $"sasl.jaas.config can't be used with sasl.mechanism={mechanism}; it must read: "
                + $"org.apache.kafka.common.security.{(mechanism == "PLAIN" ? "plain" : "scram")}.{module} required username=\"…\" password=\"…\";");
            return;
        }

        mapping.Set("sasl.username", user);
        mapping.Set("sasl.password", password);
    }
}
