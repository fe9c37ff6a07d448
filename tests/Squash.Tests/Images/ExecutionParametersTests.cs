using System.Text;
using Squash.Images;

namespace Squash.Tests.Images;

/// <summary>What people ask of a config, and which step made which layer.</summary>
public sealed class ExecutionParametersTests
{
    [Fact]
    public void EveryKeyIsRead()
    {
        var read = ExecutionParameters.Of(Config("""
            "config":{"Env":["A=1","B="],"Entrypoint":["/e","x y"],"Cmd":["c"],"User":"1:2","WorkingDir":"/w",
            "ExposedPorts":{"80/tcp":{},"53/udp":{} },"Volumes":{"/v":{} },"Labels":{"a":"b","c":"d"},"Healthcheck":7}
            """));
        Assert.Equal(["A=1", "B="], read.Env);
        Assert.Equal(["/e", "x y"], read.Entrypoint);
        Assert.Equal(["c"], read.Cmd);
        Assert.Equal(("1:2", "/w"), (read.User, read.WorkingDir));
        Assert.Equal(["80/tcp", "53/udp"], read.ExposedPorts);
        Assert.Equal(["/v"], read.Volumes);
        Assert.Equal(2, read.Labels);
    }

    [Theory]
    [InlineData("\"x\":1")]
    [InlineData("\"config\":null")]
    [InlineData("\"config\":{}")]
    [InlineData("""
        "config":{"Env":null,"Entrypoint":null,"Cmd":null,"User":null,"ExposedPorts":null,"Volumes":null,"Labels":null}
        """)]
    public void WhatIsAbsentIsEmpty(string members)
    {
        var read = ExecutionParameters.Of(Config(members));
        Assert.Empty(read.Env.Concat(read.Entrypoint).Concat(read.Cmd).Concat(read.ExposedPorts).Concat(read.Volumes));
        Assert.Equal("", read.User + read.WorkingDir);
        Assert.Equal(0, read.Labels);
    }

    [Theory]
    [InlineData("\"config\":[]", "\"config\" is not an object")]
    [InlineData("\"config\":{\"Env\":[1]}", "\"Env\" is not a list of strings")]
    [InlineData("\"config\":{\"Cmd\":{}}", "\"Cmd\" is not a list")]
    public void WhatNoEngineTakesIsRefused(string members, string says) => Assert.Contains(
        says, Assert.Throws<InvalidDataException>(() => ExecutionParameters.Of(Config(members))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"x\":1", "")]
    [InlineData("\"history\":null", "")]
    [InlineData("\"history\":[]", "")]
    [InlineData("""
        "history":[{"created_by":"a"},{"created_by":"b","empty_layer":true},{},{"created_by":"c","empty_layer":false}]
        """, "a||c")]
    public void StepsWithoutALayerAreLeftOut(string members, string steps) =>
        Assert.Equal(steps, string.Join('|', LayerSteps.Of(Config(members))));

    private static ImageConfig Config(string members) => ImageConfig.Parse(
        Encoding.UTF8.GetBytes($"{{{members},\"rootfs\":{{\"type\":\"layers\",\"diff_ids\":[]}}}}"), "the config");
}
