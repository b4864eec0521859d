import { nearest } from '../core/errors/nearest.ts';
import {
  functionNames,
  type Expression,
  type Flaw,
  type FunctionName,
  type Selector,
  type Span,
} from './expression.ts';
import { tokensOf, type Token } from './tokens.ts';

/**
 * Parses an expression by recursive descent, or says what is wrong at the first place that can't be read. From the
 * weakest to the strongest: `or`, `and`, `not`, one comparison, `+ -`, `* /`, a sign, `at(...)`.
 */
export function parseExpression(text: string): { readonly expression: Expression } | { readonly flaw: Flaw } {
  const reader = new Reader(text);
  try {
    const expression = readOr(reader);
    if (reader.next.kind !== 'end') reader.fail('expected the end of the expression or a sign');
    return { expression };
  } catch (error) {
    if (error instanceof Unreadable) return { flaw: error.flaw };
    throw error;
  }
}

class Unreadable extends Error {
  readonly flaw: Flaw;
  constructor(flaw: Flaw) {
    super(flaw.message);
    this.flaw = flaw;
  }
}

class Reader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokensOf(text);
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  get previous(): Token {
    return this.#tokens[this.#at - 1]!;
  }

  take(): Token {
    return this.#tokens[this.#at++]!;
  }

  /** Takes the next token if it is one of these. */
  takeIf<T extends string>(...texts: readonly T[]): T | undefined {
    const found = this.next.kind === 'end' ? undefined : texts.find((text) => text === this.next.text);
    if (found !== undefined) this.#at++;
    return found;
  }

  expect(text: string): void {
    if (this.takeIf(text) === undefined) this.fail(`expected \`${text}\``);
  }

  /** Goes on behind the character at this place. */
  skipTo(place: number): void {
    while (this.next.kind !== 'end' && this.next.span.start < place) this.#at++;
  }

  fail(expected: string, hints?: readonly string[], span: Span = this.next.span): never {
    const { kind, text } = this.next;
    const got = kind === 'end' ? 'the end' : `\`${text}\``;
    throw new Unreadable({ message: `${expected}, got ${got}`, span, ...(hints && { hints }) });
  }
}

function readOr(reader: Reader): Expression {
  let left = readAnd(reader);
  while (reader.takeIf('or')) left = logic('or', left, readAnd(reader));
  return left;
}

function readAnd(reader: Reader): Expression {
  let left = readNot(reader);
  while (reader.takeIf('and')) left = logic('and', left, readNot(reader));
  return left;
}

function readNot(reader: Reader): Expression {
  const { start } = reader.next.span;
  if (!reader.takeIf('not')) return readComparison(reader);
  const operand = readNot(reader);
  return { kind: 'not', operand, span: { start, end: operand.span.end } };
}

function readComparison(reader: Reader): Expression {
  const left = readSum(reader);
  const relation = reader.takeIf('<=', '>=', '<', '>');
  if (relation === undefined) {
    if (reader.next.text !== '=') return left;
    return reader.fail('expected `<`, `<=`, `>` or `>=`', [
      'equal within a bound: abs(a - b) < 0.001; the points of a sweep are chosen by `at(key=value)`',
    ]);
  }
  const right = readSum(reader);
  if (['<', '<=', '>', '>='].includes(reader.next.text))
    reader.fail('expected one comparison', ['join two by `and`: low < a and a < high']);
  return { kind: 'comparison', relation, left, right, span: around(left, right) };
}

function readSum(reader: Reader): Expression {
  let left = readProduct(reader);
  for (let sign = reader.takeIf('+', '-'); sign; sign = reader.takeIf('+', '-')) {
    const right = readProduct(reader);
    left = { kind: 'arithmetic', operator: sign, left, right, span: around(left, right) };
  }
  return left;
}

function readProduct(reader: Reader): Expression {
  let left = readSigned(reader);
  for (let sign = reader.takeIf('*', '/'); sign; sign = reader.takeIf('*', '/')) {
    const right = readSigned(reader);
    left = { kind: 'arithmetic', operator: sign, left, right, span: around(left, right) };
  }
  return left;
}

function readSigned(reader: Reader): Expression {
  const { start } = reader.next.span;
  if (!reader.takeIf('-')) return readAt(reader);
  const operand = readSigned(reader);
  return { kind: 'negative', operand, span: { start, end: operand.span.end } };
}

/** A value, and the points at which it is taken. */
function readAt(reader: Reader): Expression {
  let operand = readValue(reader);
  while (reader.takeIf('at')) {
    reader.expect('(');
    const selectors = readSelectors(reader);
    operand = { kind: 'at', operand, selectors, span: { start: operand.span.start, end: reader.previous.span.end } };
  }
  return operand;
}

const keywords = ['and', 'or', 'not', 'at'];

function readValue(reader: Reader): Expression {
  const { kind, text, span } = reader.next;
  if (kind === 'number') {
    reader.take();
    return { kind: 'number', value: Number(text), span };
  }
  if (kind === 'name' && !keywords.includes(text)) {
    reader.take();
    if (reader.takeIf('(')) return readCall(reader, text, span);
    return { kind: 'name', name: text, span };
  }
  if (reader.takeIf('(')) {
    const inner = readOr(reader);
    reader.expect(')');
    return { ...inner, span: { start: span.start, end: reader.previous.span.end } };
  }
  return reader.fail('expected a number, a figure or `(`');
}

function readCall(reader: Reader, name: string, { start, end }: Span): Expression {
  const known = functionNames.find((each) => each === name);
  if (known === undefined) throw new Unreadable(unknownFunction(name, { start, end }));
  const operand = readOr(reader);
  reader.expect(')');
  return { kind: 'call', name: known, operand, span: { start, end: reader.previous.span.end } };
}

function unknownFunction(name: string, span: Span): Flaw {
  const close = nearest(name, functionNames satisfies readonly FunctionName[]);
  return {
    message: `expected one of the functions ${functionNames.join(', ')}, got \`${name}\``,
    span,
    hints: close === undefined ? [] : [`did you mean \`${close}\`?`],
  };
}

/** `key=value, name)`, read as text: a value may have any character but a comma and a closing bracket. */
function readSelectors(reader: Reader): Selector[] {
  const { start } = reader.next.span;
  const close = reader.text.indexOf(')', start);
  if (close === -1) {
    reader.skipTo(reader.text.length);
    reader.fail('expected `)` behind what `at(` begins');
  }
  const selectors: Selector[] = [];
  for (let from = start; from <= close;) {
    const comma = reader.text.indexOf(',', from);
    const end = comma === -1 || comma > close ? close : comma;
    selectors.push(selectorOf(reader, from, end));
    from = end + 1;
  }
  reader.skipTo(close + 1);
  return selectors;
}

function selectorOf(reader: Reader, from: number, end: number): Selector {
  const written = reader.text.slice(from, end);
  const start = from + written.length - written.trimStart().length;
  const span = { start, end: start + Math.max(1, written.trim().length) };
  const [path = '', ...value] = written.trim().split('=');
  const isNamed = value.length === 0;
  const text = isNamed ? path.trim() : value.join('=').trim();
  if (text === '' || path.trim() === '')
    throw new Unreadable({
      message: `expected \`key=value\` or the name of a point in \`at(...)\`, got \`${written.trim()}\``,
      span,
    });
  return { span, ...(!isNamed && { path: path.trim() }), text };
}

function logic(operator: 'and' | 'or', left: Expression, right: Expression): Expression {
  return { kind: 'logic', operator, left, right, span: around(left, right) };
}

function around(left: Expression, right: Expression): Span {
  return { start: left.span.start, end: right.span.end };
}
