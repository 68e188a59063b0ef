using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiffGen.Gradient.Tests.Harness;

/// <summary>
/// Rewrites a program for the oracle: the number type becomes <see cref="Oracle.Var"/>, tensors <see cref="Oracle.VarTensor"/>,
/// and nothing else changes. Constants and attributes keep their doubles.
/// </summary>
internal sealed class OracleSource : CSharpSyntaxRewriter
{
    private const string Space = "AutoDiffGen.Gradient.Tests.Oracle.";

    private const string Var = "global::" + Space + "Var";

    public static SyntaxTree Rewrite(string text, CSharpParseOptions options, string path) =>
        CSharpSyntaxTree.Create((CSharpSyntaxNode)new OracleSource().Visit(CSharpSyntaxTree.ParseText(text, options).GetRoot()), options, path, System.Text.Encoding.UTF8);

    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) =>
        node.Keyword.Kind() is SyntaxKind.DoubleKeyword or SyntaxKind.FloatKeyword ? Name(Var, node) : node;

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => node.Identifier.Text switch
    {
        "Math" or "MathF" => Name(Var, node),
        "Ops" => Name("global::" + Space + "VarOps", node),
        _ => node,
    };

    // A qualified name of a type that is replaced loses what stands before it.
    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) =>
        Visit(node.Right) is var right && right != node.Right && node.Right.Identifier.Text is "IFloatingPointIeee754" or "Ops" or "Tensor" ? right : base.VisitQualifiedName(node);

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        node.ToString() is "System.Math" or "System.MathF" ? Name(Var, node)
        : node.ToString() is "AutoDiffGen.Ops" ? Name("global::" + Space + "VarOps", node)
        : node.Expression is IdentifierNameSyntax { Identifier.Text: "Tensor" } ? base.VisitMemberAccessExpression(node.WithExpression(SyntaxFactory.ParseExpression("global::" + Space + "VarOps")))
        : base.VisitMemberAccessExpression(node);

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => node.Identifier.Text switch
    {
        "IFloatingPointIeee754" => Name($"global::{Space}IReal<{node.TypeArgumentList.Arguments[0]}>", node),
        "Tensor" when node.TypeArgumentList.Arguments[0].ToString() is "double" or "float" or "T" => Name("global::" + Space + "VarTensor", node),
        _ => base.VisitGenericName(node),
    };

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) =>
        node.Token.Value is double or float ? SyntaxFactory.ParseExpression($"{Var}.Of({node.Token.Text})").WithTriviaFrom(node) : node;

    // The oracle's numbers hold references, which the stack cannot.
    public override SyntaxNode? VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node) =>
        Visit(SyntaxFactory.ParseExpression("new" + node.ToString()["stackalloc".Length..]).WithTriviaFrom(node));

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) =>
        node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : base.VisitFieldDeclaration(node);

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node) =>
        node.IsConst ? node : base.VisitLocalDeclarationStatement(node);

    // What the generator would implement, the test fills in.
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (!node.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return base.VisitPropertyDeclaration(node);
        }

        var property = (PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"public {node.Type} {node.Identifier} {{ get; set; }} = null!;")!;
        return base.VisitPropertyDeclaration(property)!.WithTriviaFrom(node);
    }

    private static TypeSyntax Name(string text, SyntaxNode node) => SyntaxFactory.ParseTypeName(text).WithTriviaFrom(node);
}
