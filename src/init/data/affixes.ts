/** What is around the part of a file's name that a photo and its mask have in common. */
export interface Affixes {
  readonly head: string;
  readonly tail: string;
}

export interface AffixPair {
  readonly photo: Affixes;
  readonly mask: Affixes;
}

/** A photo's name and those of masks that could be its own, all without suffix. */
export interface NameSample {
  readonly photo: string;
  readonly masks: readonly string[];
}

/**
 * Guesses in which heads and tails the names of photos and masks differ, such as `_leftImg8bit` and `_gtFine_labelIds`:
 * for each photo from the masks with which it has the most in common. What most photos suggest comes first.
 */
export function likelyAffixes(samples: readonly NameSample[]): AffixPair[] {
  const votes = new Map<string, { readonly pair: AffixPair; count: number }>();
  for (const { photo, masks } of samples) {
    const own = new Map(nearestPairs(photo, masks).map((pair) => [JSON.stringify(pair), pair]));
    for (const [key, pair] of own) {
      const known = votes.get(key) ?? { pair, count: 0 };
      known.count++;
      votes.set(key, known);
    }
  }
  return [...votes.values()].sort((a, b) => b.count - a.count).map(({ pair }) => pair);
}

/** The name without its head and tail; undefined if it has others. */
export function withoutAffixes(name: string, { head, tail }: Affixes): string | undefined {
  const fits = name.length > head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  return fits ? name.slice(head.length, name.length - tail.length) : undefined;
}

/** With the masks that have the longest part in common, and the longest part with a digit. */
function nearestPairs(photo: string, masks: readonly string[]): AffixPair[] {
  const shared = masks.map((mask) => ({ mask, parts: commonParts(photo, mask) }));
  const longest = Math.max(0, ...shared.map(({ parts }) => parts.longest[0]?.length ?? 0));
  const numbered = Math.max(1, ...shared.map(({ parts }) => parts.numbered.length));
  return shared.flatMap(({ mask, parts }) =>
    [
      ...parts.longest.filter((part) => part.length === longest),
      ...(parts.numbered.length === numbered ? [parts.numbered] : []),
    ].flatMap((part) => pairFor(photo, mask, part)),
  );
}

const SEPARATORS = /^[_\-. ]+|[_\-. ]+$/g;

/** Blanks, dashes and dots at the ends of what is in common belong to what is around it. */
function pairFor(photo: string, mask: string, part: string): AffixPair[] {
  const key = part.replaceAll(SEPARATORS, '');
  if (key === '') return [];
  return [{ photo: around(photo, key), mask: around(mask, key) }];
}

function around(name: string, key: string): Affixes {
  const at = name.lastIndexOf(key);
  return { head: name.slice(0, at), tail: name.slice(at + key.length) };
}

interface CommonParts {
  readonly longest: readonly string[];
  /** The longest with a digit: numbers tell samples apart. */
  readonly numbered: string;
}

function commonParts(a: string, b: string): CommonParts {
  let longest = new Set<string>();
  let length = 0;
  let numbered = '';
  let before = new Uint16Array(b.length + 1);
  for (const character of a) {
    const row = new Uint16Array(b.length + 1);
    for (let end = 1; end <= b.length; end++) {
      if (b[end - 1] !== character) continue;
      const common = (row[end] = before[end - 1]! + 1);
      const part = b.slice(end - common, end);
      if (common > length) [length, longest] = [common, new Set()];
      if (common === length) longest.add(part);
      if (common > numbered.length && /\d/.test(part)) numbered = part;
    }
    before = row;
  }
  return { longest: [...longest], numbered };
}
