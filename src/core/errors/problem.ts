import type { ErrorCode } from './codes.ts';
import type { Kind } from './kind.ts';
import type { ValueCount } from '../../data/masks/label-reader.ts';

/** A place in a text that a person wrote: a YAML file, or a command-line argument. */
export interface Location {
  /** Path of the file as the user knows it, or `--set` for an argument. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** The text of that line, for the caret. */
  readonly text?: string;
  /** Number of characters to underline from `column` on. */
  readonly length?: number;
}

/** A problem as data: what is wrong, where, and what to do about it. */
export interface Problem {
  readonly code: ErrorCode;
  /** One sentence: what was expected and what came. */
  readonly message: string;
  readonly where?: Location;
  /**
   * The key that this concerns, such as `dataset.image_size`, for stages that know the configuration but not its file.
   */
  readonly path?: string;
  /** What to do, in order of likelihood: "did you mean `weight_decay`?". */
  readonly hints?: readonly string[];
  /** For a mask: the values in it, so that the problems of many masks can be summed up. */
  readonly found?: readonly ValueCount[];
  /** Present if one of many files has this problem, so that those of all are told together. */
  readonly of?: FileProblem;
}

/** Parts of `36 masks cannot be read: 30 are GIFs, first: a.gif; 6 are damaged, first: b.png (the file ends early)`. */
export interface FileProblem {
  /** What all files of a group have: `mask cannot be read`, `masks cannot be read`. */
  readonly group: Kind;
  readonly file: string;
  /** What is wrong with this one, if the group doesn't say it: `is a GIF`, `are GIFs`. */
  readonly kind?: Kind;
  /** More about this one. */
  readonly detail?: string;
}
