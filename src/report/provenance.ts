import { formatCount } from '../core/format-count.ts';
import { describePruned } from '../runs/pruned.ts';
import type { Attempt } from '../runs/attempt.ts';
import type { RunRecord } from '../runs/record.ts';
import type { RunResult } from '../runs/result.ts';
import type { Fact, ReportDetail } from './document.ts';

/** What a run was trained with, on and by. */
export function provenanceOf(
  record: RunRecord,
  result: RunResult | undefined,
): Pick<ReportDetail, 'facts' | 'attempts' | 'inputs'> {
  return {
    facts: factsOf(record, result),
    attempts: record.attempts.map((attempt) => ({
      title: `Attempt ${attempt.number}: steps ${attempt.firstStep} to ${attempt.lastStep}, ${attempt.outcome}`,
      facts: attemptFacts(attempt),
    })),
    inputs: inputFacts(record),
  };
}

function factsOf({ id, parameters, data, reproduces }: RunRecord, result: RunResult | undefined): Fact[] {
  const { total, trainable } = parameters;
  return present([
    ['Id', id],
    ['Parameters', `${formatCount(total)}, of which ${formatCount(trainable)} are trained`],
    ['Image size', data && `${data.imageSize.height} × ${data.imageSize.width} (${data.resize ?? 'cover'})`],
    ['Classes', data && String(data.classes.length)],
    [
      'Waiting for data',
      result?.dataWait !== undefined ? `${(100 * result.dataWait).toFixed(1)} % of the steps' time` : undefined,
    ],
    ['Ended by', result?.endedBy ?? (result?.pruned && `pruned ${describePruned(result.pruned)}`)],
    ['Repeats', reproduces],
  ]);
}

function attemptFacts(attempt: Attempt): Fact[] {
  const {
    startedAt,
    endedAt,
    host,
    machine,
    versions,
    backend,
    engine,
    command,
    git,
    tessera,
    lockFile,
    changes,
    error,
  } = attempt;
  const { peakMemoryBytes, imagesPerSecond } = attempt;
  return present([
    ['Error', error],
    ['Command', command && ['tessera', ...command].join(' ')],
    ['Began', startedAt],
    ['Ended', endedAt],
    ['Commit', git && `${git.commit}${git.branch === undefined ? '' : ` (${git.branch})`}`],
    ['Uncommitted changes', git && (git.dirty ? (git.patch ?? git.diffHash ?? 'yes') : 'none')],
    ['Backend', backend],
    ['Threads', engine && String(engine.threads)],
    ['Machine', `${machine.cpu}, ${machine.cores} cores, ${gibibytes(machine.memoryBytes)}, ${machine.platform}`],
    ['Host', host],
    ['Images per second', imagesPerSecond?.toFixed(1)],
    ['Peak memory', peakMemoryBytes === undefined ? undefined : gibibytes(peakMemoryBytes)],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join('\n'),
    ],
    ["Tessera's commit", tessera && `${tessera.commit}${tessera.dirty ? ' + changes' : ''}`],
    ['Lock file', lockFile && `${lockFile.file} ${lockFile.sha256}`],
    ['Changed before it', changes?.join('\n')],
  ]);
}

function inputFacts({ inputs }: RunRecord): Fact[] {
  if (!inputs) return [];
  const { config, plugins, weights, data } = inputs;
  const how = data.by === 'files' ? 'by content' : 'by name';
  return [
    { name: 'config.yaml', value: config },
    ...plugins.map(({ name, sha256 }) => ({ name: `plugin ${name}`, value: sha256 })),
    ...weights.map(({ file, sha256 }) => ({ name: `weights ${file}`, value: sha256 })),
    ...(['train', 'val', 'test'] as const).map((split) => ({
      name: `${split}, ${data[split].samples} samples ${how}`,
      value: data[split].sha256,
    })),
  ];
}

function present(rows: readonly (readonly [name: string, value: string | undefined])[]): Fact[] {
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
