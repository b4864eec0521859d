import { readRuns, type ListedRun } from '../list.ts';
import { oneOf, parseCondition } from './condition.ts';
import { fieldOf, type Field } from './field.ts';
import { matching } from './matching.ts';
import { inOrder, parseOrder } from './order.ts';

export interface Selection {
  /** All of them must hold: `loss.type=focal`. */
  readonly where?: readonly string[] | undefined;
  /** One of these, with commas between them. */
  readonly status?: string | undefined;
  /** Such as `val.iou`, or `seconds:desc`; by default the newest run comes first. */
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  /** Whether archived runs are selected too. A condition on `archived` says so by itself. */
  readonly archived?: boolean | undefined;
}

export interface Selected {
  readonly runs: readonly ListedRun[];
  /** How many met the conditions, before the limit. */
  readonly found: number;
  /** How many there are, archived ones included. */
  readonly total: number;
  /** What the conditions and the order were found to mean. */
  readonly fields: readonly Field[];
  /** How many archived runs were left out without being asked for. */
  readonly archived: number;
}

/**
 * The runs in a folder that meet conditions, in an order. Configurations are read only if a condition or the order
 * names one of their keys, and then only those of runs that met the conditions before it.
 *
 * @throws TesseraError `bad-argument` for a condition that isn't one, `file-unreadable` if the folder can't be read
 */
export async function selectRuns(runsDirectory: string, selection: Selection = {}): Promise<Selected> {
  return selectFrom(await readRuns(runsDirectory), selection);
}

export async function selectFrom(all: readonly ListedRun[], selection: Selection = {}): Promise<Selected> {
  const { where = [], status, sort, limit = Infinity, archived = false } = selection;
  const conditions = [
    ...where.map((text) => parseCondition(text)),
    ...(status === undefined ? [] : [oneOf('status', status, '--status')]),
  ];
  const shown = archived || conditions.some(({ key }) => key === 'archived') ? all : all.filter((run) => !run.archived);
  // Facts and figures are known already, and may leave few runs whose configurations have to be read.
  const cheapFirst = conditions.toSorted((a, b) => Number(isOfConfig(a.key)) - Number(isOfConfig(b.key)));
  const fields: Field[] = [];
  let runs: readonly ListedRun[] = shown;
  for (const condition of cheapFirst) {
    // A key is known if any run has it, also one that an earlier condition has left out.
    const field = await fieldOf(condition.key, isOfConfig(condition.key) ? runs : shown, condition.at.key).catch(() =>
      fieldOf(condition.key, all, condition.at.key),
    );
    fields.push(field);
    runs = await matching(runs, condition, field);
  }
  if (sort !== undefined) {
    const order = await parseOrder(sort, runs.length > 0 ? runs : shown);
    fields.push(order.field);
    runs = await inOrder(runs, order);
  }
  return {
    runs: runs.slice(0, limit),
    found: runs.length,
    total: all.length,
    fields,
    archived: all.length - shown.length,
  };
}

function isOfConfig(key: string): boolean {
  return !/^(val|test)([./]|$)/.test(key) && key.includes('.');
}
