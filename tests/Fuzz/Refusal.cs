namespace Fuzz;

/// <summary>Tells the two exceptions that a reader may throw from all others.</summary>
internal static class Refusal
{
    /// <summary>Why something was refused; null if it was not.</summary>
    /// <exception cref="FindingException">The message could forge a line of a log, or says nothing.</exception>
    public static string? Of(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            if (error.Message.Any(char.IsControl))
                throw new FindingException($"a control character in: {error.Message}");
            // A stream that was asked for what it cannot do is no refusal of an archive.
            if (error.Message == new NotSupportedException().Message)
                throw new FindingException($"no refusal: {error}");
            return error.Message;
        }
    }
}
