namespace Squash.Images;

/// <summary>A stretch of a config's bytes and what replaces it.</summary>
/// <param name="Range">Where; empty to insert.</param>
/// <param name="Text">What stands there afterwards.</param>
internal readonly record struct ConfigEdit(Range Range, string Text);
