namespace Interop.Tests;

/// <summary>An image that stays in an engine's store for as long as a test wants.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Name">The image's name there.</param>
internal sealed record HeldImage(IEngine Engine, string Name) : IDisposable
{
    public void Dispose() => Engine.Remove(Name);
}
