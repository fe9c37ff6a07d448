namespace Fuzz;

/// <summary>Small streams of the codecs that we read only, as the usual tools write them (base64).</summary>
internal static class Packed
{
    /// <summary>xz: one stream; two with other checks; one with a filter for programs. bzip2: one stream; two.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AM9AG5dADYaSh8IoCYDTQad+EXEDM+bbFZrintuBK0U2a5FM3xBniEBa/4vzm+kLZE1qx9EPoLsGMaLEV74"
        + "6MKYoG6tUwAnDsQBLqkdh+D+l8UpGhAwopxPls+Io5KqwruZ2xe5Wdl5dA1IG6c4zGOiBoHLAAAAU4RJ20l/higAAYoBvgYAAMiPPrixxGf7AgAAAAAE"
        + "WVo=",
        "/Td6WFoAAAFpIt42AgAhARYAAAB0L+WjAQACYWJjAADCQSQ1AAEXAwdgDLyQQpkNAQAAAAABWVr9N3pYWgAAAP8S2UECACEBFgAAAHQv5aPgASsAP10A"
        + "NhpKHwigJgNNBp34RcQMz5tsVmuKe24ErRTZrkUzfEGeIQFr/i/Ob6QtkTWrH0Q+guwYxosRXvjowpVILkgAAAAAAVOsAgAAAJgUkVaoAAr8AgAAAAAA"
        + "WVo=",
        "/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4ADHADFdADYaSh8IoCYDTQad+EXEDM+bbFZrintuBK0U2a5FM3xBniEBa/4vzm+kLZE1qvvfdgAAAAAAy9K6"
        + "MehzwKEAAU3IAQAAABAJShGxxGf7AgAAAAAEWVo=",
        "QlpoOTFBWSZTWXzwjRcAAOtZgAAQQAB/4AMnjEAwAIYJSm/VU/UT/UkyAYo0ZA0aZGgVKU/1UAZB5Q/AUcAUcXpprt3md/HG0mJJJJrJGSSS7u7vkCjc"
        + "CjnOc4VwULh0KFWqFVVbbbbbbjFuRGRHoRoRoRkRwEaEdhH0RgR+EYEbiP4u5IpwoSD54Rou",
        "QlpoMTFBWSZTWfhn4XgAAAIhAACAIAAgACEAggsXckU4UJD4Z+F4QlpoOTFBWSZTWRTQvbIAAAABABAAIAAhGEaC7kinChICmhe2QA==",
    ];
}
