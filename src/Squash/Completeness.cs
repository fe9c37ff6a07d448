using Microsoft.Win32.SafeHandles;
using Squash.Archives;
using Squash.Blobs;
using Squash.Text;

namespace Squash;

/// <summary>
/// Whether an archive that someone may still be writing is all there: headers walked to the end marker, and whatever it
/// names is in it. Zeros at the end prove nothing: a layer inside ends in zeros too.
/// </summary>
/// <param name="IsComplete">Whether squashing it can be tried.</param>
/// <param name="Reason">If not, what is missing; one sentence, safe to print.</param>
public readonly record struct Completeness(bool IsComplete, string Reason)
{
    /// <summary>Judges an archive by its structure; contents are not read unless it is compressed as a whole.</summary>
    public static Completeness Of(SafeFileHandle file, string scratchDirectory, CancellationToken cancellationToken = default) =>
        Of(file, scratchDirectory, null, cancellationToken);

    /// <summary>
    /// The same of an archive whose compressed parts may give so many bytes (<see cref="SquashOptions.MaxUncompressedBytes"/>).
    /// </summary>
    public static Completeness Of(
        SafeFileHandle file, string scratchDirectory, long? maxUncompressedBytes, CancellationToken cancellationToken)
    {
        var limit = new ExpansionLimit(maxUncompressedBytes ?? long.MaxValue);
        try
        {
            using var outer = OuterArchive.Open(file, scratchDirectory, limit, cancellationToken);
            if (!outer.IsComplete)
                return new Completeness(false, "the archive has no end marker yet");
            ImageArchive.ReadIndex(outer, new Sentences(""));
            return new Completeness(true, "");
        }
        catch (InvalidDataException) when (limit.IsExceeded)
        {
            // However much of it is there, it will be refused: nobody need wait for the rest.
            return new Completeness(true, "");
        }
        catch (InvalidDataException error)
        {
            return new Completeness(false, error.Message);
        }
        catch (NotSupportedException)
        {
            // It is all there; why it is refused is for the squash to say.
            return new Completeness(true, "");
        }
    }
}
