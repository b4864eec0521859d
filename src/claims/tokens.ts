import type { Span } from './expression.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end' | 'unknown';
  readonly text: string;
  readonly span: Span;
}

/**
 * The words of an expression. Names of figures have slashes and dashes inside (`test/pixel-accuracy/image`), so a
 * division or a subtraction of names has blanks around its sign. The last token is the `end`.
 */
export function tokensOf(text: string): Token[] {
  const tokens = [...text.matchAll(forms)].map((match): Token => {
    const [word] = match;
    const kind = kinds.find((each) => match.groups?.[each] !== undefined) ?? 'unknown';
    return { kind, text: word, span: { start: match.index, end: match.index + word.length } };
  });
  return [...tokens, { kind: 'end', text: '', span: { start: text.length, end: text.length + 1 } }];
}

const kinds = ['number', 'name', 'symbol'] as const;

const forms =
  /(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<name>[a-z_](?:[\w.]|[/-](?=[\w]))*)|(?<symbol><=|>=|[<>()+*/,=-])|\S/gi;
