import type { Published } from './published.ts';

/** What the loader needs to know of an encoder. */
export interface EncoderWeights {
  /** The files that short names such as `imagenet` stand for. */
  readonly published: Published;
  /**
   * How other libraries name the encoder's tensors: each function gives their name of one, by the encoder's own. The
   * names that most of a file's tensors have are used; the encoder's own are tried too.
   */
  readonly otherNames?: readonly ((name: string) => string)[];
  /** Tensors of published files that the encoder has no use for, besides classifiers, by the file's names. */
  readonly unused?: RegExp;
  /** What to check if shapes differ, such as a width multiplier. */
  readonly hints?: readonly string[];
}

/** What libraries call the classifiers of their networks. */
export const classifiers =
  /^(fc|classifier|head|last_linear|logits|predictions|conv_preds|dense(_\d+)?|aux_classifier)[./]/;
