export interface LeftOut {
  /** Of a key or a section of an experiment. */
  readonly path: string;
  readonly why: string;
}

/** What a run's id leaves out: it cannot change what is learned. No sweep can vary it, since its points would be one. */
export const leftOutOfId: readonly LeftOut[] = [
  { path: 'name', why: 'a name changes nothing that runs' },
  { path: 'description', why: 'a description changes nothing that runs' },
  { path: 'plugins', why: 'the code of plugins counts instead, wherever it lies' },
  { path: 'engine.threads', why: 'threads change how long a step takes' },
  { path: 'loader.workers', why: 'threads that make batches change no batch' },
  { path: 'loader.prefetch', why: 'batches that are made ahead are the same' },
  { path: 'train.log_every', why: 'what is logged is not learned' },
  { path: 'train.checkpoint_every', why: 'the last and the best checkpoint are there in any case' },
  { path: 'log', why: 'what is logged is not learned' },
];

/** The entry that covers a path: its own, or that of a section above it. */
export function leftOut(path: readonly string[]): LeftOut | undefined {
  const text = path.join('.');
  return leftOutOfId.find((entry) => text === entry.path || text.startsWith(`${entry.path}.`));
}
