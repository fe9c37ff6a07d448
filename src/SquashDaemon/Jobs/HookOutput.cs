using System.Text;
using Squash.Text;

namespace SquashDaemon.Jobs;

/// <summary>What a program says: its first lines, and of each no more than is shown, so that it costs no memory.</summary>
internal sealed class HookOutput(StreamReader reader, Action<string> say)
{
    private const int MostLines = 100;
    private const int BufferLength = 4096;

    // One more than is shown, so that it shows that there was more.
    private const int LongestLine = Printable.LongestText + 1;

    private readonly StringBuilder _line = new();
    private int _lines;

    /// <summary>Reads to the end, or until the token; what is begun then is said too.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var closed = reader;
        var buffer = new char[BufferLength];
        try
        {
            while (await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
                Take(buffer.AsSpan(0, length));
        }
        finally
        {
            End();
        }
    }

    private void Take(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is '\n' or '\r')
                End();
            else if (_line.Length < LongestLine)
                _line.Append(c);
        }
    }

    private void End()
    {
        if (_line.Length > 0 && _lines++ < MostLines)
            say(Printable.Text(_line.ToString()));
        _line.Clear();
    }
}
