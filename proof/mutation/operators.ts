import ts from 'typescript';

export interface Replacement {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The fixed set of changes that can be made to one node of a syntax tree, none of them chosen for a place. */
export function replacementsOf(node: ts.Node, source: ts.SourceFile, types: ts.TypeChecker): Replacement[] {
  const text = (item: ts.Node) => item.getText(source);
  const replace = (item: ts.Node, operator: string, ...texts: string[]): Replacement[] =>
    texts
      .filter((replacement) => replacement !== text(item))
      .map((replacement) => ({ operator, start: item.getStart(source), end: item.getEnd(), text: replacement }));

  if (ts.isBinaryExpression(node)) {
    const swapped = replace(node.operatorToken, 'swap operator', ...otherOperators(node, types));
    const right = node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? [text(node.right)] : [];
    return [...swapped, ...replace(node, 'drop left side', ...right)];
  }
  if (ts.isPrefixUnaryExpression(node)) return replace(node, 'swap unary operator', ...otherPrefix(node, text));
  if (ts.isPostfixUnaryExpression(node)) {
    const other = node.operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++';
    return replace(node, 'swap unary operator', `${text(node.operand)}${other}`);
  }
  if (ts.isIfStatement(node)) return replace(node.expression, 'condition', ...otherConditions(node.expression, text));
  if (ts.isConditionalExpression(node)) {
    return replace(node.condition, 'condition', ...otherConditions(node.condition, text));
  }
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) return replace(node.expression, 'condition', 'false');
  if (ts.isNumericLiteral(node)) return replace(node, 'number', String(Number(node.text) + 1));
  if (ts.isStringLiteral(node)) return replace(node, 'string', node.text === '' ? "'mutant'" : "''");
  if (node.kind === ts.SyntaxKind.TrueKeyword) return replace(node, 'boolean', 'false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) return replace(node, 'boolean', 'true');
  if (ts.isSpreadElement(node)) return replace(node, 'drop spread', '...[]');
  if (ts.isSpreadAssignment(node)) return replace(node, 'drop spread', '...{}');
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 ? replace(node, 'empty array', '[]') : [];
  if (ts.isObjectLiteralExpression(node)) return node.properties.length > 0 ? replace(node, 'empty object', '{}') : [];
  if (ts.isExpressionStatement(node)) return [...replace(node, 'remove statement', ';'), ...withoutWaiting(node)];
  if (ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node)) {
    return replace(node, 'remove statement', ';');
  }
  if (ts.isReturnStatement(node)) {
    return node.expression
      ? replace(node.expression, 'return undefined', 'undefined')
      : replace(node, 'remove statement', ';');
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return replace(node.body, 'return undefined', 'undefined');
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: object, name } = node.expression;
    const other = otherMethods[name.text];
    return [
      ...replace(name, 'swap method', ...(other === undefined ? [] : [other])),
      ...replace(node, 'drop method call', ...(droppable.has(name.text) ? [text(object)] : [])),
    ];
  }
  return [];

  /** `await f();` becomes `void f();`: the work is started and nobody waits for it. */
  function withoutWaiting({ expression }: ts.ExpressionStatement): Replacement[] {
    return ts.isAwaitExpression(expression)
      ? replace(expression, 'remove await', `void ${text(expression.expression)}`)
      : [];
  }
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '??=': ['='],
  '||=': ['='],
  '&&=': ['='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
};

function otherOperators({ left, operatorToken }: ts.BinaryExpression, types: ts.TypeChecker): readonly string[] {
  // `a ?? b` and `a || b` differ only where `a` can be '', 0, false or the like.
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return mayBeFalsy(types.getTypeAtLocation(left)) ? ['||'] : [];
  }
  return operators[ts.tokenToString(operatorToken.kind) ?? ''] ?? [];
}

function mayBeFalsy(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(mayBeFalsy);
  if (type.isStringLiteral()) return type.value === '';
  if (type.isNumberLiteral()) return type.value === 0;
  const { StringLike, NumberLike, BooleanLike, BigIntLike, Any, Unknown, TypeParameter } = ts.TypeFlags;
  return (
    (type.flags & (StringLike | NumberLike | BooleanLike | BigIntLike | Any | Unknown | TypeParameter)) !== 0 &&
    (type as ts.Type & { intrinsicName?: string }).intrinsicName !== 'true'
  );
}

function otherPrefix({ operator, operand }: ts.PrefixUnaryExpression, text: (item: ts.Node) => string): string[] {
  if (operator === ts.SyntaxKind.PlusPlusToken) return [`--${text(operand)}`];
  if (operator === ts.SyntaxKind.MinusMinusToken) return [`++${text(operand)}`];
  return operator === ts.SyntaxKind.PlusToken ? [] : [text(operand)];
}

/** Always, never, and the opposite, unless an operator inside has that one already. */
function otherConditions(condition: ts.Expression, text: (item: ts.Node) => string): string[] {
  const isNegatedInside =
    ts.isPrefixUnaryExpression(condition) ||
    (ts.isBinaryExpression(condition) && /^[!=]==$/.test(condition.operatorToken.getText()));
  return ['true', 'false', ...(isNegatedInside ? [] : [`!(${text(condition)})`])];
}

const pairs: ReadonlyArray<readonly [string, string]> = [
  ['min', 'max'],
  ['floor', 'ceil'],
  ['some', 'every'],
  ['startsWith', 'endsWith'],
  ['find', 'findLast'],
  ['indexOf', 'lastIndexOf'],
  ['push', 'unshift'],
  ['pop', 'shift'],
  ['all', 'allSettled'],
  ['toUpperCase', 'toLowerCase'],
];
const otherMethods: Readonly<Record<string, string>> = Object.fromEntries([
  ...pairs,
  ...pairs.map(([one, other]) => [other, one] as const),
  ['round', 'floor'],
]);
/** Methods whose result can stand for the object that they are called on. */
const droppable = new Set(
  'sort toSorted reverse toReversed filter slice flat trim trimEnd replace replaceAll catch finally concat'.split(' '),
);
