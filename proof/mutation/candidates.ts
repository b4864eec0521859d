import ts from 'typescript';
import { replacementsOf, type Replacement } from './operators.ts';
import type { Mutant } from './mutant.ts';

/** Every mutant that the operators make of a file, in the order of the text. */
export function candidatesOf(file: string, source: ts.SourceFile, types: ts.TypeChecker): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node, within: readonly string[]): void => {
    if (isUntouched(node, source)) return;
    const name = nameOf(node, source);
    const inside = name === undefined ? within : [...within, name];
    for (const item of replacementsOf(node, source, types)) mutants.push(describe(item, inside.join('.')));
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, []);
  return mutants;

  function describe({ operator, start, end, text }: Replacement, within: string): Mutant {
    const before = source.text;
    const first = before.lastIndexOf('\n', start - 1) + 1;
    const after = before.indexOf('\n', end);
    const last = after === -1 ? before.length : after;
    const from = withoutIndent(before.slice(first, last));
    const to = withoutIndent(before.slice(first, start) + text + before.slice(end, last));
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    return { file, operator, start, end, replacement: text, line, within, from, to };
  }
}

const messageKeys = new Set(['message', 'hint', 'hints', 'description', 'help']);

/** Types, imports, and the texts of messages: what no test should have to pin down. */
function isUntouched(node: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isStringLiteral(node)) return /\s/.test(node.text) || !ts.isExpression(node.parent) || isKey(node);
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText(source));
  if (ts.isPropertyAssignment(node)) return messageKeys.has(node.name.getText(source));
  if (ts.isCallExpression(node)) return isUntouchedCall(node, source);
  return false;
}

function isKey({ parent }: ts.StringLiteral): boolean {
  return ts.isElementAccessExpression(parent);
}

/** Modules to load, texts of the help, and signals, which a changed number could send to any process. */
function isUntouchedCall({ expression }: ts.CallExpression, source: ts.SourceFile): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    /(^console\.\w+|\.describe|^process\.kill)$/.test(expression.getText(source))
  );
}

function nameOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    (ts.isPropertyAssignment(node) && ts.isFunctionLike(node.initializer));
  return isNamed ? node.name?.getText(source) : undefined;
}

function withoutIndent(lines: string): string {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}
