/** A key or a section that `tessera run --resume <run> --set` may change. */
export interface ResumableKey {
  readonly path: string;
  readonly why: string;
}

/**
 * What a run may go on with differently. Everything else would make the second half of its curves those of another
 * experiment. `docs/runs.md` has this table.
 */
export const resumableKeys: readonly ResumableKey[] = [
  {
    path: 'train.epochs',
    why:
      'More epochs, for a complete run too. A schedule that ends with the training (`cosine`, `poly`) is ' +
      'stretched from there on.',
  },
  {
    path: 'train.max_steps',
    why: 'Another last step, which does the same to the schedule.',
  },
  { path: 'train.max_time', why: 'More time, of which what the run has taken so far is a part.' },
  {
    path: 'train.early_stopping',
    why: 'When training stops for lack of improvement. With another metric, only validations from then on count.',
  },
  { path: 'train.log_every', why: 'How often the loss is logged.' },
  { path: 'train.checkpoint_every', why: 'How often a further checkpoint is kept.' },
  { path: 'train.keep', why: 'Which checkpoints stay; those that are there already are looked at too.' },
  { path: 'log', why: 'Where and what is logged.' },
  { path: 'loader', why: 'How batches are made; the batches stay the same.' },
  {
    path: 'engine',
    why: 'Backend and threads. Numbers are then equal to some digits, no longer bit by bit.',
  },
  { path: 'description', why: 'It changes nothing that runs.' },
];

export function isResumable(path: string): boolean {
  return resumableKeys.some((key) => path === key.path || path.startsWith(`${key.path}.`));
}

/** The table as Markdown. */
export function resumableTable(): string {
  const rows = resumableKeys.map(({ path, why }) => `| \`${path}\` | ${why} |`);
  return ['| Key | What it changes |', '| --- | --- |', ...rows].join('\n');
}
