import { describePruned, shownState } from '../../runs/pruned.ts';
import type { Story } from '../../runs/story.ts';
import { leaves } from '../../runs/leaves.ts';
import { nameInSplit } from '../../tasks/semantic/metric-name.ts';
import { formatCount } from '../../core/format-count.ts';
import { formatBytes, formatDuration } from './format.ts';
import { resultsTable } from './results.ts';
import { scaleOf, sparkline } from './sparkline.ts';

const curveCells = 40;

/** What training is told by. */
const trainingKeys = [
  ...['loss.type', 'optimizer.type', 'optimizer.lr', 'scheduler.type'],
  ...['train.epochs', 'train.batch_size', 'seed'],
];

/**
 * What became of a run, in the order in which one asks: what it is, how it went, what it learned, what is left, what to
 * do next.
 */
export function storyLines(story: Story, width?: number): string[] {
  return [
    ...about(story),
    '',
    ...attempts(story),
    ...section(curves(story)),
    ...section(figures(story, width)),
    ...section(left(story)),
    ...section(failure(story)),
    '',
    ...next(story),
  ];
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function about({ path, status, record, config, notes }: Story): string[] {
  const { step, totalSteps, seconds, parameters, data, reproduces } = record;
  const values = new Map(leaves('', config));
  const said = (keys: readonly string[]) =>
    keys.flatMap((key) => (values.has(key) ? [`${key} ${values.get(key)}`] : []));
  const description = values.get('description');
  const percent = totalSteps === 0 ? 0 : Math.floor((100 * step) / totalSteps);
  return [
    `${path}: ${shownState({ state: status, pruned: record.pruned })}, step ${step} of ${totalSteps} ` +
      `(${percent}%), ${formatDuration(seconds)}`,
    ...(description === undefined ? [] : [String(description)]),
    ...(notes.note === undefined ? [] : [`note      ${notes.note}`]),
    ...(notes.tags.length > 0 ? [`tags      ${notes.tags.join(', ')}`] : []),
    ...(notes.archived ? ['archived  lists leave it out'] : []),
    ...(reproduces === undefined ? [] : [`repeats   ${reproduces}`]),
    `model     ${said(['model.type', 'model.encoder.type', 'model.encoder.weights']).join(', ')}; ` +
      `${formatCount(parameters.total)} parameters, ${formatCount(parameters.trainable)} of them train`,
    `training  ${said(trainingKeys).join(', ')}`,
    ...(data
      ? [
          `data      ${String(values.get('dataset.type') ?? '')}, ${data.imageSize.height} x ` +
            `${data.imageSize.width}; classes ${data.classes.map(({ name }) => name).join(', ')}`,
        ]
      : []),
  ];
}

function attempts({ record }: Story): string[] {
  return record.attempts.map(
    ({ number, startedAt, firstStep, lastStep, outcome, host, backend, git, imagesPerSecond }) => {
      const commit = git ? `, commit ${git.commit.slice(0, 8)}${git.dirty ? ' with changes' : ''}` : '';
      const speed = imagesPerSecond === undefined ? '' : `, ${imagesPerSecond.toFixed(1)} images/s`;
      const when = startedAt.replace('T', ' ').slice(0, 16);
      return (
        `attempt ${number}  ${when} on ${host}: steps ${firstStep} to ${lastStep}, ${outcome}; ` +
        `${backend}${speed}${commit}`
      );
    },
  );
}

function curves({ curves: all }: Story): string[] {
  const drawn = all.filter(({ points }) => points.length > 1);
  const wide = Math.max(0, ...drawn.map(({ name }) => name.length));
  return drawn.map(({ name, points, best, last }) => {
    const figure = `best ${best!.value.toFixed(4)} at ${best!.step}, last ${last!.value.toFixed(4)} at ${last!.step}`;
    return `${name.padEnd(wide)}  ${sparkline(points, scaleOf([points])!, curveCells).padEnd(curveCells)}  ${figure}`;
  });
}

/** The validation, by which the checkpoint was chosen, then the test. */
function figures(
  { figures: { validation, atBest, test }, record, result }: Story,
  width: number | undefined,
): string[] {
  if (!validation) return ['No validation yet.'];
  const classes = result?.classes ?? record.data?.classes.map(({ name }) => name) ?? [];
  const { metric, value, step } = validation;
  return [
    `best ${nameInSplit('val', metric)} ${value.toFixed(4)} at step ${step}: this is the checkpoint \`best\``,
    ...(atBest ? ['', resultsTable('val', classes, atBest, width)] : []),
    ...(test ? ['', resultsTable('test', classes, test, width)] : []),
    ...(result?.endedBy === undefined ? [] : ['', `training ended early by \`train.${result.endedBy}\``]),
    ...(record.pruned ? ['', `training was stopped ${describePruned(record.pruned)}`] : []),
  ];
}

function left({ checkpoints, evaluations }: Story): string[] {
  const bytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes, 0);
  return [
    ...(checkpoints.length === 0
      ? []
      : [`checkpoints  ${checkpoints.map(({ name }) => name).join(', ')}: ${formatBytes(bytes)}`]),
    ...(evaluations.length === 0 ? [] : [`evaluations  ${evaluations.join(', ')}`]),
  ];
}

function failure({ record: { error }, status, lastWords }: Story): string[] {
  if (error === undefined || status === 'completed') return [];
  return [`failed    ${error}`, ...lastWords.map((line) => `  ${line}`)];
}

function next({ path, status }: Story): string[] {
  if (status === 'running') return [`watch it:  tessera board ${path}`];
  if (status !== 'completed') return [`go on with it:  tessera run --resume ${path}`];
  return [
    `curves:         tessera board ${path}`,
    `other photos:   tessera predict ${path} <photos>`,
    `test it again:  tessera test ${path}`,
  ];
}
