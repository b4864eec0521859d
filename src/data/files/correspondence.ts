import { nearest } from '../../core/errors/nearest.ts';
import type { PathPattern, Wildcard } from './path-pattern.ts';

/** Which wildcards of photos and masks stand for the same text. */
export interface Correspondence {
  /** Equal for a photo and its masks. */
  photoKey(parts: readonly string[]): string;
  maskKey(parts: readonly string[]): string;
  /** The path, within the folder of the masks, of the mask that a photo with these parts should have. */
  maskOf(parts: readonly string[]): string;
}

/**
 * Wildcards with a name correspond by it, and those without in their order. If a photo has several masks, the last
 * wildcard without a name tells them apart, and corresponds to nothing. Photos may have names that masks lack: then
 * several photos have one mask.
 * @throws Error if a wildcard of the masks has no partner, or one without a name of the photos
 */
export function correspond(photos: PathPattern, masks: PathPattern, several = false): Correspondence {
  const own = unnamed(photos);
  const others = unnamed(masks).slice(0, several ? -1 : undefined);
  if (several ? others.length > own.length : others.length !== own.length)
    throw new Error(
      `\`${photos.text}\` has ${own.length} \`*\` or \`**\`, and \`${masks.text}\` ` +
        `${several ? `${others.length} besides the last` : others.length}`,
    );
  const partners = masks.wildcards.flatMap(({ name }, mask): (readonly [number, number])[] => {
    if (name !== undefined) return [[mask, partnerOf(name, photos)]];
    const order = others.indexOf(mask);
    return order === -1 ? [] : [[mask, own[order]!]];
  });
  if (partners.length === 0) throw new Error(`\`${masks.text}\` has none that is in \`${photos.text}\``);
  return {
    photoKey: (parts) => JSON.stringify(partners.map(([, photo]) => parts[photo])),
    maskKey: (parts) => JSON.stringify(partners.map(([mask]) => parts[mask])),
    maskOf(parts) {
      const filled: string[] = Array.from({ length: masks.wildcards.length }, () => '*');
      for (const [mask, photo] of partners) filled[mask] = parts[photo]!;
      return masks.fill(filled);
    },
  };
}

/** Positions of the wildcards without a name. */
function unnamed({ wildcards }: PathPattern): number[] {
  return wildcards.flatMap(({ name }, index) => (name === undefined ? [index] : []));
}

function partnerOf(name: string, { text, wildcards }: PathPattern): number {
  const index = wildcards.findIndex((wildcard: Wildcard) => wildcard.name === name);
  if (index !== -1) return index;
  const near = nearest(
    name,
    wildcards.flatMap((wildcard) => wildcard.name ?? []),
  );
  throw new Error(`\`${text}\` has no \`{${name}}\`${near === undefined ? '' : `; did you mean \`{${near}}\`?`}`);
}
