using System.Text.RegularExpressions;
using AutoDiffGen.Generator.Ir;

namespace AutoDiffGen.Generator.Lowering;

/// <summary>Puts types in place of the type parameters of a function or struct that was lowered without them.</summary>
internal sealed class TypeSubstitution
{
    private readonly Dictionary<string, string> _map = new(StringComparer.Ordinal);
    private readonly Regex? _names;

    public TypeSubstitution(IReadOnlyList<string> parameters, IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < Math.Min(parameters.Count, arguments.Count); i++)
        {
            if (parameters[i] != arguments[i])
            {
                _map[parameters[i]] = arguments[i];
            }
        }

        // A name by itself, outside of strings and characters.
        _names = _map.Count == 0 ? null : new Regex(@"@?""(?:\\.|""""|[^""\\])*""|'(?:\\.|[^'\\])+'|(?<![\w.@:])(?:" + string.Join("|", _map.Keys.Select(Regex.Escape)) + @")(?!\w)");
    }

    public bool IsEmpty => _names is null;

    public string Text(string text) => _names is null ? text : _names.Replace(text, m => _map.TryGetValue(m.Value, out string? type) ? type : m.Value);

    public StructType Struct(StructType type) => IsEmpty ? type : new StructType(
        Text(type.CSharp), type.Fields.Select(f => f with { Type = Type(f.Type) }).ToEquatable(), Text(type.Gradient), Text(type.Creation));

    public IrType Type(IrType type) => IsEmpty ? type : type switch
    {
        ScalarType { Kind: ScalarKind.Generic } scalar => Scalar(scalar),
        TensorType tensor => tensor with { Element = Scalar(tensor.Element) },
        ArrayType array => array with { Element = Type(array.Element) },
        StructType structure => Struct(structure),
        ModelType model => new ModelType(Text(model.CSharp)),
        OpaqueType opaque => new OpaqueType(Text(opaque.CSharp)),
        _ => type,
    };

    public IrFunction Function(IrFunction function) => IsEmpty ? function : function with
    {
        Parameters = function.Parameters.Select(p => p with { Value = Value(p.Value) }).ToEquatable(),
        Body = Block(function.Body),
    };

    private ScalarType Scalar(ScalarType type) => !_map.TryGetValue(type.CSharp, out string? argument) ? type : argument switch
    {
        "float" => ScalarType.F32,
        "double" => ScalarType.F64,
        _ when type.Kind == ScalarKind.Integer => new ScalarType(ScalarKind.Integer, argument),
        _ => ScalarType.TypeParameter(argument),
    };

    private IrBlock Block(IrBlock block) => new(block.Arguments.Select(Value).ToEquatable(), block.Ops.Select(Op).ToEquatable());

    private IrValue Value(IrValue value) => value with { Type = Type(value.Type) };

    private IrOp Op(IrOp op) => op with
    {
        Results = op.Results.Select(Value).ToEquatable(),
        Attributes = op.Attributes.Select(a => a with { Text = Attribute(op, a) }).ToEquatable(),
        Regions = op.Regions.Select(Block).ToEquatable(),
    };

    // The attributes that hold C#; the first name of an instance member is no type.
    private string Attribute(IrOp op, IrAttribute attribute) => (op.Code, attribute.Name) switch
    {
        (_, "target") when op.TryText("kind") == "instance" => attribute.Text.IndexOf('<') is > 0 and int at ? attribute.Text.Substring(0, at) + Text(attribute.Text.Substring(at)) : attribute.Text,
        (_, "target" or "rule" or "parts" or "type" or "text" or "signature") or ("static", "member") or ("rule_call", "forward") => Text(attribute.Text),
        (_, "private" or "internal") => Text(attribute.Text.Split('|')[0]) + attribute.Text.Substring(attribute.Text.IndexOf('|')),
        _ => attribute.Text,
    };
}
