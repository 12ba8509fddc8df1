namespace TestPlugins.Holders;

/// <summary>The way in for tests.</summary>
public static class Holding
{
    private static readonly Dictionary<string, Func<IHolder>> Makers = new()
    {
        ["delay"] = static () => new DelayHolder(),
        ["delay loop"] = static () => new DelayLoopHolder(),
        ["periodic timer"] = static () => new PeriodicTimerHolder(),
        ["timer"] = static () => new TimerHolder(),
        ["socket accept"] = static () => new SocketHolder(),
        ["registered wait"] = static () => new RegisteredWaitHolder(),
        ["process exit"] = static () => new ProcessExitHolder(),
        ["unhandled exception"] = static () => new UnhandledExceptionHolder(),
        ["first chance exception"] = static () => new FirstChanceHolder(),
        ["assembly resolve"] = static () => new AssemblyResolveHolder(),
        ["assembly load"] = static () => new AssemblyLoadHolder(),
        ["unobserved exception"] = static () => new UnobservedHolder(),
        ["default resolving"] = static () => new ResolvingHolder(),
        ["console cancel"] = static () => new ConsoleCancelHolder(),
        ["signal"] = static () => new SignalHolder(),
        ["network change"] = static () => new NetworkChangeHolder(),
        ["meter"] = static () => new MeterHolder(),
        ["meter tags"] = static () => new MeterTagsHolder(),
        ["meter listener"] = static () => new MeterListenerHolder(),
        ["activity listener"] = static () => new ActivityListenerHolder(),
        ["event listener"] = static () => new EventListenerHolder(),
        ["diagnostic subscription"] = static () => new DiagnosticSubscriptionHolder(),
        ["all diagnostic listeners"] = static () => new AllListenersHolder(),
        ["trace listener"] = static () => new TraceListenerHolder(),
        ["encoding provider"] = static () => new EncodingHolder(),
        ["console out"] = static () => new ConsoleOutHolder(),
        ["application data"] = static () => new ApplicationDataHolder(),
        ["default proxy"] = static () => new ProxyHolder(),
        ["certificate callback"] = static () => new CertificateHolder(),
        ["web request prefix"] = static () => new WebRequestHolder(),
        ["database provider"] = static () => new DatabaseProviderHolder(),
        ["json"] = static () => new JsonHolder(),
        ["type converter"] = static () => new TypeConverterHolder(),
        ["type provider"] = static () => new TypeProviderHolder(),
        ["type refresh"] = static () => new TypeRefreshHolder(),
        ["xml"] = static () => new XmlHolder(),
        ["data contract"] = static () => new DataContractHolder(),
        ["dispatch proxy"] = static () => new DispatchProxyHolder(),
        ["data column"] = static () => new DataColumnHolder(),
        ["validation"] = static () => new ValidationHolder(),
        ["weak table"] = static () => new WeakTableHolder(),
        ["handle"] = static () => new HandleHolder(),
        ["thread local"] = static () => new ThreadLocalHolder(),
        ["linked token"] = static () => new LinkedTokenHolder(),
        ["dynamic"] = static () => new DynamicHolder(),
    };

    private static readonly Dictionary<string, IHolder> Held = [];

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>Begins to hold.</summary>
    public static void Hold(string name)
    {
        var holder = Makers[name]();
        Held.Add(name, holder);
        holder.Hold();
    }

    /// <summary>Whether it still does its work.</summary>
    public static Task<bool> WorksAsync(string name, CancellationToken cancellationToken) => Held[name].WorksAsync(cancellationToken);

    /// <summary>See <see cref="Stubborn"/>.</summary>
    public static void Burn(ManualResetEventSlim end) => Stubborn.Burn(end);

    /// <summary>See <see cref="Stubborn"/>.</summary>
    public static void Sleep(ManualResetEventSlim end) => Stubborn.Sleep(end);

    /// <summary>See <see cref="Stubborn"/>.</summary>
    public static void BlockCleanUp(ManualResetEventSlim end) => Stubborn.BlockCleanUp(end);

    /// <summary>See <see cref="Stubborn"/>.</summary>
    public static void FailCleanUp() => Stubborn.FailCleanUp();

    /// <summary>See <see cref="Stubborn"/>.</summary>
    public static void TellOfDomainUnload(ManualResetEventSlim told) => Stubborn.TellOfDomainUnload(told);
}
