using CsCheck;

namespace Fuzz;

/// <summary>What the generators of the property tests make, the same each time.</summary>
internal static class Random
{
    /// <summary>One value for each number.</summary>
    public static T Of<T>(Gen<T> generator, int number) => generator.Generate(new PCG(1, (ulong)number), null, out _);
}
