/** A part of a pattern of paths. */
export type ExpressionToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** A wildcard. `index` counts them. */
  | { readonly kind: 'any'; readonly index: number; readonly folders: boolean; readonly name?: string }
  /** The same text as that wildcard. */
  | { readonly kind: 'same'; readonly index: number };

/**
 * The regular expression of a pattern, with a group for each wildcard. Capitals don't matter, and `.jpg` takes `.jpeg`
 * too. A wildcard takes as little as it can, so that `{patient}_*` ends the patient at the first `_`.
 */
export function pathExpression(tokens: readonly ExpressionToken[]): RegExp {
  const source = tokens.map((token, index) => sourceOf(token, index === tokens.length - 1));
  return new RegExp(`^${source.join('')}$`, 'diu');
}

function sourceOf(token: ExpressionToken, isLast: boolean): string {
  switch (token.kind) {
    case 'text':
      return isLast ? anySpelling(escape(token.text)) : escape(token.text);
    case 'choice':
      return `(?:${token.options.map((option) => anySpelling(escape(option))).join('|')})`;
    case 'any':
      if (token.folders) return '(?:(.+?)/)?';
      return token.name === undefined ? '([^/]*?)' : '([^/]+?)';
    case 'same':
      return `(?:\\${token.index + 1})`;
  }
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Formats that have two usual ends of file names. */
function anySpelling(source: string): string {
  return source.replace(/(^|\.)jpe?g$/i, '$1jpe?g').replace(/(^|\.)tiff?$/i, '$1tiff?');
}
