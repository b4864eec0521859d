export interface LeftOut {
  /** Path of a key or a section of an experiment. */
  readonly path: string;
  readonly why: string;
}

/**
 * Keys that a run's id leaves out, because they cannot change what is learned. Points that differ in them would have
 * one id.
 */
export const leftOutOfId: readonly LeftOut[] = [
  { path: 'name', why: 'a name changes nothing that runs' },
  { path: 'description', why: 'a description changes nothing that runs' },
  { path: 'plugins', why: 'the code of plugins counts instead of their paths' },
  { path: 'dataset.allow_empty', why: 'that a class may have no pixel changes none' },
  { path: 'engine.device', why: 'a device changes numbers by rounding only, as threads do' },
  { path: 'engine.threads', why: 'threads change how long a step takes' },
  { path: 'loader.workers', why: 'threads that make batches change no batch' },
  { path: 'loader.prefetch', why: 'batches that are made ahead are the same' },
  { path: 'loader.frozen_features_mib', why: 'features that are kept are the same' },
  { path: 'train.log_every', why: 'logging changes nothing that is learned' },
  { path: 'train.checkpoint_every', why: 'saving changes nothing that is learned' },
  { path: 'train.keep', why: 'which checkpoints stay changes nothing that is learned' },
  { path: 'launch', why: 'where points run changes nothing that is learned' },
  { path: 'question', why: 'what is asked of runs changes none' },
  { path: 'log', why: 'logging changes nothing that is learned' },
];

/** The entry that covers a path: its own, or that of a section above it. */
export function leftOut(path: readonly string[]): LeftOut | undefined {
  const text = path.join('.');
  return leftOutOfId.find((entry) => text === entry.path || text.startsWith(`${entry.path}.`));
}
