import { TesseraError } from '../core/errors/index.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { Direction } from '../registry/index.ts';
import { isLossName } from '../tasks/semantic/metric-name.ts';
import { configOf } from './config-of.ts';
import { curvePoints, type CurvePoint } from './curve-summary.ts';
import { readCurves, type Curves } from './curves.ts';
import { runDirectory } from './directory.ts';
import { figureList, runFigures, type BestValidation, type NamedFigure, type RunFigures } from './figures.ts';
import { leaves } from './leaves.ts';
import { livenessOf } from './liveness.ts';
import { shownState } from './pruned.ts';
import { rankBySeeds, type Ranking } from './rank.ts';
import type { RunRecord } from './record.ts';
import { seedKey } from './seed-groups.ts';

export type Cell = string | number | boolean | null;

/** One value for each run, in their order; null where a run has none. */
export interface Row {
  readonly name: string;
  readonly values: readonly Cell[];
}

export interface MetricRow extends Row {
  readonly values: readonly (number | null)[];
  readonly direction: Direction;
}

/** The figures of one class. */
export interface ClassRow extends MetricRow {
  readonly class: string;
}

/** The values of one figure over the steps of each run. */
export interface CurveRow {
  readonly name: string;
  readonly curves: readonly (readonly CurvePoint[])[];
}

/** The figures of the best checkpoints on one split. */
export interface SplitRows {
  /** The metrics in the order of the experiment, then the losses. */
  readonly metrics: readonly MetricRow[];
  readonly classes: readonly ClassRow[];
}

export interface ComparedRun {
  /** Its place among the given runs, from 0. */
  readonly index: number;
  readonly path: string;
  readonly key: string;
  readonly validation?: BestValidation;
  readonly isComplete: boolean;
}

export interface Comparison {
  /** Keys of the configurations whose values differ, without the section `log`. */
  readonly config: readonly Row[];
  /** Runs that differ in their seed only, together; the best mean of the best validation values first. */
  readonly ranking: Ranking<ComparedRun>;
  readonly validation: SplitRows;
  readonly test: SplitRows;
  /** The metric that decides on the validation split, and the training loss. */
  readonly curves: readonly CurveRow[];
  /** Status, steps, training time, backend, commit, and why a run failed. */
  readonly about: readonly Row[];
}

export interface CompareOptions {
  /** Gives a configuration the keys that it doesn't say, so that those that came later are no difference. */
  readonly complete?: (config: object) => object;
  /**
   * Keys and sections that can't change what is learned, so that runs that differ in them are equal but for their seed.
   */
  readonly leftOut?: readonly string[];
}

/**
 * Sets runs side by side.
 * @throws TesseraError `run-missing` for a folder that isn't a run, `file-unreadable` for one that
 * can't be read
 */
export async function compareRuns(paths: readonly string[], options: CompareOptions = {}): Promise<Comparison> {
  const runs = await Promise.all(paths.map((path) => readRun(path, options)));
  const ranking = rankBySeeds(
    runs.map(({ path, key, figures: { validation }, about: { status } }, index): ComparedRun => ({
      index,
      path,
      key,
      isComplete: status === 'completed' || status === 'pruned',
      ...(validation && { validation }),
    })),
  );
  const deciding = ranking.objective?.metric;
  const curveNames = [`val/${deciding ?? 'loss'}`, 'train/loss'];
  return {
    config: rowsOf(runs.map(({ config }) => config)).filter(({ values }) => new Set(values).size > 1),
    ranking,
    validation: splitRows(runs, validationFigures),
    test: splitRows(runs, ({ figures: { test } }) => (test ? figureList(test) : [])),
    curves: curveNames
      .map((name) => ({ name, curves: runs.map(({ curves }) => curvePoints(curves.get(name) ?? new Map())) }))
      .filter(({ curves }) => curves.some((points) => points.length > 0)),
    about: rowsOf(runs.map(({ about }) => about)),
  };
}

type Cells = Readonly<Record<string, Cell>>;

interface ReadRun {
  readonly path: string;
  readonly key: string;
  readonly config: Cells;
  readonly figures: RunFigures;
  readonly classes: readonly string[];
  readonly curves: Curves;
  readonly about: Cells;
}

async function readRun(
  path: string,
  { complete = (config) => config, leftOut = [] }: CompareOptions,
): Promise<ReadRun> {
  const run = runDirectory(path);
  const [record, result] = await Promise.all([run.readRecord(), run.readResult()]);
  if (!record) throw new TesseraError({ code: 'run-missing', message: `expected a run, ${path} has no run.json` });
  const [written, curves, { state }] = await Promise.all([
    configOf(run, record),
    readCurves(run),
    livenessOf(run, record),
  ]);
  const config = isPlainObject(written) ? complete(written) : written;
  return {
    path,
    key: seedKey(config, leftOut, record.inputs),
    config: Object.fromEntries(leaves('', config).filter(([key]) => !key.startsWith('log.'))),
    figures: runFigures(record, result),
    classes: result?.classes ?? record.data?.classes.map(({ name }) => name) ?? [],
    curves,
    about: aboutRun(record, shownState({ state, pruned: record.pruned })),
  };
}

function aboutRun({ step, totalSteps, seconds, attempts, error }: RunRecord, status: string): Cells {
  const { backend, git } = attempts.at(-1)!;
  return {
    status,
    steps: `${step}/${totalSteps}`,
    seconds,
    backend,
    commit: git ? `${git.commit.slice(0, 8)}${git.dirty ? ' + changes' : ''}` : null,
    ...(error !== undefined && { error }),
  };
}

/** Where a run has kept only the best value, the other figures of that validation are in its log. */
function validationFigures({ figures: { atBest, validation }, curves }: ReadRun): readonly NamedFigure[] {
  if (atBest) return figureList(atBest);
  if (!validation) return [];
  const { metric, direction, value, step } = validation;
  const logged = [...curves].flatMap(([name, curve]): NamedFigure[] => {
    const at = curve.get(step);
    if (!name.startsWith('val/') || typeof at !== 'number') return [];
    const figure = name.slice('val/'.length);
    return [{ name: figure, value: at, direction: isLossName(figure) ? 'min' : 'max' }];
  });
  return [{ name: metric, direction, value }, ...logged.filter(({ name }) => name !== metric)];
}

/** In the order in which names first appear. */
function rowsOf(runs: readonly Cells[]): Row[] {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  return names.map((name) => ({ name, values: runs.map((run) => run[name] ?? null) }));
}

/** Losses come last, also where a run has a metric that those before it don't have. */
function splitRows(runs: readonly ReadRun[], figuresOf: (run: ReadRun) => readonly NamedFigure[]): SplitRows {
  const figures = runs.map((run) => new Map(figuresOf(run).map((figure) => [figure.name, figure])));
  const all = [...new Map(figures.flatMap((own) => [...own])).values()];
  const named = all.toSorted((a, b) => Number(isLossName(a.name)) - Number(isLossName(b.name)));
  const metrics = named.map(({ name, direction }) => ({
    name,
    direction,
    values: figures.map((own) => own.get(name)?.value ?? null),
  }));
  const classNames = [...new Set(runs.flatMap(({ classes }) => classes))];
  const classes = named.flatMap(({ name, direction }) =>
    classNames.map((className): ClassRow => ({
      name,
      class: className,
      direction,
      values: runs.map((run, index) => figures[index]!.get(name)?.perClass?.[run.classes.indexOf(className)] ?? null),
    })),
  );
  return { metrics, classes: classes.filter(({ values }) => values.some((value) => value !== null)) };
}
