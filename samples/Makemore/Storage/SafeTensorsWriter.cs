using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Makemore.Storage;

/// <summary>
/// Writes the safetensors format: the length of a header in eight bytes, little-endian; the header in JSON, filled up
/// with spaces so that the data is aligned; the numbers, raw.
/// </summary>
internal static class SafeTensorsWriter
{
    private const int Alignment = 8;

    public static void Write(Stream stream, SafeTensorsContent content)
    {
        ReadOnlySpan<byte> header = Header(content);
        int padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(header);
        for (int i = header.Length; i < padded; i++)
        {
            stream.WriteByte((byte)' ');
        }

        foreach (SafeTensor tensor in content.Tensors)
        {
            byte[] bytes = new byte[tensor.Values.Length * sizeof(float)];
            for (int i = 0; i < tensor.Values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), tensor.Values[i]);
            }

            stream.Write(bytes);
        }
    }

    private static ReadOnlySpan<byte> Header(SafeTensorsContent content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject(SafeTensorsReader.MetadataName);
        foreach ((string key, string value) in content.Metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        long offset = 0;
        foreach (SafeTensor tensor in content.Tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", SafeTensorsReader.SingleType);
            WriteNumbers("shape", tensor.Shape.Select(length => (long)length));
            long end = offset + ((long)tensor.Values.Length * sizeof(float));
            WriteNumbers("data_offsets", [offset, end]);
            json.WriteEndObject();
            offset = end;
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;

        void WriteNumbers(string name, IEnumerable<long> numbers)
        {
            json.WriteStartArray(name);
            foreach (long number in numbers)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }
    }
}
