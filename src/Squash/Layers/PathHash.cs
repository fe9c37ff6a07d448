using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Squash.Layers;

/// <summary>
/// Keys of paths by SipHash-2-4 with 128 bits of output (Aumasson, Bernstein), under a random key, so that no image can
/// be built whose paths collide. A path's key is the hash of its parent's key and its name: each component is hashed
/// once however deep it is.
/// </summary>
public sealed class PathHash
{
    /// <summary>
    /// The first bits of a key are the directory's, the same for all that is in it: so a table can keep them together. The
    /// other 112 tell paths apart.
    /// </summary>
    public const int DirectoryBits = 16;

    private readonly ulong _k0;
    private readonly ulong _k1;

    /// <summary>Draws a key for this run.</summary>
    public PathHash()
    {
        Span<byte> key = stackalloc byte[16];
        RandomNumberGenerator.Fill(key);
        (_k0, _k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
    }

    internal PathHash(ulong k0, ulong k1) => (_k0, _k1) = (k0, k1);

    /// <summary>The key of the root.</summary>
    public static PathKey Root => new(0x2f, 0);

    /// <summary>The key of the entry <paramref name="name"/> in a directory.</summary>
    public PathKey Child(PathKey directory, ReadOnlySpan<byte> name)
    {
        Span<byte> message = name.Length <= 256 ? stackalloc byte[16 + name.Length] : new byte[16 + name.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(message, directory.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(message[8..], directory.High);
        name.CopyTo(message[16..]);
        var own = Hash(message);
        return own with { High = (directory.Low & ~(ulong.MaxValue >> DirectoryBits)) | (own.High & (ulong.MaxValue >> DirectoryBits)) };
    }

    /// <summary>The key of a normalised path.</summary>
    public PathKey Of(ReadOnlySpan<byte> path)
    {
        var key = Root;
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf((byte)'/');
            var name = slash < 0 ? path : path[..slash];
            key = Child(key, name);
            path = path[Math.Min(name.Length + 1, path.Length)..];
        }
        return key;
    }

    internal PathKey Hash(ReadOnlySpan<byte> message)
    {
        var state = new State(_k0, _k1);
        var last = (ulong)message.Length << 56;
        for (; message.Length >= 8; message = message[8..])
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(message));
        for (var i = 0; i < message.Length; i++)
            last |= (ulong)message[i] << (8 * i);
        state.Absorb(last);
        return state.Finish();
    }

    private struct State(ulong k0, ulong k1)
    {
        private ulong _v0 = k0 ^ 0x736f6d6570736575;
        private ulong _v1 = k1 ^ 0x646f72616e646f6d ^ 0xee;
        private ulong _v2 = k0 ^ 0x6c7967656e657261;
        private ulong _v3 = k1 ^ 0x7465646279746573;

        public void Absorb(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        public PathKey Finish()
        {
            _v2 ^= 0xee;
            for (var i = 0; i < 4; i++)
                Round();
            var low = _v0 ^ _v1 ^ _v2 ^ _v3;
            _v1 ^= 0xdd;
            for (var i = 0; i < 4; i++)
                Round();
            return new PathKey(low, _v0 ^ _v1 ^ _v2 ^ _v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Round()
        {
            _v0 += _v1;
            _v2 += _v3;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 = BitOperations.RotateLeft(_v0, 32) + _v3;
            _v2 += _v1;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
