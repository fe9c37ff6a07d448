using System.Reflection;

namespace Mutants;

/// <summary>Stands for what a test writes its remarks to.</summary>
internal class Silence : DispatchProxy
{
    /// <summary>A silent one of any interface.</summary>
    public static object For(Type type) => Create(type, typeof(Silence));

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.ReturnType == typeof(string) ? "" : null;
}
