import { nearest } from '../core/errors/nearest.ts';
import { listed } from '../core/listed.ts';
import type { Flaw, Selector } from './expression.ts';
import type { Group } from './scope.ts';

/**
 * Those of some points that have everything that `at(...)` says, or what is wrong with it.
 *
 * @param all all points of the sweep, which tell what there is to choose by
 */
export function selectGroups(
  selectors: readonly Selector[],
  groups: readonly Group[],
  all: readonly Group[] = groups,
): { readonly groups: readonly Group[] } | { readonly flaw: Flaw } {
  let left = groups;
  for (const selector of selectors) {
    const flaw = flawOf(selector, all);
    if (flaw) return { flaw };
    const before = left;
    left = left.filter((group) => matches(selector, group));
    if (left.length === 0)
      return {
        flaw: {
          message: `expected a point of the sweep, none of ${before.length} has all of this`,
          span: selector.span,
        },
      };
  }
  return { groups: left };
}

function matches({ path, text }: Selector, { name, values }: Group): boolean {
  return path === undefined ? name === text : path in values && isWritten(text, values[path]);
}

/** Whether a value may be written so: `1e-3` is 0.001. */
function isWritten(text: string, value: unknown): boolean {
  if (typeof value === 'number') return text !== '' && Number(text) === value;
  return typeof value === 'object' && value !== null ? false : text === String(value);
}

/** What is wrong with a condition by itself, whatever stands beside it. */
function flawOf({ path, text, span }: Selector, groups: readonly Group[]): Flaw | undefined {
  if (path === undefined) {
    const names = [...new Set(groups.flatMap(({ name }) => name ?? []))];
    return names.includes(text) ? undefined : missing('the name of a point', text, names, span);
  }
  if (path === 'seed')
    return {
      message: 'expected a key that the sweep varies, got `seed`',
      span,
      hints: ['a claim is judged over all seeds'],
    };
  const paths = [...new Set(groups.flatMap(({ values }) => Object.keys(values)))];
  if (!paths.includes(path)) return missing('a key that the sweep varies', path, paths, span);
  const values = groups.flatMap((group) => (path in group.values ? [group.values[path]] : []));
  if (values.some((value) => isWritten(text, value))) return undefined;
  const plain = [...new Set(values.filter((value) => typeof value !== 'object').map(String))];
  if (plain.length === 0)
    return {
      message: `expected a key with single values, \`${path}\` has sections or lists`,
      span,
      hints: ['give the points names (`sweep.points`), and choose them by these: at(name)'],
    };
  return missing(`a value of \`${path}\` in the sweep`, text, plain, span);
}

function missing(what: string, got: string, known: readonly string[], span: Flaw['span']): Flaw {
  const close = nearest(got, known);
  const list = known.length > 0 ? [`one of: ${listed(known, 12)}`] : ['the sweep has none'];
  return {
    message: `expected ${what}, got \`${got}\``,
    span,
    hints: [...(close === undefined ? [] : [`did you mean \`${close}\`?`]), ...list],
  };
}
