import { renameBest, renameInConfig, renameInLedger, renameInResult } from './metric-names.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Documents with a format number: `config.yaml`, `run.json`, `result.json`, `sweep.json`, `predictions.json`,
 * `evaluation.json`, `notes.json`, `origins.json`, `jobs/manifest.json`, `jobs/submissions.json`, the trials of a
 * search, and the metadata of checkpoints and exported models.
 */
export type Document =
  | 'config'
  | 'record'
  | 'result'
  | 'ledger'
  | 'checkpoint'
  | 'predictions'
  | 'export'
  | 'evaluation'
  | 'notes'
  | 'origins'
  | 'trial'
  | 'manifest'
  | 'submissions';

/** The change from one format to the next: for each document that changed, a pure function on its plain JSON. */
export type Migration = {
  /** The resulting format. */
  readonly to: number;
  /** What changed. */
  readonly why: string;
} & { readonly [D in Document]?: (content: JsonObject) => JsonObject };

/**
 * All migrations, oldest first, one for each format after the first.
 *
 * When a default changes, a migration writes the old value where none is written (`spellOut`), so that an experiment of
 * the old format stays the same.
 */
export const migrations: readonly Migration[] = [
  {
    to: 2,
    why: 'Files say in which format they are written; names of metrics end in what they average over.',
    config: renameInConfig,
    result: renameInResult,
    ledger: renameInLedger,
    checkpoint: renameBest,
  },
];
