import type { CocoLayout } from './coco-layout.ts';
import type { SplitGuess } from './find-splits.ts';
import type { ColumnsGuess } from './guess-columns.ts';
import type { MaskTotals } from './mask-facts.ts';
import type { Meaning, Question } from './meaning.ts';
import type { SizeGuess } from './photo-sizes.ts';

/** What was found out about a person's data, and what is unsure. */
export interface DataGuess {
  /** Absolute path of the folder to which all other paths are relative. */
  readonly root: string;
  readonly layout: FolderLayout | InstancesLayout;
  readonly sizes: SizeGuess;
  /** One line for each thing that was found. */
  readonly found: readonly string[];
  /** What may well be otherwise. */
  readonly unsure: readonly string[];
  /** What can't be decided without an answer. */
  readonly questions: readonly Question[];
}

/** Photos and mask files. */
export interface FolderLayout {
  readonly type: 'image-folder';
  readonly images: string;
  readonly masks: string;
  readonly pairs: number;
  /** The list that names photos and masks, in place of patterns. */
  readonly list?: string;
  /** Its columns of photos and masks, where their names don't say so. */
  readonly columns?: ColumnsGuess;
  readonly splits: SplitGuess;
  readonly meaning: Meaning;
  readonly totals: MaskTotals;
  /** The file that names the classes, if all of its names are used. */
  readonly namesFile?: string;
  /** Why some samples can't be used. */
  readonly bad: readonly string[];
}

/** Photos and instances files. */
export interface InstancesLayout extends CocoLayout {
  readonly type: 'coco';
  readonly splitShares?: SplitGuess['split'];
  /** Why some photos can't be used. */
  readonly bad: readonly string[];
}

/** What a person said already. */
export interface Answers {
  /** Names of the classes, in the order of their values. */
  readonly classes?: readonly string[] | undefined;
  /** Values in masks that are ignored. */
  readonly ignore?: readonly number[] | undefined;
}
