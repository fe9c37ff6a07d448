using System.Net.Sockets;
using System.Text;

namespace SquashDaemon.Tests.Hosting;

/// <summary>What systemd listens on: a datagram socket with a path, or an abstract one.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[8192];

    public NotifySocket(string name)
    {
        Name = name;
        _socket.ReceiveTimeout = 60_000;
        _socket.Bind(new UnixDomainSocketEndPoint(name.StartsWith('@') ? $"\0{name[1..]}" : name));
    }

    /// <summary>What <c>NOTIFY_SOCKET</c> is to be.</summary>
    public string Name { get; }

    /// <summary>Everything that came so far.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Waits for a message that has an assignment; the whole message.</summary>
    public string WaitFor(string assignment)
    {
        while (true)
        {
            var message = Encoding.UTF8.GetString(_buffer.AsSpan(0, _socket.Receive(_buffer)));
            Received.Add(message);
            if (message.Split('\n').Any(line => line.StartsWith(assignment, StringComparison.Ordinal)))
                return message;
        }
    }

    public void Dispose() => _socket.Dispose();
}
