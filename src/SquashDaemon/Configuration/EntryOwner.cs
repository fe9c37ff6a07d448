namespace SquashDaemon.Configuration;

/// <summary><c>[squash] owner = UID:GID</c>: whom every entry of the flat image belongs to.</summary>
/// <param name="UserId">The user.</param>
/// <param name="GroupId">The group.</param>
internal readonly record struct EntryOwner(uint UserId, uint GroupId);
