import type { Kind } from '../../core/errors/index.ts';

/** A file that is whole, and holds something else than what is read. Files of one kind are told together. */
export class OtherContent extends Error {
  override readonly name = 'OtherContent';
  readonly kind: Kind;
  /** What was expected and what came, where the kind doesn't say it; perhaps nothing. */
  readonly detail: string;

  constructor(kind: Kind, detail: string) {
    super(detail === '' ? `it ${kind.one}` : detail);
    this.kind = kind;
    this.detail = detail;
  }
}

/** A file with a number that is no class's. */
export function notWhole(value: number): OtherContent {
  return new OtherContent(
    { one: 'has numbers that are not whole', many: 'have numbers that are not whole' },
    `expected whole numbers of at most 32 bits, got ${value}`,
  );
}

/** A file with several images, of which none can be preferred. */
export function severalImages(count: number): OtherContent {
  return new OtherContent(
    { one: 'has several images', many: 'have several images' },
    `expected one image, the file has ${count}`,
  );
}
