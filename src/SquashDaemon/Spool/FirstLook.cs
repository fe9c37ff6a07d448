namespace SquashDaemon.Spool;

/// <summary>
/// What is read from the disk at the start, before anybody can change it; or, if that fails then, when it is asked for.
/// </summary>
internal sealed class FirstLook<T>
    where T : class
{
    private readonly Func<T> _look;
    private T? _value;

    public FirstLook(Func<T> look)
    {
        _look = look;
        try
        {
            _value = look();
        }
        catch (IOException)
        {
            // Whoever asks for it is told.
        }
    }

    /// <summary>What was read.</summary>
    /// <exception cref="IOException">It cannot be read now either.</exception>
    public T Value => Volatile.Read(ref _value) ?? Interlocked.CompareExchange(ref _value, _look(), null) ?? _value;
}
