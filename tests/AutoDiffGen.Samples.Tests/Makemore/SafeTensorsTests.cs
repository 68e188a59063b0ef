using System.Buffers.Binary;
using System.Text;
using AutoDiffGen.Samples.Tests.Support;
using Makemore.Storage;

namespace AutoDiffGen.Samples.Tests.Makemore;

public sealed class SafeTensorsTests
{
    private const string Metadata = """{"model":"makemore.mlp","letters":"ab","context":"1","embed":"1","hidden":"1"}""";
    private const string Tensors = """
        "c":{"dtype":"F32","shape":[3,1],"data_offsets":[0,12]},"w1":{"dtype":"F32","shape":[1,1],"data_offsets":[12,16]},
        "b1":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},"w2":{"dtype":"F32","shape":[1,3],"data_offsets":[20,32]},
        "b2":{"dtype":"F32","shape":[3],"data_offsets":[32,44]}
        """;

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var content = new SafeTensorsContent(
            new Dictionary<string, string> { ["letters"] = "\"é😀" },
            [new SafeTensor("a", [2, 1], [1.5f, -0f]), new SafeTensor("scalar", [], [float.Epsilon]), new SafeTensor("none", [0, 3], [])]);
        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, content);
        byte[] file = stream.ToArray();
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(file) % 8);
        Assert.Equal((byte)'{', file[8]);

        SafeTensorsContent read = SafeTensorsReader.Read(file);
        Assert.Equal(content.Metadata, read.Metadata);
        Assert.Equal(content.Tensors.Select(t => t.Name), read.Tensors.Select(t => t.Name));
        Assert.Equal(content.Tensors.Select(t => t.ShapeText), read.Tensors.Select(t => t.ShapeText));
        Assert.Equal(content.Tensors.SelectMany(t => t.Values).Select(BitConverter.SingleToInt32Bits), read.Tensors.SelectMany(t => t.Values).Select(BitConverter.SingleToInt32Bits));
    }

    /// <summary>A good file, then one change to its header or data at a time.</summary>
    [Theory]
    [InlineData("", "", 0, null)]
    [InlineData("\"dtype\":\"F32\",\"shape\":[3,1]", "\"dtype\":\"F16\",\"shape\":[3,1]", 0, "'c' is of the type F16; F32 was expected")]
    [InlineData("\"dtype\":\"F32\",\"shape\":[3,1],", "\"shape\":[3,1],", 0, "'c' has no dtype")]
    [InlineData("\"shape\":[3,1]", "\"shape\":[1,3]", 0, "'c' has the shape (1, 3), where (3, 1) was expected")]
    [InlineData("\"shape\":[3,1]", "\"shape\":[3,-1]", 0, "c.shape has -1")]
    [InlineData("\"shape\":[3,1]", "\"shape\":[3,1.5]", 0, "c.shape has 1.5")]
    [InlineData("\"shape\":[3,1]", "\"shape\":3", 0, "c.shape is not a JSON array")]
    [InlineData("\"shape\":[3,1]", "\"shape\":[2147483647,2147483647,2147483647]", 0, "does not have 12 bytes")]
    [InlineData("[0,12]", "[12,0]", 0, "not a begin and an end")]
    [InlineData("[0,12]", "[0,8]", 0, "does not have 8 bytes")]
    [InlineData("[12,16]", "[0,4]", 0, "begins at")]
    [InlineData("[32,44]", "[32,4400]", 0, "b2.data_offsets has 4400")]
    [InlineData("\"b2\"", "\"b3\"", 0, "the tensor 'b2' is missing")]
    [InlineData("\"b2\"", "\"c\"", 0, "is not JSON")]
    [InlineData("\"b2\"", "\"b2", 0, "is not JSON")]
    [InlineData("makemore.mlp", "other", 0, "it holds the model 'other', where 'makemore.mlp' was expected")]
    [InlineData("\"letters\":\"ab\",", "", 0, "its metadata has no 'letters'")]
    [InlineData("\"ab\"", "7", 0, "__metadata__.letters is not a JSON text")]
    [InlineData("\"ab\"", "\"\\ud800\"", 0, "text that cannot be read")]
    [InlineData("\"ab\"", "\"abc\"", 0, "make 14 parameters, but it has 11")]
    [InlineData("\"hidden\":\"1\"", "\"hidden\":\"2147483647\"", 0, "but it has 11")]
    [InlineData("\"hidden\":\"1\"", "\"hidden\":\"-1\"", 0, "the 'hidden' of its metadata is '-1'")]
    [InlineData("", "", 4, "its tensors have 44 bytes, but 48 follow the header")]
    [InlineData("", "", -4, "b2.data_offsets has 44")]
    public void AChangedFile(string before, string after, int extra, string? message)
    {
        using var folder = new TemporaryFolder();
        string header = $$"""{"__metadata__":{{Metadata}},{{Tensors}}}""";
        string changed = before.Length == 0 ? header : header.Replace(before, after, StringComparison.Ordinal);
        string path = folder.Write("model.safetensors", FileOf(changed, 44 + extra));
        if (message is null)
        {
            Assert.Equal(0, Cli.Run("sample", "--load", path, "--count", "1").ExitCode);
        }
        else
        {
            Assert.Contains(message, Cli.RefusalOf("sample", "--load", path), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[0], "it has 0 bytes")]
    [InlineData(new byte[] { 1, 2, 3 }, "it has 3 bytes")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "its header should have 18446744073709551615 bytes, but only 0 follow")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'[', (byte)']' }, "its header is not a JSON object")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "its metadata has no 'model'")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }, "its header is not JSON")]
    public void WhatIsNoSuchFile(byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        string refusal = Cli.RefusalOf("sample", "--load", folder.Write("model.safetensors", bytes));
        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.Contains("model.safetensors", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersThatAreNotFinite()
    {
        using var folder = new TemporaryFolder();
        byte[] file = FileOf($$"""{"__metadata__":{{Metadata}},{{Tensors}}}""", 44);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(file.Length - 4), float.NaN);
        Assert.Contains("'b2' has a number that is not finite", Cli.RefusalOf("sample", "--load", folder.Write("model.safetensors", file)), StringComparison.Ordinal);
    }

    private static byte[] FileOf(string header, int data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        return file;
    }
}
