import { nearest, TesseraError, type Problem } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import { shellQuote } from '../core/shell-quote.ts';
import type { ClassInfo } from '../data/dataset.ts';
import { IGNORE_INDEX } from '../tasks/semantic/mask.ts';
import { labelTable, type LabelTable } from '../tasks/semantic/scored-photo.ts';

type Classes = readonly Pick<ClassInfo, 'name'>[];

/** How the classes of data are those of a run. */
export interface ClassFit {
  /** What each label of the masks counts as; absent if that is the label itself. */
  readonly labels?: LabelTable;
  /**
   * The class of the run that each class of the data counts as; null if it is ignored. Absent if names and order are
   * the same.
   */
  readonly classMap?: Readonly<Record<string, string | null>>;
}

/** What a class of the data is mapped to so that none of its pixels counts. */
const ignore = 'ignore';

/**
 * Fits the classes of data to those of a run. They fit if the names are the same, in any order. Otherwise `map` must
 * say which class of the run each class of the data that the run doesn't know counts as: `kitten=cat`, `bird=ignore`,
 * `*=ignore` for all others. With a map, the data may also lack classes of the run.
 * @throws TesseraError `classes-differ` at `dataset`, `bad-argument` for an entry of `map` that is wrong
 */
export function fitClasses(data: Classes, run: Classes, map: readonly string[] = []): ClassFit {
  const [own, known] = [data, run].map((classes) => classes.map(({ name }) => name)) as [string[], string[]];
  const given = readMap(map, own, known);
  const targets = own.map((name) => given.get(name) ?? (known.includes(name) ? name : given.get('*')));
  const unknown = own.filter((_, index) => targets[index] === undefined);
  const absent = map.length > 0 ? [] : known.filter((name) => !own.includes(name));
  if (unknown.length > 0 || absent.length > 0) throw differ(own, known, unknown, absent);
  if (own.length === known.length && targets.every((target, index) => target === own[index] && target === known[index]))
    return {};
  return {
    labels: labelTable(targets.map((target) => (target === ignore ? IGNORE_INDEX : known.indexOf(target!)))),
    classMap: Object.fromEntries(own.map((name, index) => [name, targets[index] === ignore ? null : targets[index]!])),
  };
}

function readMap(map: readonly string[], own: readonly string[], known: readonly string[]): Map<string, string> {
  const problems: Problem[] = [];
  const given = new Map<string, string>();
  for (const entry of map) {
    const at = entry.indexOf('=');
    const [from, to] = [entry.slice(0, Math.max(at, 0)), entry.slice(at + 1)];
    if (at < 1) problems.push(badEntry(entry, 'expected `class of the data=class of the run`', []));
    else if (from !== '*' && !own.includes(from))
      problems.push(badEntry(entry, 'expected a class of the data', own, from));
    else if (to !== ignore && !known.includes(to))
      problems.push(badEntry(entry, `expected a class of the run, or \`${ignore}\``, known, to));
    else given.set(from, to);
  }
  if (problems.length > 0) throw new TesseraError(problems);
  return given;
}

function badEntry(entry: string, expected: string, names: readonly string[], got = entry): Problem {
  const near = nearest(got, names);
  const hints = [
    ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
    names.length > 0 ? `the classes: ${listed(names, 16)}` : 'for example: --map kitten=cat --map bird=ignore',
  ];
  return { code: 'bad-argument', message: `--map ${entry}: ${expected}, got \`${got}\``, hints };
}

function differ(
  own: readonly string[],
  known: readonly string[],
  unknown: readonly string[],
  absent: readonly string[],
) {
  const reasons = [
    ...(unknown.length > 0 ? [`the run knows no ${listed(unknown, 8)}`] : []),
    ...(absent.length > 0 ? [`the data has no ${listed(absent, 8)}`] : []),
  ];
  const shown = unknown.length > 0 ? unknown.slice(0, 3) : ['*'];
  const example = shown
    .map((name) => `--map ${shellQuote(`${name}=${unknown.length > 0 ? (absent[0] ?? ignore) : ignore}`)}`)
    .join(' ');
  return new TesseraError({
    code: 'classes-differ',
    path: 'dataset.classes',
    message: `expected the classes of the run, ${listed(known, 16)}, got ${listed(own, 16)}: ${reasons.join(', and ')}`,
    hints: [
      `say which class of the data counts as which of the run, or \`${ignore}\`, such as: ${example}`,
      'classes of the same name need no entry; with an entry, the data may lack classes of the run',
    ],
  });
}
