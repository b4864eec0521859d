import type { Experiment, QuestionSection } from '../../schemas/index.ts';
import { groupsOf } from '../claims/groups.ts';
import { readQuestion, type FlawOfQuestion } from '../claims/read-question.ts';
import type { Span } from '../claims/expression.ts';
import type { Claim } from '../claims/resolve.ts';
import type { Group } from '../claims/scope.ts';
import type { Location, Problem } from '../core/errors/index.ts';
import type { Registry } from '../registry/index.ts';
import { figuresOf } from './figures-of.ts';
import { outlineClasses } from './outline-classes.ts';
import type { Report } from './parse.ts';
import { locate } from './source-text.ts';
import type { SweepPoint } from './sweep-points.ts';
import { nodeAt, whereIs, type Entry, type Node, type Origin } from './tree.ts';

export interface CheckQuestionContext {
  readonly registry: Registry;
  /** The components without those of plugins, whose code doesn't build anything to be checked. */
  readonly ownRegistry: Registry;
  readonly workingDirectory: string;
}

/** A question with its claims as they were understood. */
export interface Question extends QuestionSection {
  /** In the order of `claims`; absent as long as it isn't known what the runs measure, as with metrics of plugins. */
  readonly understood?: readonly Claim[];
}

/**
 * Reads the claims of a question. Each problem has its place within the expression: what can't be read, what no run
 * measures, what is no point of the sweep.
 */
export async function checkQuestion(
  question: QuestionSection,
  { key, node: section }: Entry,
  points: readonly SweepPoint[],
  context: CheckQuestionContext,
  report: Report,
): Promise<Question> {
  if (points.length === 0) {
    report(withoutSweep(key));
    return question;
  }
  const figures = await figureNames(points, context);
  const groups = figures && groupsOf(points, ({ experiment }) => figures.get(keyOf(experiment))!);
  const { claims, flaws } = readQuestion(question, groups);
  for (const flaw of flaws) report(problemOf(flaw, section));
  const understood = claims.flatMap((claim) => claim ?? []);
  return understood.length === claims.length ? { ...question, understood } : question;
}

function problemOf({ message, span, hints, path }: FlawOfQuestion, section: Node): Problem {
  const node = nodeAt(section, path);
  const where = node && placeWithin(node, span);
  return {
    code: 'bad-claim',
    message,
    path: ['question', ...path].join('.'),
    ...(where && { where }),
    ...(hints && { hints }),
  };
}

function withoutSweep(key: Origin): Problem {
  return {
    code: 'bad-claim',
    message: 'expected a `sweep` beside `question`, whose runs answer it, got none',
    path: 'question',
    where: whereIs(key),
    hints: ['add `sweep: {seeds: 3}` to judge one experiment over three seeds'],
  };
}

type Measured = Pick<Group, 'figures' | 'beside'>;

/** The names of what the runs measure, by the sections that decide it; undefined if that isn't known. */
async function figureNames(
  points: readonly SweepPoint[],
  { registry, ownRegistry, workingDirectory }: CheckQuestionContext,
): Promise<ReadonlyMap<string, Measured> | undefined> {
  const names = new Map<string, Measured>();
  for (const { experiment } of points) {
    const key = keyOf(experiment);
    if (names.has(key)) continue;
    const classes = await outlineClasses(experiment, registry, workingDirectory);
    const figures = await figuresOf(experiment, ownRegistry, workingDirectory, classes);
    if (!figures) return undefined;
    const { metrics, reported, loss, losses } = figures;
    const own = [...metrics, { name: 'loss' }, ...(loss.parts ?? []), ...losses].map(({ name }) => name);
    const beside = reported.map(({ name }) => name).filter((name) => !own.includes(name));
    names.set(key, { figures: [...new Set(own)], beside });
  }
  return names;
}

function keyOf({ dataset, metrics, loss, log }: Experiment): string {
  return JSON.stringify([dataset, metrics, loss, log.losses]);
}

/** The place of a part of a text. A text that YAML has folded over several lines is shown as a whole. */
function placeWithin(node: Node, span: Span): Location {
  const { source, start, end } = node.origin;
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  const offset = text === undefined ? -1 : source.text.slice(start, end).indexOf(text);
  if (offset === -1) return whereIs(node.origin);
  return locate(source, start + offset + span.start, start + offset + span.end);
}
