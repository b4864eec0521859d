import { basename, join, relative, resolve } from 'node:path';
import { exists } from '../../core/exists.ts';
import { namesIn } from '../../core/list-folder.ts';
import { findRun } from '../../runs/find-run.ts';
import { listRuns } from '../../runs/list.ts';
import { readLedger, type LedgerPoint } from '../../sweep/ledger.ts';

/** A run that a report is about, or a point of a sweep that has none yet. */
export interface Target {
  /** Absolute path of the run's folder. */
  readonly path: string;
  /** How it is called in the report. */
  readonly name: string;
  /** Its entry in the ledger of the sweep that it belongs to. */
  readonly point?: LedgerPoint;
}

export interface Targets {
  readonly kind: 'run' | 'sweep' | 'runs';
  readonly title: string;
  /** The one folder that the report is about; absent for several. */
  readonly folder?: string;
  /** Each run once, in the order of the names. */
  readonly targets: readonly Target[];
}

/**
 * What names mean: folders of runs, of sweeps, or of several runs; names in the folder of runs, or beginnings of them;
 * ids of runs.
 * @throws TesseraError `run-missing`, `file-unreadable`
 */
export async function findTargets(
  names: readonly string[],
  runsDirectory: string,
  workingDirectory: string,
): Promise<Targets> {
  const found = await Promise.all(names.map((name) => targetsOf(name, runsDirectory, workingDirectory)));
  const targets = new Map(found.flatMap((one) => one.targets).map((target) => [target.path, target]));
  const [only] = found;
  if (only && found.length === 1) return only;
  return { kind: 'runs', title: `${targets.size} runs`, targets: [...targets.values()] };
}

async function targetsOf(name: string, runsDirectory: string, workingDirectory: string): Promise<Targets> {
  const places = [...new Set([resolve(workingDirectory, name), resolve(runsDirectory, name)])];
  for (const place of [...places, ...(await sweepsCalled(name, runsDirectory))]) {
    const sweep = await sweepIn(place);
    if (sweep) return sweep;
  }
  for (const place of places) {
    const several = await runsIn(place);
    if (several) return several;
  }
  const path = await findRun(name, runsDirectory, workingDirectory);
  const title = basename(path);
  const point = (await readLedger(resolve(path, '..')))?.points.find((one) => one.name === title);
  return { kind: 'run', title, folder: path, targets: [{ path, name: title, ...(point && { point }) }] };
}

async function sweepIn(folder: string): Promise<Targets | undefined> {
  const ledger = await readLedger(folder);
  if (!ledger) return undefined;
  const targets = ledger.points.map((point) => ({ path: join(folder, point.name), name: point.name, point }));
  return { kind: 'sweep', title: basename(folder), folder, targets };
}

/** A folder that is no run itself and has runs in it. */
async function runsIn(folder: string): Promise<Targets | undefined> {
  if (!(await exists(folder)) || (await exists(join(folder, 'run.json')))) return undefined;
  const runs = await listRuns(folder);
  if (runs.length === 0) return undefined;
  const targets = runs.map(({ path }) => ({ path: join(folder, path), name: path }));
  return { kind: 'runs', title: relative(resolve(folder, '..'), folder), folder, targets };
}

/** The sweep whose folder begins with a name, if there is only one. */
async function sweepsCalled(name: string, runsDirectory: string): Promise<string[]> {
  const entries = await namesIn(runsDirectory);
  const folders = entries
    .filter((entry) => name !== '' && entry.startsWith(name))
    .map((entry) => join(runsDirectory, entry));
  const sweeps: string[] = [];
  for (const folder of folders) if (await exists(join(folder, 'sweep.json'))) sweeps.push(folder);
  return sweeps.length === 1 ? sweeps : [];
}
