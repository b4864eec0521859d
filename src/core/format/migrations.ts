import { renameBest, renameInConfig, renameInLedger, renameInResult } from './metric-names.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What carries a format: `config.yaml`, `run.json`, `result.json`, `sweep.json`, and what a checkpoint says of itself. */
export type Document = 'config' | 'record' | 'result' | 'ledger' | 'checkpoint';

/** From one format to the next: for each document that changed, a pure function on its plain JSON. */
export type Migration = {
  /** The format that comes out. */
  readonly to: number;
  /** What changed. */
  readonly why: string;
} & { readonly [D in Document]?: (content: JsonObject) => JsonObject };

/**
 * All changes of formats, oldest first, one for each format after the first.
 *
 * When a default changes, its migration writes the old value out where nothing is written (`spellOut`), so that an
 * experiment of the old format stays what it was.
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
