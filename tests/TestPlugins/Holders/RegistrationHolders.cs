using System.Collections;
using System.Data.Common;
using System.Net;
using System.Net.Http;
using System.Text;

namespace TestPlugins.Holders;

internal sealed class EncodingHolder : IHolder
{
    private readonly string _name = "holders-" + Guid.NewGuid();

    public void Hold() => Encoding.RegisterProvider(new Provider(_name));

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Encoding.GetEncoding(_name).Equals(Encoding.Latin1));

    private sealed class Provider(string own) : EncodingProvider
    {
        public override Encoding? GetEncoding(int codepage) => null;

        public override Encoding? GetEncoding(string name) => name == own ? Encoding.Latin1 : null;
    }
}

internal sealed class ConsoleOutHolder : IHolder
{
    private readonly Writer _writer = new();

    public void Hold() => Console.SetError(_writer);

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var before = _writer.Written;
        Console.Error.WriteLine("said");
        return Task.FromResult(_writer.Written > before);
    }

    private sealed class Writer : TextWriter
    {
        public int Written { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Written++;
    }
}

internal sealed class ApplicationDataHolder : IHolder
{
    private readonly string _name = "holders." + Guid.NewGuid();

    public void Hold() => AppDomain.CurrentDomain.SetData(_name, this);

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(AppDomain.CurrentDomain.GetData(_name) == this);
}

internal sealed class ProxyHolder : IHolder, IWebProxy
{
    public ICredentials? Credentials { get; set; }

    public void Hold() => HttpClient.DefaultProxy = this;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(HttpClient.DefaultProxy == this);

    public Uri? GetProxy(Uri destination) => null;

    public bool IsBypassed(Uri host) => true;
}

#pragma warning disable SYSLIB0014 // What plugins with old code do.
internal sealed class CertificateHolder : IHolder
{
    public void Hold() => ServicePointManager.ServerCertificateValidationCallback = static (_, _, _, _) => false;

    public Task<bool> WorksAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ServicePointManager.ServerCertificateValidationCallback?.Method.Module == typeof(CertificateHolder).Module);
}

internal sealed class WebRequestHolder : IHolder, IWebRequestCreate
{
    private readonly string _prefix = "holders" + Guid.NewGuid().ToString("N");

    public void Hold() => WebRequest.RegisterPrefix(_prefix, this);

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(WebRequest.Create(_prefix + "://host") is Request);

    public WebRequest Create(Uri uri) => new Request();

    private sealed class Request : WebRequest;
}
#pragma warning restore SYSLIB0014

internal sealed class DatabaseProviderHolder : IHolder
{
    private readonly string _name = "holders." + Guid.NewGuid();

    public void Hold() => DbProviderFactories.RegisterFactory(_name, new Factory());

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(DbProviderFactories.GetFactory(_name) is Factory);

    private sealed class Factory : DbProviderFactory;
}
