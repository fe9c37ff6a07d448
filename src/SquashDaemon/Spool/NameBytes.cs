using System.Buffers;
using System.Text;
using Squash.Text;

namespace SquashDaemon.Spool;

/// <summary>
/// Names of files are bytes. As text, each byte that is not UTF-8 is a lone surrogate, U+DC00 and the byte, which no
/// valid name holds; so every name can be listed, kept, opened and renamed.
/// </summary>
internal static class NameBytes
{
    /// <summary>The longest name that Linux's file systems take.</summary>
    public const int Longest = 255;

    private const int Escape = 0xDC00;

    /// <summary>The text of a name.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done)
                text.Append(rune);
            else
                (used, _) = (1, text.Append((char)(Escape + bytes[0])));
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] Encode(string text)
    {
        if (IsText(text))
            return Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                at += rune.Utf16SequenceLength;
            }
            else
            {
                bytes.Add((byte)text[at++]);
            }
        }
        return [.. bytes];
    }

    /// <summary>Whether a name is valid UTF-8.</summary>
    public static bool IsText(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (!char.IsSurrogate(name[at]))
                continue;
            if (!char.IsHighSurrogate(name[at]) || at + 1 == name.Length || !char.IsLowSurrogate(name[at + 1]))
                return false;
            at++;
        }
        return true;
    }

    /// <summary>A name as it may be printed, whatever bytes are in it.</summary>
    public static string Show(string name) => Printable.Text(Encode(name));

    /// <summary>As much of the start of a name as fits, and no half of a character.</summary>
    public static string Cut(string name, int longestBytes)
    {
        while (Encode(name).Length > longestBytes)
            name = name[..^(name.Length > 1 && char.IsSurrogatePair(name, name.Length - 2) ? 2 : 1)];
        return name;
    }
}
