using System.Reflection;

namespace Mutants;

/// <summary>One test with its arguments, run without a framework: what throws has failed.</summary>
internal sealed class TestCase(MethodInfo method, object?[] arguments)
{
    public string Name => $"{method.DeclaringType!.FullName}.{method.Name}";

    /// <summary>The tests of some classes, always in the same order.</summary>
    public static IReadOnlyList<TestCase> All(IEnumerable<Type> types) =>
    [
        .. from type in types
           where !type.IsAbstract
           orderby type.FullName
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
           let attributes = method.GetCustomAttributes().ToList()
           where attributes.Any(attribute => attribute.GetType().Name is "FactAttribute" or "TheoryAttribute")
           orderby method.Name
           from test in Of(method, attributes)
           select test,
    ];

    /// <summary>Runs it; what it threw, if anything.</summary>
    public Exception? Run()
    {
        object? instance = null;
        try
        {
            var parameters = method.DeclaringType!.GetConstructors()[0].GetParameters();
            instance = Activator.CreateInstance(
                method.DeclaringType, [.. parameters.Select(parameter => Silence.For(parameter.ParameterType))]);
            if (method.Invoke(instance, arguments) is Task task)
                task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception error)
        {
            return error is TargetInvocationException ? error.InnerException : error;
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static IEnumerable<TestCase> Of(MethodInfo method, List<Attribute> attributes)
    {
        var lines = attributes.Where(attribute => attribute.GetType().Name == "InlineDataAttribute").ToList();
        if (lines.Count == 0)
            return method.GetParameters().Length == 0 ? [new TestCase(method, [])]
                : throw new NotSupportedException($"{method.Name}: only InlineData is known here");
        return lines.Select(line => (object?[])line.GetType().GetProperty("Data")!.GetValue(line)!)
            .Select(given => new TestCase(method, Complete(method, given)));
    }

    private static object?[] Complete(MethodInfo method, object?[] given) =>
    [
        .. method.GetParameters().Select((parameter, i) =>
            i < given.Length ? Fit(given[i], parameter.ParameterType) : parameter.DefaultValue),
    ];

    private static object? Fit(object? value, Type type) => value switch
    {
        null => null,
        int or long or byte or short or uint or ushort or char when type.IsEnum => Enum.ToObject(type, value),
        IConvertible when type.IsPrimitive && value.GetType() != type => Convert.ChangeType(value, type),
        _ => value,
    };
}
