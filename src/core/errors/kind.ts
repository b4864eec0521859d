import { formatCount } from '../format-count.ts';

/** What is said of one thing and of many, so that like ones are counted: `is a GIF`, `are GIFs`. */
export interface Kind {
  readonly one: string;
  readonly many: string;
}

/** That things are something. */
export function areKind(one: string, many: string): Kind {
  return { one: `is ${one}`, many: `are ${many}` };
}

/** `1 is a GIF`, `30 are GIFs`. */
export function numbered(count: number, { one, many }: Kind): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
