namespace SquashDaemon.Native;

/// <summary>A hash that is being computed, in memory that the collector does not move.</summary>
internal unsafe struct RunningHash
{
    /// <summary>The length of a SHA-256 in bytes. A length is all that names an algorithm here.</summary>
    public const int Sha256 = 32;

    /// <summary>The length of a SHA-384.</summary>
    public const int Sha384 = 48;

    /// <summary>The length of a SHA-512.</summary>
    public const int Sha512 = 64;

    // A SHA512_CTX, which SHA-384 shares, has 216 bytes; a SHA256_CTX has 112.
    private const int StateWords = 27;

    private int _length;
    private fixed ulong _state[StateWords];

    /// <summary>Forgets what was added.</summary>
    /// <param name="length">The length of the hash, which is its algorithm.</param>
    /// <returns>1.</returns>
    public int Start(int length)
    {
        _length = length;
        fixed (ulong* state = _state)
        {
            return length switch
            {
                Sha256 => LibCrypto.Start256(state),
                Sha384 => LibCrypto.Start384(state),
                _ => LibCrypto.Start512(state),
            };
        }
    }

    /// <summary>Adds bytes.</summary>
    /// <returns>1.</returns>
    public int Add(byte* content, int count)
    {
        fixed (ulong* state = _state)
        {
            return _length switch
            {
                Sha256 => LibCrypto.Add256(state, content, count),
                Sha384 => LibCrypto.Add384(state, content, count),
                _ => LibCrypto.Add512(state, content, count),
            };
        }
    }

    /// <summary>Writes the hash and its length.</summary>
    /// <returns>1.</returns>
    public int Finish(byte* hash, uint* length)
    {
        *length = (uint)_length;
        fixed (ulong* state = _state)
        {
            return _length switch
            {
                Sha256 => LibCrypto.Finish256(hash, state),
                Sha384 => LibCrypto.Finish384(hash, state),
                _ => LibCrypto.Finish512(hash, state),
            };
        }
    }
}
