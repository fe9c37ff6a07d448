namespace SquashDaemon.Tests.Binary;

/// <summary>The executable of <c>dotnet publish</c>, where the tests were given one.</summary>
internal static class StaticBinary
{
    /// <summary>Its path; without one the test skips.</summary>
    public static string Given()
    {
        Need.That(
            Environment.GetEnvironmentVariable("SQUASHD") is { Length: > 0 },
            "SQUASHD does not name the executable of `dotnet publish src/SquashDaemon -c Release`");
        return Squashd.Program;
    }
}
