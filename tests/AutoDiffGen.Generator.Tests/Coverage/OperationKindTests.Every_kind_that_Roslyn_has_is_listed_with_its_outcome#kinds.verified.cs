// None: ADG0010, this construct (None)
// Invalid: ADG0010, an expression that C# itself rejects
// Block: lowered
// VariableDeclarationGroup: lowered
// Switch: lowered
// Loop: lowered
// Labeled: ADG0010, a label
// Branch: lowered
// Empty: lowered
// Return: lowered
// YieldBreak: ADG0010, a yield
// Lock: ADG0010, a lock
// Try: ADG0010, a try block
// Using: ADG0010, a using statement
// YieldReturn: ADG0010, a yield
// ExpressionStatement: lowered
// LocalFunction: lowered
// Stop: ADG0010, this construct (Stop)
// End: ADG0010, this construct (End)
// RaiseEvent: ADG0010, this construct (RaiseEvent)
// Literal: lowered
// Conversion: lowered
// Invocation: lowered
// ArrayElementReference: lowered
// LocalReference: lowered
// ParameterReference: lowered
// FieldReference: lowered
// MethodReference: ADG0010, a method group
// PropertyReference: lowered
// EventReference: ADG0010, an event
// Unary: lowered
// Binary: lowered
// Conditional: lowered
// Coalesce: lowered
// AnonymousFunction: lowered
// ObjectCreation: lowered
// TypeParameterObjectCreation: ADG0010, this construct (TypeParameterObjectCreation)
// ArrayCreation: lowered
// InstanceReference: lowered
// IsType: ADG0010, a type test
// Await: ADG0010, an await
// SimpleAssignment: lowered
// CompoundAssignment: lowered
// Parenthesized: lowered
// EventAssignment: ADG0010, an event
// ConditionalAccess: lowered
// ConditionalAccessInstance: lowered
// InterpolatedString: lowered
// AnonymousObjectCreation: ADG0010, this construct (AnonymousObjectCreation)
// ObjectOrCollectionInitializer: lowered
// MemberInitializer: ADG0010, this construct (MemberInitializer)
// CollectionElementInitializer: ADG0010, this construct (CollectionElementInitializer)
// NameOf: lowered
// Tuple: lowered
// DynamicObjectCreation: ADG0010, a dynamic creation
// DynamicMemberReference: ADG0010, a dynamic member
// DynamicInvocation: ADG0010, a dynamic call
// DynamicIndexerAccess: ADG0010, a dynamic indexer
// TranslatedQuery: ADG0010, this construct (TranslatedQuery)
// DelegateCreation: lowered
// DefaultValue: lowered
// TypeOf: lowered
// SizeOf: lowered
// AddressOf: ADG0010, a pointer
// IsPattern: lowered
// Increment: lowered
// Throw: lowered
// Decrement: lowered
// DeconstructionAssignment: lowered
// DeclarationExpression: lowered
// OmittedArgument: ADG0010, this construct (OmittedArgument)
// FieldInitializer: ADG0010, this construct (FieldInitializer)
// VariableInitializer: lowered
// PropertyInitializer: ADG0010, this construct (PropertyInitializer)
// ParameterInitializer: ADG0010, this construct (ParameterInitializer)
// ArrayInitializer: lowered
// VariableDeclarator: lowered
// VariableDeclaration: lowered
// Argument: lowered
// CatchClause: ADG0010, this construct (CatchClause)
// SwitchCase: lowered
// CaseClause: lowered
// InterpolatedStringText: lowered
// Interpolation: lowered
// ConstantPattern: lowered
// DeclarationPattern: lowered
// TupleBinaryOperator: ADG0010, a comparison of tuples
// MethodBodyOperation: lowered
// ConstructorBodyOperation: lowered
// Discard: lowered
// FlowCapture: ADG0010, this construct (FlowCapture)
// FlowCaptureReference: ADG0010, this construct (FlowCaptureReference)
// IsNull: ADG0010, this construct (IsNull)
// CaughtException: ADG0010, this construct (CaughtException)
// StaticLocalInitializationSemaphore: ADG0010, this construct (StaticLocalInitializationSemaphore)
// FlowAnonymousFunction: ADG0010, this construct (FlowAnonymousFunction)
// CoalesceAssignment: lowered
// Range: lowered
// ReDim: ADG0010, this construct (ReDim)
// ReDimClause: ADG0010, this construct (ReDimClause)
// RecursivePattern: lowered
// DiscardPattern: lowered
// SwitchExpression: lowered
// SwitchExpressionArm: lowered
// PropertySubpattern: lowered
// UsingDeclaration: ADG0010, a using declaration
// NegatedPattern: lowered
// BinaryPattern: lowered
// TypePattern: lowered
// RelationalPattern: lowered
// With: lowered
// InterpolatedStringHandlerCreation: ADG0010, this construct (InterpolatedStringHandlerCreation)
// InterpolatedStringAddition: ADG0010, this construct (InterpolatedStringAddition)
// InterpolatedStringAppendLiteral: ADG0010, this construct (InterpolatedStringAppendLiteral)
// InterpolatedStringAppendFormatted: ADG0010, this construct (InterpolatedStringAppendFormatted)
// InterpolatedStringAppendInvalid: ADG0010, this construct (InterpolatedStringAppendInvalid)
// InterpolatedStringHandlerArgumentPlaceholder: ADG0010, this construct (InterpolatedStringHandlerArgumentPlaceholder)
// FunctionPointerInvocation: ADG0010, this construct (FunctionPointerInvocation)
// ListPattern: lowered
// SlicePattern: lowered
// ImplicitIndexerReference: lowered
// Utf8String: ADG0010, this construct (Utf8String)
// Attribute: ADG0010, this construct (Attribute)
// InlineArrayAccess: ADG0010, an element of an inline array
// CollectionExpression: lowered
// Spread: lowered
