import { nearest } from '../core/errors/index.ts';

/** Names that other tools give to what a command does, by the command line that does it here. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  init: ['new', 'create', 'scaffold', 'setup', 'project'],
  run: ['train', 'fit', 'exec', 'execute', 'finetune', 'start'],
  'run --resume': ['resume', 'continue', 'restart'],
  'run --smoke': ['try', 'smoke', 'debug', 'fast-dev-run'],
  sweep: ['grid', 'hpo', 'tune', 'multirun', 'search', 'optimize'],
  test: ['eval', 'evaluate', 'val', 'score', 'benchmark', 'metrics'],
  predict: ['infer', 'inference', 'segment', 'apply'],
  export: ['convert', 'onnx', 'deploy'],
  demo: ['serve', 'app', 'web'],
  list: ['ls', 'runs', 'ps', 'history', 'jobs'],
  show: ['inspect', 'story', 'get'],
  compare: ['diff'],
  tag: ['label'],
  note: ['comment', 'annotate'],
  archive: ['hide'],
  delete: ['rm', 'remove', 'del', 'clean', 'prune', 'gc'],
  board: ['tensorboard', 'tb', 'logs', 'plot', 'curves'],
  validate: ['check', 'lint', 'verify'],
  explain: ['config', 'cat', 'print', 'print-config'],
  plan: ['summary', 'dry-run', 'describe', 'model'],
  preview: ['view', 'visualize', 'viz', 'data', 'dataset'],
  components: ['models', 'losses', 'types', 'zoo', 'catalog'],
  reproduce: ['replay', 'rerun', 'repeat'],
  launch: ['hook', 'submit', 'queue'],
  doctor: ['info', 'env', 'system', 'devices', 'backends', 'status'],
  'backend install': ['install'],
};

/**
 * Hints for a command that isn't there: what does the same here, with the arguments that were given.
 *
 * @param name the command that was asked for
 * @param rest what followed it
 * @param known the commands that there are
 */
export function commandHints(name: string, rest: readonly string[], known: readonly string[]): string[] {
  const word = name.toLowerCase();
  const line = (command: string, more: readonly string[]) => `\`${['tessera', command, ...more].join(' ')}\``;
  if (/\.ya?ml$/.test(word)) return [`to train it: ${line('run', [name, ...rest])}`];
  const found = commandOf(word);
  const isKnown = (command: string) => known.includes(command.split(' ')[0]!);
  if (found !== undefined && isKnown(found)) return [`here it is ${line(found, rest)}`];
  const near = nearest(word, known) ?? commandOf(nearest(word, Object.values(otherNames).flat()));
  return near !== undefined && isKnown(near) ? [`did you mean ${line(near, rest)}?`] : [];
}

/** The command that another tool's name stands for. */
function commandOf(otherName: string | undefined): string | undefined {
  return Object.keys(otherNames).find((command) => otherName !== undefined && otherNames[command]!.includes(otherName));
}
