import type {
  HParamsExperiment,
  HyperParameterInfo,
  HyperParameterValue,
  MetricInfo,
  SessionStart,
} from 'tensorboard-ts-writer';

/** A row of the HParams view. */
export interface BoardRow {
  readonly hyperParameters: SessionStart['hyperParameters'];
  /** The keys that a sweep sets. */
  readonly swept: readonly string[];
  /** Names of the validation's figures, in the experiment's order. */
  readonly figures: readonly string[];
  /** Whether a sweep's pruner stopped it. */
  readonly isPruned?: boolean;
  /** Whether its splits have folders of their own. */
  readonly bySplit: boolean;
}

/**
 * The columns of the HParams view for these rows: the swept keys, then keys that differ somewhere, and for each figure
 * in the experiments' order its best and last validation, and where there are several seeds their mean and standard
 * deviation; then the test's figures. TensorBoard would make a column of every scalar, in alphabetical order.
 */
export function boardColumns(
  rows: readonly BoardRow[],
  { hasSeeds }: { readonly hasSeeds: boolean },
): HParamsExperiment {
  const figures = unique(rows.flatMap((row) => row.figures));
  const shapes = unique(rows.map(({ bySplit }) => bySplit));
  return {
    hyperParameters: hyperParameterColumns(rows),
    metrics: [
      ...figures.flatMap((figure) => [
        ...shapes.flatMap((bySplit) =>
          bySplit ? [last('val', figure, bySplit)] : [best(figure), last('val', figure, bySplit)],
        ),
        ...(hasSeeds ? overSeeds(figure) : []),
      ]),
      ...figures.flatMap((figure) => shapes.map((bySplit) => last('test', figure, bySplit))),
      ...(rows.some(({ isPruned }) => isPruned) ? [{ tag: 'pruned', displayName: 'pruned at validation' }] : []),
    ],
  };
}

/** Tags of what `writeSeeds` writes of a figure's best validations. */
export function bestSeedTags(figure: string): { readonly mean: string; readonly deviation: string } {
  return { mean: `seeds/best/val/${figure}/mean`, deviation: `seeds/best/val/${figure}/deviation` };
}

function best(figure: string): MetricInfo {
  return { tag: `best/val/${figure}`, displayName: `val/${figure} best`, dataset: 'validation' };
}

function last(split: 'val' | 'test', figure: string, bySplit: boolean): MetricInfo {
  const displayName = split === 'val' ? `val/${figure} last` : `test/${figure}`;
  const place = bySplit ? { group: split, tag: figure } : { tag: `${split}/${figure}` };
  return { ...place, displayName, ...(split === 'val' && { dataset: 'validation' as const }) };
}

function overSeeds(figure: string): MetricInfo[] {
  const { mean, deviation } = bestSeedTags(figure);
  return [
    { tag: mean, displayName: `val/${figure} best, mean of seeds`, dataset: 'validation' },
    { tag: deviation, displayName: `val/${figure} best, deviation of seeds`, dataset: 'validation' },
  ];
}

/** If nothing differs, as of a single run, all keys are told. */
function hyperParameterColumns(rows: readonly BoardRow[]): HyperParameterInfo[] {
  const swept = new Set(rows.flatMap((row) => row.swept));
  const names = unique([...swept, ...rows.flatMap((row) => Object.keys(row.hyperParameters))]);
  const differing = names.filter((name) => swept.has(name) || differs(rows, name));
  return (differing.length > 0 ? differing : names).flatMap((name) => {
    const domain = domainOf(rows, name);
    // What differs is put before what doesn't: so swept keys come first.
    return domain ? [{ name, differs: swept.has(name), domain }] : [];
  });
}

function differs(rows: readonly BoardRow[], name: string): boolean {
  return unique(rows.map((row) => row.hyperParameters[name])).length > 1;
}

/** Undefined where runs of earlier versions have values of several types, which TensorBoard can't sort. */
function domainOf(rows: readonly BoardRow[], name: string): HyperParameterInfo['domain'] | undefined {
  const values = unique(rows.flatMap((row) => row.hyperParameters[name] ?? []));
  if (isAll(values, 'number')) return { min: Math.min(...values), max: Math.max(...values) };
  if (isAll(values, 'boolean')) return values;
  return isAll(values, 'string') ? values.toSorted() : undefined;
}

interface Types {
  readonly number: number;
  readonly boolean: boolean;
  readonly string: string;
}

function isAll<T extends keyof Types>(values: readonly HyperParameterValue[], type: T): values is Types[T][] {
  return values.length > 0 && values.every((value) => typeof value === type);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
