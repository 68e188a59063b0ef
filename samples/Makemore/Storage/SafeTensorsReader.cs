using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Makemore.Storage;

/// <summary>Reads the safetensors format, of tensors of 32-bit floats, and believes nothing that it has not checked.</summary>
internal static class SafeTensorsReader
{
    public const string MetadataName = "__metadata__";
    public const string SingleType = "F32";

    /// <exception cref="FormatException">It is no such file; the message is a clause that says what is wrong.</exception>
    public static SafeTensorsContent Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < sizeof(ulong))
        {
            throw new FormatException($"it has {file.Length} bytes, fewer than the {sizeof(ulong)} of a header's length");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > (ulong)(file.Length - sizeof(ulong)))
        {
            throw new FormatException($"its header should have {length} bytes, but only {file.Length - sizeof(ulong)} follow");
        }

        ReadOnlyMemory<byte> header = file.Slice(sizeof(ulong), (int)length);
        ReadOnlySpan<byte> data = file.Span[(sizeof(ulong) + (int)length)..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, data);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"its header is not JSON (byte {exception.BytePositionInLine ?? 0} of it)", exception);
        }
        catch (InvalidOperationException exception)
        {
            // A text that is no valid UTF-8 or UTF-16 inside.
            throw new FormatException($"its header has a text that cannot be read", exception);
        }
    }

    private static SafeTensorsContent Read(JsonElement header, ReadOnlySpan<byte> data)
    {
        Require(header, JsonValueKind.Object, "its header");
        var metadata = new Dictionary<string, string>();
        var found = new List<(long Begin, SafeTensor Tensor, long End)>();
        foreach (JsonProperty property in header.EnumerateObject())
        {
            if (property.NameEquals(MetadataName))
            {
                Require(property.Value, JsonValueKind.Object, MetadataName);
                foreach (JsonProperty entry in property.Value.EnumerateObject())
                {
                    Require(entry.Value, JsonValueKind.String, $"{MetadataName}.{entry.Name}");
                    metadata[entry.Name] = entry.Value.GetString()!;
                }
            }
            else
            {
                found.Add(ReadTensor(property, data));
            }
        }

        found.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        long position = 0;
        foreach ((long begin, SafeTensor tensor, long end) in found)
        {
            position = begin == position ? end : throw new FormatException($"the data of '{tensor.Name}' begins at {begin}, where {position} was expected");
        }

        return position == data.Length
            ? new SafeTensorsContent(metadata, [.. found.Select(item => item.Tensor)])
            : throw new FormatException($"its tensors have {position} bytes, but {data.Length} follow the header");
    }

    private static (long Begin, SafeTensor Tensor, long End) ReadTensor(JsonProperty property, ReadOnlySpan<byte> data)
    {
        string name = property.Name;
        Require(property.Value, JsonValueKind.Object, name);
        JsonElement type = Member("dtype", JsonValueKind.String);
        if (!type.ValueEquals(SingleType))
        {
            throw new FormatException($"'{name}' is of the type {type.GetString()}; {SingleType} was expected");
        }

        long[] shape = Numbers("shape", int.MaxValue);
        long[] offsets = Numbers("data_offsets", data.Length);
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw new FormatException($"the data_offsets of '{name}' are not a begin and an end");
        }

        // The product is compared as it grows, so that no shape can overflow it.
        long expected = (offsets[1] - offsets[0]) / sizeof(float);
        long count = shape.Contains(0) ? 0 : 1;
        foreach (long dimension in shape)
        {
            count = count > expected ? count : count * dimension;
        }

        if (count != expected || (offsets[1] - offsets[0]) % sizeof(float) != 0)
        {
            throw new FormatException($"'{name}' of the shape ({string.Join(", ", shape)}) does not have {offsets[1] - offsets[0]} bytes");
        }

        ReadOnlySpan<byte> bytes = data[(int)offsets[0]..(int)offsets[1]];
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return (offsets[0], new SafeTensor(name, [.. shape.Select(dimension => (int)dimension)], values), offsets[1]);

        JsonElement Member(string member, JsonValueKind kind)
        {
            if (!property.Value.TryGetProperty(member, out JsonElement value))
            {
                throw new FormatException($"'{name}' has no {member}");
            }

            Require(value, kind, $"{name}.{member}");
            return value;
        }

        long[] Numbers(string member, long largest) =>
        [
            .. Member(member, JsonValueKind.Array).EnumerateArray().Select(element =>
                element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= 0 && number <= largest
                    ? number
                    : throw new FormatException($"{name}.{member} has {element}, which is no whole number from 0 to {largest}")),
        ];
    }

    private static void Require(JsonElement element, JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind)
        {
            throw new FormatException($"{what} is not a JSON {(kind == JsonValueKind.Array ? "array" : kind == JsonValueKind.Object ? "object" : "text")}");
        }
    }
}
