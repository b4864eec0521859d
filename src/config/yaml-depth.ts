import type { CST } from 'yaml';

/** The most levels of sections and lists in a file. */
export const maxDepth = 64;
export const tooDeepMessage = `expected at most ${maxDepth} levels, got more`;
export const tooDeepHint = 'no setting is nested that deep: write the sections as they are in the documentation';

/**
 * The offset at which brackets, or list dashes in one line, nest too deep. It is found before parsing, which would take
 * long.
 */
export function findDeepLine(text: string, limit: number): number | undefined {
  const dashes = new RegExp(`^ *(?:[-?:][ \\t]+){${limit + 1},}`, 'm').exec(text);
  if (dashes) return dashes.index;
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > limit) return offset;
  }
  return undefined;
}

/** The offset at which parsed tokens nest too deep. This search is not recursive. */
export function findDeepToken(tokens: readonly CST.Token[], limit: number): number | undefined {
  const left = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next; next = left.pop()) {
    const { token, depth } = next;
    if (depth > limit + 1) return token.offset;
    for (const inner of childrenOf(token)) left.push({ token: inner, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== null && part !== undefined));
}
