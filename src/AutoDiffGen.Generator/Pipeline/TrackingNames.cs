namespace AutoDiffGen.Generator.Pipeline;

/// <summary>The names of the pipeline's steps, by which tests ask why each of them ran.</summary>
internal static class TrackingNames
{
    public const string Lower = nameof(Lower);

    public const string Emit = nameof(Emit);

    public const string Model = nameof(Model);

    public const string Struct = nameof(Struct);

    public const string Export = nameof(Export);

    public const string Members = nameof(Members);

    public const string ExportMember = nameof(ExportMember);
}
