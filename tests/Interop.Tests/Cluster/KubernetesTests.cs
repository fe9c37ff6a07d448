using System.Globalization;
using Interop.Tests.Packaging;
using k8s;
using k8s.Models;

namespace Interop.Tests.Cluster;

/// <summary>The indexed Job: read as Kubernetes reads it, and its container's command run as a pod of each index would.</summary>
public sealed class KubernetesTests : IDisposable
{
    private static readonly V1Job Job = KubernetesYaml.Deserialize<V1Job>(
        File.ReadAllText(Package.Script("kubernetes/job.yaml")), strict: true);

    private readonly TaskFolder _folder = new();

    private static V1Container Container => Job.Spec.Template.Spec.Containers.Single();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsOneThatKubernetesTakes()
    {
        Assert.Equal(("batch/v1", "Job", "Indexed"), (Job.ApiVersion, Job.Kind, Job.Spec.CompletionMode));
        Assert.InRange(Job.Spec.Completions ?? 0, 1, 100_000);
        Assert.InRange(Job.Spec.BackoffLimitPerIndex ?? 0, 1, 10);
        // A policy for failed pods asks for this, and an index that fails for a limit of its own.
        Assert.Equal("Never", Job.Spec.Template.Spec.RestartPolicy);
        foreach (var codes in Job.Spec.PodFailurePolicy.Rules.Select(rule => rule.OnExitCodes).OfType<V1PodFailurePolicyOnExitCodesRequirement>())
        {
            Assert.Equal((Container.Name, "In"), (codes.ContainerName, codes.OperatorProperty));
            Assert.DoesNotContain(0, codes.Values);
            Assert.Equal(codes.Values.Order().Distinct(), codes.Values);
        }
        var volumes = Job.Spec.Template.Spec.Volumes.Select(volume => volume.Name).Order();
        Assert.Equal(volumes, Container.VolumeMounts.Select(mount => mount.Name).Order());
        Assert.Contains(Container.Env, variable => variable.Value == Container.VolumeMounts.Single(mount => mount.Name == "scratch").MountPath);
    }

    [Theory]
    [InlineData(2, "FailIndex")]
    [InlineData(65, "FailIndex")]
    [InlineData(73, "FailIndex")]
    [InlineData(74, "Count")]
    [InlineData(75, "Count")]
    [InlineData(77, "FailIndex")]
    public void EachExitCodeHasItsRule(int code, string action) => Assert.Equal(action, ActionOf(code));

    [Fact]
    public void APodThatIsDisruptedCountsForNothing() => Assert.Equal(
        "Ignore", Job.Spec.PodFailurePolicy.Rules.First(rule => rule.OnPodConditions?.Any(on => on.Type == "DisruptionTarget") == true).Action);

    [Fact]
    public void APodOfEachIndexSquashesItsImageOrSaysWhyNot()
    {
        Need.Programs("bash", "find", "sort", "cmp");
        foreach (var name in (string[])["a.tar", "b c.tar", "d.tar"])
            _folder.AddImage(name);
        File.WriteAllBytes(_folder["inbox/b c.tar"], File.ReadAllBytes(_folder["inbox/a.tar"])[..5000]);
        Assert.Equal("FailIndex", ActionOf(Pod(1)));
        Assert.Equal([0, 0, 0], ((int[])[2, 0, 3]).Select(Pod));
        Assert.Equal(["a.tar", "b c.tar.refused.txt", "d.tar"], _folder.Names("outbox").Where(name => name[0] is >= 'a' and <= 'd'));
        Assert.All((string[])["a.tar", "d.tar"], name => Assert.Equal(_folder.Undisturbed(name), File.ReadAllBytes(_folder[$"outbox/{name}"])));
        Assert.Equal(["list"], _folder.Names("outbox/.squashd-uid"));
        // Of one index there may be two pods for a moment, and a pod whose end was not heard of is made anew.
        Assert.Equal(0, Pod(0));
        _folder.Replace("squashd", "exit 75");
        File.Delete(_folder["outbox/a.tar"]);
        Assert.Equal("Count", ActionOf(Pod(0)));
    }

    private static string? ActionOf(int code) =>
        Job.Spec.PodFailurePolicy.Rules.FirstOrDefault(rule => rule.OnExitCodes?.Values.Contains(code) == true)?.Action;

    /// <summary>Runs the command of the container with the volume and the scripts where they are here.</summary>
    private int Pod(int index)
    {
        var script = Container.Args.Single()
            .Replace("/images", _folder["."], StringComparison.Ordinal)
            .Replace("/usr/libexec/squashd", Package.Script("slurm"), StringComparison.Ordinal);
        return Tool.Try("env",
        [
            "-u", "SQUASHD", $"PATH={_folder["bin"]}:{Path.GetDirectoryName(Squashd.Path)}:{Environment.GetEnvironmentVariable("PATH")}",
            string.Create(CultureInfo.InvariantCulture, $"JOB_COMPLETION_INDEX={index}"), "JOB_UID=uid", $"TMPDIR={_folder["."]}",
            .. Container.Command, script,
        ]).Code;
    }
}
