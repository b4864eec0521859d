import { InvalidArgumentError, Option } from 'commander';
import { duration, durationInSeconds } from '../../schemas/duration.ts';
import type { ImageSize } from '../data/sample.ts';

/**
 * Options that several commands have, with one meaning each. `--set` is given once for each key: an option that takes
 * many values would also take the file that follows it.
 */
export const setOption = (what = 'override a key, such as --set optimizer.lr=1e-4') =>
  new Option('--set <key=value>', `${what} (repeatable)`).argParser(collect);

/** For files of others: a plugin is code, which runs as soon as a file is checked. */
export const pluginsOption = () =>
  new Option('--no-plugins', "don't run the code of the file's plugins; what they register is not checked");

export const runsOption = (what = 'where run folders are') => new Option('--runs <folder>', what).default('runs');

export const jsonOption = (what = 'print the result as JSON') => new Option('--json', what);

/** A number of things, from 1. */
export const countOption = (flags: string, what: string) => new Option(flags, what).argParser(positiveInteger);

/** For a sweep that is started again. */
export const rerunOption = () =>
  new Option(
    '--rerun <which>',
    'in a sweep that is started again, begin points anew: those that failed, those whose process died (lost), ' +
      'those that were stopped early (pruned), or all. What they left is moved aside',
  ).choices(['failed', 'lost', 'pruned', 'all']);

/** A time such as `8h`. */
export const durationOption = (flags: string, what: string) => new Option(flags, what).argParser(seconds);

/** The same, kept as it is written. */
export const durationTextOption = (flags: string, what: string) =>
  new Option(flags, what).argParser((text: string) => {
    seconds(text);
    return text;
  });

/** For what may be held by a process on another machine. */
export const forceOption = () =>
  new Option(
    '--force',
    'go on at once where a process on another machine may be at work: it stops at its next write. Without it, ' +
      'that process is watched for a minute',
  );

/** A square's side or height x width, in pixels: `384`, `384x512`. */
export function imageSize(text: string): ImageSize {
  const parts = /^([1-9]\d{0,4})(?:x([1-9]\d{0,4}))?$/.exec(text);
  if (!parts) throw new InvalidArgumentError('Expected a size in pixels (height x width), such as 384 or 384x512.');
  return { height: Number(parts[1]), width: Number(parts[2] ?? parts[1]) };
}

/** For options that may be given more than once. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

function seconds(text: string): number {
  if (duration.safeParse(text).success) return durationInSeconds(text);
  throw new InvalidArgumentError('Expected a duration such as `20m`, `1h 30m` or `90s`.');
}

/** A whole number from 1, written in decimal digits only. */
export function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

/** A whole number from 0, written in decimal digits only. */
export function wholeNumber(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0.');
}
