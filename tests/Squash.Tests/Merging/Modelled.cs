using System.Security.Cryptography;
using System.Text;
using Squash.Verifying;

namespace Squash.Tests.Merging;

/// <summary>The naive model's result, printed in the language of <see cref="StackText"/>.</summary>
internal static class Modelled
{
    public static string Print(Stack stack) => Print(InodeTree.Of(stack.Openers()), stack);

    /// <summary>Prints <paramref name="tree"/>; the contents, which it does not hold, are found in the stack.</summary>
    public static string Print(InodeTree tree, Stack stack)
    {
        var contents = stack.Layers.SelectMany(layer => layer).Select(entry => entry.Data).Distinct()
            .ToDictionary(data => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(data))));
        var listed = tree.List().Select(item => Listed(item.Path.Latin1, item.Inode, contents));
        return ListingText.Print(tree.HasRootEntry ? listed.Prepend(Listed(".", tree.Root, contents)) : listed);
    }

    private static ListedEntry Listed(string path, Inode inode, Dictionary<string, string> contents) =>
        new(path, KindOf(inode.Kind))
        {
            Inode = inode,
            Mode = inode.Attributes.Mode,
            Uid = inode.Attributes.Uid,
            Gid = inode.Attributes.Gid,
            Mtime = inode.Attributes.ModifiedSeconds,
            Records = [.. inode.Records.Select(record => (record.Key.Latin1, record.Value.Latin1))],
            Value = inode.Kind switch
            {
                EntryKind.Regular when inode.Size > 0 => "=" + StackText.Escape(contents.GetValueOrDefault(inode.ContentHash, inode.ContentHash)),
                EntryKind.Symlink => "->" + StackText.Escape(inode.LinkTarget.Latin1),
                EntryKind.CharacterDevice or EntryKind.BlockDevice => $"={inode.Device.Major}:{inode.Device.Minor}",
                _ => "",
            },
        };

    private static char KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Regular => 'f',
        EntryKind.Directory => 'd',
        EntryKind.Symlink => 'l',
        EntryKind.CharacterDevice => 'c',
        EntryKind.BlockDevice => 'b',
        EntryKind.Fifo => 'p',
        _ => throw new InvalidOperationException($"a finished tree holds a {kind}"),
    };
}
