import { nearest, TesseraError, type Location } from '../../core/errors/index.ts';
import { beginnings, isLossName, namesMeant } from '../../tasks/semantic/metric-name.ts';
import type { Direction } from '../../registry/index.ts';
import { leaves } from '../leaves.ts';
import type { ListedRun } from '../list.ts';
import { objectiveOf } from '../rank.ts';
import { facts } from './facts.ts';

export type FieldValue = string | number | boolean | readonly string[];

/** What a key means in a list of runs. */
export interface Field {
  /** The whole name: `val/iou/macro/image` for `val.iou`. */
  readonly name: string;
  readonly kind: 'fact' | 'figure' | 'config';
  /** Which values are better; figures have one. */
  readonly direction?: Direction;
  /** Undefined where a run has none. */
  readonly of: (run: ListedRun) => Promise<FieldValue | undefined>;
}

/**
 * The field that a key names: something that every run has (`status`), a figure (`val.iou`, `test/iou/macro/image`), or
 * a key of the configuration (`loss.type`). A figure may be named by the beginning of its name; of several, the one
 * that decides is meant, or the experiment's first.
 *
 * @throws TesseraError `bad-argument` if no run has it, with the nearest name
 */
export async function fieldOf(key: string, runs: readonly ListedRun[], where: Location): Promise<Field> {
  if (Object.hasOwn(facts, key)) return { name: key, kind: 'fact', of: async (run) => facts[key]!(run) };
  const [split, ...rest] = key.split(/[./]/);
  if (split === 'val' || split === 'test') return figureField(split, rest.join('/'), runs, where);
  const of = async (run: ListedRun) => (await leavesOf(run)).get(key);
  const known = await Promise.all(runs.map(of));
  if (known.some((value) => value !== undefined) || runs.length === 0) return { name: key, kind: 'config', of };
  throw await unknownKey(key, runs, where);
}

function figureField(split: 'val' | 'test', written: string, runs: readonly ListedRun[], where: Location): Field {
  const deciding = objectiveOf(runs)?.metric;
  const names = [...new Set(runs.flatMap((run) => Object.keys(figuresOf(run, split))))];
  const meant = written === '' ? [deciding ?? names[0]].flatMap((name) => name ?? []) : namesMeant(written, names);
  const name = meant.find((candidate) => candidate === deciding) ?? meant[0];
  if (name === undefined && runs.length > 0) {
    const near = nearest(written, names.flatMap(beginnings));
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected a figure of the ${split} split, got \`${written}\`, which no run has`,
      where,
      hints: [
        ...(near === undefined ? [] : [`did you mean \`${split}.${near}\`?`]),
        names.length === 0 ? `no run has figures of the ${split} split yet` : `one of: ${names.join(', ')}`,
      ],
    });
  }
  const told = runs.flatMap(({ validation, directions }) => [
    ...Object.entries(directions ?? {}),
    ...(validation ? [[validation.metric, validation.direction] as const] : []),
  ]);
  return {
    name: [split, name ?? written].filter((part) => part !== '').join('/'),
    kind: 'figure',
    // Runs of earlier versions may say it of no figure.
    direction: new Map(told).get(name ?? '') ?? (isLossName(name ?? '') ? 'min' : 'max'),
    of: async (run) => figuresOf(run, split)[name ?? ''],
  };
}

/** Runs of earlier versions have kept one figure of the validation only. */
function figuresOf(run: ListedRun, split: 'val' | 'test'): Readonly<Record<string, number>> {
  if (split === 'test') return run.test ?? {};
  return { ...(run.validation && { [run.validation.metric]: run.validation.value }), ...run.val };
}

const known = new WeakMap<ListedRun, Promise<ReadonlyMap<string, string | number | boolean>>>();

/** The leaves of a run's configuration, read once. */
export function leavesOf(run: ListedRun): Promise<ReadonlyMap<string, string | number | boolean>> {
  let found = known.get(run);
  if (!found) known.set(run, (found = run.config().then((config) => new Map(leaves('', config)))));
  return found;
}

async function unknownKey(key: string, runs: readonly ListedRun[], where: Location): Promise<TesseraError> {
  const keys = [...new Set((await Promise.all(runs.map(leavesOf))).flatMap((own) => [...own.keys()]))];
  const inside = keys.filter((other) => other.startsWith(`${key}.`));
  const named = keys.filter((other) => other.endsWith(`.${key}`));
  const near = named[0] ?? nearest(key, [...Object.keys(facts), 'val', 'test', ...keys]);
  return new TesseraError({
    code: 'bad-argument',
    message:
      inside.length > 0
        ? `expected a key with a value, got the section \`${key}\``
        : `expected something that a run has, got \`${key}\`, which none has`,
    where,
    hints: [
      ...(inside.length > 0
        ? [
            `it has ${inside
              .slice(0, 5)
              .map((other) => `\`${other}\``)
              .join(', ')}`,
          ]
        : []),
      ...(inside.length === 0 && near !== undefined ? [`did you mean \`${near}\`?`] : []),
      `one of ${Object.keys(facts).join(', ')}, a figure such as \`val.iou\`, or a key of the configuration ` +
        'such as `loss.type`',
    ],
  });
}
