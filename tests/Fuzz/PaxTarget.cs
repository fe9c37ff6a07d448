using Squash.Tests.Tar;

namespace Fuzz;

/// <summary>The records of an extended header: alone, and before entries that they change.</summary>
internal sealed class PaxTarget : Target
{
    /// <summary>Every key that the reader knows.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "path=", "linkpath=", "size=", "uid=", "gid=", "mtime=", "atime=", "uname=", "gname=", "SCHILY.xattr.", "comment=",
        "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=", "GNU.sparse.size=", "GNU.sparse.realsize=",
        "GNU.sparse.offset=", "GNU.sparse.numbytes=", "GNU.sparse.numblocks=", "GNU.sparse.map=", "security.capability=",
        "trusted.overlay.opaque=", "LIBARCHIVE.xattr.", "SCHILY.acl.access=",
    ];

    public override string Name => "pax";

    public override IEnumerable<byte[]> Seeds =>
    [
        Records(("path", "a/b"), ("linkpath", "c"), ("size", "5"), ("uid", "3000000"), ("gid", "1"), ("mtime", "-1.5")),
        Records(("uname", "u"), ("gname", "g"), ("SCHILY.xattr.user.a", "\0\n="), ("atime", "1.25"), ("comment", "c")),
        Records(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "n"), ("GNU.sparse.realsize", "700")),
        Records(("GNU.sparse.size", "700"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.offset", "600"), ("GNU.sparse.numbytes", "5")),
        Records(("GNU.sparse.size", "700"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.map", "0,2,600,3")),
        Records(("path", ""), ("path", "x"), ("size", "")),
    ];

    public override IEnumerable<string> Words => Keys;

    public override void Run(byte[] input)
    {
        Refusal.Of(() => Enumerate(input));
        foreach (var type in "01S")
        {
            var archive = new TarBuilder().Entry("x", 'x', System.Text.Encoding.Latin1.GetString(input))
                .Entry("f", type, type == '1' ? "" : "1\n600\n5\n").Entry("next").End().Bytes;
            Refusal.Of(() => Reading.All(new MemoryStream(archive)));
        }
    }

    /// <summary>Every byte belongs to one record, and every record says what it is made of.</summary>
    private static void Enumerate(byte[] input)
    {
        var length = 0;
        foreach (var record in new PaxRecords(input))
        {
            length += record.Raw.Length;
            if (!record.Raw.EndsWith((byte[])[.. record.Key, (byte)'=', .. record.Value, (byte)'\n']))
                throw new FindingException("a record is not its key and value");
        }
        if (length != input.Length)
            throw new FindingException("bytes between records");
    }

    private static byte[] Records(params (string Key, string Value)[] records) =>
        Latin(string.Concat(records.Select(TarBuilder.Record)));
}
