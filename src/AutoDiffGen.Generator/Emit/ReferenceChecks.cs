using AutoDiffGen.Generator.Ir;
using AutoDiffGen.Generator.Passes;

namespace AutoDiffGen.Generator.Emit;

/// <summary>
/// Writes the checks that a variable which is passed by reference and written shares no memory with another parameter: a
/// derivative reads what it is given as it was before, and assigns at its end.
/// </summary>
internal sealed class ReferenceChecks(IrFunction function, MethodSignature signature, EmitContext context)
{
    public void Write()
    {
        var references = signature.Parameters.Where(p => p.Reference.Length > 0).ToList();
        if (references.Count == 0)
        {
            return;
        }

        var written = Written();
        var lines = new List<string>();
        var variables = new HashSet<string>();
        for (int i = 0; i < references.Count; i++)
        {
            var one = references[i];
            bool isWritten = written.Contains(one.Name);
            foreach (var other in references.Skip(i + 1).Where(o => (isWritten || written.Contains(o.Name)) && MayShare(one.IrType, o.IrType)))
            {
                var (first, second) = isWritten ? (one, other) : (other, one);
                lines.Add($"Guard.ApartReferences(in {Name(first)}, nameof({Name(first)}), in {Name(second)}, nameof({Name(second)}));");
                variables.Add(first.Name);
                variables.Add(second.Name);
            }

            int before = lines.Count;
            lines.AddRange(OfObjects(one, isWritten));
            lines.AddRange(OfReceiver(one, isWritten));
            lines.AddRange(OfArrays(one, isWritten));
            if (lines.Count > before)
            {
                variables.Add(one.Name);
            }
        }

        // What an out parameter holds before is nobody's, but where it is counts.
        references.Where(p => p.Reference == "out " && variables.Contains(p.Name)).ToList().ForEach(p => context.Writer.Line($"Unsafe.SkipInit(out {Name(p)});"));
        lines.ForEach(line => context.Writer.Line(line));
    }

    private static string Name(SignatureParameter parameter) => NameScope.Escape(parameter.Name);

    // Parameters whose values the method changes: those that come out other than they went in.
    private HashSet<string> Written()
    {
        var written = new HashSet<string>();
        int next = Count(signature.Result);
        foreach (var output in signature.Outputs)
        {
            var given = function.Parameters.Where(p => p.Name == output.Name || p.Name.StartsWith(output.Name + ".", StringComparison.Ordinal)).Select(p => p.Value.Id).ToList();
            if (output.Reference == "out " || !function.Return.Operands.Skip(next).Take(Count(output.IrType)).SequenceEqual(given))
            {
                written.Add(output.Name);
            }

            next += Count(output.IrType);
        }

        return written;
    }

    private static int Count(IrType? type) => type is StructType s ? s.Leaves().Count() : type is null ? 0 : 1;

    // The fields of an object are as many variables.
    private IEnumerable<string> OfObjects(SignatureParameter reference, bool isWritten) =>
        from owner in signature.Parameters
        where owner.IsObject && (isWritten || owner.IsChanged)
        let type = (StructType)owner.IrType
        from field in type.Fields
        where MayShare(reference.IrType, field.Type)
        select $"Guard.ApartReferences(in {Name(reference)}, nameof({Name(reference)}), {ObjectMembers.Write(Name(owner), type, field, context.Accessors)}, nameof({Name(owner)}));";

    // What the method reads of the object that it belongs to.
    private IEnumerable<string> OfReceiver(SignatureParameter reference, bool isWritten) => !isWritten ? []
        : IrWalk.AllOps(function.Body).Where(op => op.Code == "field" && MayShare(reference.IrType, op.Result.Type) && function.Parameters.Any(p => p.Name == "this" && p.Value.Id == op.Operands[0]))
            .Select(op => op.Text("member")).Distinct().Select(member => $"Guard.ApartReferences(in {Name(reference)}, nameof({Name(reference)}), {context.Own(member)}, \"this\");");

    private IEnumerable<string> OfArrays(SignatureParameter reference, bool isWritten)
    {
        var roots = Roots.Analyze(function);
        foreach (var parameter in function.Parameters.Where(p => p.Type is ArrayType { Element: ScalarType or StructType or ArrayType { Rank: 1, Element: ScalarType or StructType } }))
        {
            var type = (ArrayType)parameter.Type;
            if ((isWritten || roots.IsWritten(parameter.Value.Id)) && MayShare(reference.IrType, type.Innermost))
            {
                string name = NameScope.Escape(parameter.Name);
                yield return $"Guard.ApartElements<{ScalarEmitter.TypeText(reference.IrType)}, {ScalarEmitter.TypeText(type.Innermost)}>(in {Name(reference)}, nameof({Name(reference)}), {name}, nameof({name}));";
            }
        }
    }

    // Whether a variable of one type may be one of the other, or a part of one.
    private static bool MayShare(IrType a, IrType b) => a.Equals(b) || Holds(a, b) || Holds(b, a);

    private static bool Holds(IrType whole, IrType part) => whole is StructType s && s.Fields.Any(f => f.Type.Equals(part) || Holds(f.Type, part));
}
