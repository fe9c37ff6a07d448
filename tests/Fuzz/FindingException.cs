namespace Fuzz;

/// <summary>What a reader did is wrong, although it threw nothing, or nothing that it may not.</summary>
internal sealed class FindingException(string message) : Exception(message);
