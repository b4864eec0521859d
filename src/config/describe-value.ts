import type { z } from 'zod';
import { nearest, type ErrorCode, type Problem } from '../core/errors/index.ts';

export type Issue = z.core.$ZodIssue;

type Description = Pick<Problem, 'code' | 'message' | 'hints'>;

/**
 * Describes what is wrong with a value: what was expected, what came, what to write instead.
 * @param written how the value is written, if a text with these characters is another value
 */
export function describeValue(issue: Issue, value: unknown, written?: string): Description {
  const got = show(value);
  if (issue.code === 'invalid_type') return describeType(issue, value, got, written);
  if (issue.code === 'invalid_value') return describeChoice(issue.values.map(String), value, got);
  if (issue.code === 'too_small' || issue.code === 'too_big') return describeLimit(issue, value, got);
  if (issue.code === 'not_multiple_of')
    return bad(`expected a multiple of ${issue.divisor}, got ${got}`, multiplesNear(Number(value), issue.divisor));
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid')) {
    return bad(`expected a text of the form ${issue.pattern ?? issue.format}, got ${got}`);
  }
  if (issue.code === 'invalid_format') return bad(`expected ${issue.message}, got ${got}`);
  return bad(
    /^expected /i.test(issue.message) ? lowerFirst(issue.message) : `${lowerFirst(issue.message)}, got ${got}`,
  );
}

/** What one option of a choice would have accepted. */
export function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') return withArticle(typeNames[issue.expected] ?? issue.expected);
  if (issue.code === 'invalid_value') return issue.values.map((value) => `\`${String(value)}\``).join(', ');
  return describeValue(issue, undefined)
    .message.replace(/^expected /, '')
    .replace(/, got .*$/, '');
}

/** An example of the value to write for a missing key. */
export function exampleOf(issue: Issue): string {
  if (issue.code === 'invalid_type')
    return issue.expected === 'object' ? '{type: ...}' : `<${typeNames[issue.expected] ?? issue.expected}>`;
  return '...';
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  int: 'integer',
  boolean: 'boolean (true or false)',
  object: 'section of keys and values',
  record: 'section of keys and values',
  array: 'list',
  tuple: 'list',
  null: 'null',
};

function describeLimit(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  value: unknown,
  got: string,
): Description {
  const low = issue.code === 'too_small';
  const relation = low ? (issue.inclusive ? 'at least' : 'more than') : issue.inclusive ? 'at most' : 'less than';
  const limit = amount(issue.origin, relation, Number(low ? issue.minimum : issue.maximum));
  return bad(`expected ${limit}, got ${measure(issue.origin, value, got)}`);
}

function describeType(
  issue: Extract<Issue, { code: 'invalid_type' }>,
  value: unknown,
  got: string,
  written?: string,
): Description {
  if (issue.expected === 'string' && written !== undefined) return describeText(written);
  const expected = withArticle(typeNames[issue.expected] ?? issue.expected);
  const hints: string[] = [];
  if (value === null) hints.push('write a value, or remove the key; to remove a key that a parent wrote, use `drop`');
  else if (
    typeof value === 'string' &&
    ['number', 'int'].includes(issue.expected) &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    hints.push(`did you mean \`${value}\` without quotes?`);
  else if (typeof value === 'string' && issue.expected === 'boolean' && /^(yes|no|on|off)$/i.test(value))
    hints.push(`did you mean \`${/^(yes|on)$/i.test(value)}\`?`);
  else if (typeof value === 'string' && issue.expected === 'object') hints.push(`did you mean \`{type: ${value}}\`?`);
  else if (issue.expected === 'array' && value !== undefined) hints.push('write it in brackets: `[...]`');
  else if (issue.expected === 'string' && typeof value !== 'object') hints.push(`did you mean \`"${String(value)}"\`?`);
  else if (issue.expected === 'int' && typeof value === 'number' && Number.isFinite(value))
    hints.push(`did you mean \`${Math.round(value)}\`?`);
  return { code: 'wrong-type', message: `expected ${expected}, got ${got}`, hints };
}

/** A text was expected, and these characters are read as a value of another type. */
function describeText(written: string): Description {
  const empty = ['null', 'Null', 'NULL'].includes(written);
  return {
    code: 'wrong-type',
    message: `expected a string, got ${empty ? 'an empty value' : `\`${written}\``}`,
    hints: [`did you mean \`"${written}"\`?`],
  };
}

function describeChoice(values: readonly string[], value: unknown, got: string): Description {
  const best = typeof value === 'string' ? nearest(value, values) : undefined;
  const listed = values.map((one) => `\`${one}\``).join(', ');
  return bad(
    `expected ${values.length > 1 ? 'one of ' : ''}${listed}, got ${got}`,
    best ? [`did you mean \`${best}\`?`] : values.length > 1 ? [`allowed: ${listed}`] : [],
  );
}

function bad(
  message: string,
  hints: readonly string[] = [],
): { code: ErrorCode; message: string; hints: readonly string[] } {
  return { code: 'bad-value', message, hints };
}

function amount(origin: string, relation: string, limit: number): string {
  const unit =
    origin === 'array'
      ? limit === 1
        ? ' item'
        : ' items'
      : origin === 'string'
        ? limit === 1
          ? ' character'
          : ' characters'
        : '';
  return `${unit === '' ? 'a number of ' : ''}${relation} ${limit}${unit}`
    .replace('a number of more than', 'a number above')
    .replace('a number of less than', 'a number below');
}

function measure(origin: string, value: unknown, got: string): string {
  return origin === 'array' && Array.isArray(value)
    ? String(value.length)
    : origin === 'string' && value === ''
      ? 'an empty text'
      : got;
}

function multiplesNear(value: number, divisor: number): string[] {
  const below = Math.floor(value / divisor) * divisor;
  return [`nearest: ${below > 0 ? `${below} or ` : ''}${below + divisor}`];
}

/** A value as messages show it: shortened, and with its type where the type may be what is wrong. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a section of keys and values';
  const text = String(value);
  const short = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  return typeof value === 'string' ? `the text \`${short}\`` : `\`${short}\``;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
