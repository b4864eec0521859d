import { z } from 'zod';
import { questionSection, type Experiment } from '../../schemas/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { ComponentSlot, Registry } from '../registry/index.ts';
import { experimentProblems } from './check-experiments.ts';
import { checkQuestion, type Question } from './check-question.ts';
import { composeLayers, type ComposeOptions } from './compose-layers.ts';
import { withoutConsequences } from './consequences.ts';
import { copyNotes } from './copy-notes.ts';
import { locateIn } from './locate.ts';
import { outsideNotes } from './outside.ts';
import type { Report } from './parse.ts';
import type { LoadedPlugin } from './plugins.ts';
import { describePoint } from './point-problems.ts';
import { resolveExperiment, resolveLaunch, type ResolvedExperiment } from './resolve-sections.ts';
import type { ResolvedPoint } from './sweep-points.ts';
import { parsePath, withoutEntries, type MapNode } from './tree.ts';
import { validate } from './validate.ts';

export type ResolveOptions = ComposeOptions;

/** The results of each stage for one file. A part is undefined if problems, which are reported, prevented it. */
export interface Resolution extends Omit<ResolvedExperiment, 'tree'> {
  readonly registry: Registry;
  readonly schema: z.ZodType<Experiment>;
  /** The code of the plugins, for the id. */
  readonly code: readonly string[];
  readonly plugins: readonly LoadedPlugin[];
  /** Every file that was read, parents first, those of values last. */
  readonly files: readonly string[];
  /** After `extends`, `--set` and interpolation, without `sweep` and `question`. */
  readonly tree?: MapNode;
  /** The same with `sweep` and `launch`, and before interpolation. */
  readonly written?: MapNode;
  /** The launcher that the file names. */
  readonly launch?: ComponentSlot | undefined;
  readonly question?: Question | undefined;
  /** Components that plugins may register, where plugins are not run. Without them there is no experiment. */
  readonly notChecked: readonly Problem[];
  /** Files that it names and this machine lacks. Whoever runs it says so; another machine may have them. */
  readonly absent: readonly Problem[];
  /** What a person should know of the file, and is no problem. */
  readonly notes: readonly string[];
}

/** Runs the stages `extends`, `--set`, axes, interpolation and validation, and reports every problem on the way. */
export async function resolveFile(file: string, options: ResolveOptions, report: Report): Promise<Resolution> {
  const { workingDirectory, environment } = options;
  const consequences = withoutConsequences(report);
  const { tree: written, values, modules, ...layers } = await composeLayers(file, options, consequences);
  const { registry, schema, code, plugins, files } = layers;
  if (!written) return { registry, schema, code, plugins, files, points: [], notChecked: [], absent: [], notes: [] };

  const [notChecked, absent]: [Problem[], Problem[]] = [[], []];
  const hasUnknown = options.runPlugins === false && modules.length > 0;
  let isWhole = true;
  const tell: Report = (problem) => {
    isWhole = false;
    if (hasUnknown && problem.code === 'unknown-component') notChecked.push(notRun(problem));
    else consequences.report(problem);
  };
  const launch = resolveLaunch(written, registry, environment, tell);
  const withoutOthers = withoutEntries(written, (key) => key === 'launch' || isQuestion(key));
  const resolved = resolveExperiment(withoutOthers, { schema, code, environment }, registry, tell);
  const asked = askedIn(written, tell);
  const known = { registry, ownRegistry: options.registry, workingDirectory };
  // Losses and metrics of a run are for its own classes, whatever the classes of other data.
  // What a run has saved was checked by an earlier version, and ran.
  if (!options.otherData && !options.saved)
    for (const problem of await problemsIn(resolved, written, known)) {
      if (problem.code === 'file-missing') absent.push(problem);
      else tell(problem);
    }
  // Points that are missing or wrong are told already.
  const points = resolved.search ? 'searched' : resolved.points;
  const question = asked && isWhole ? await checkQuestion(asked.section, asked.entry, points, known, tell) : undefined;
  const notes = options.saved
    ? []
    : [
        ...outsideNotes({ file, files, values, plugins: modules, workingDirectory }),
        ...copyNotes(plugins, workingDirectory),
      ];
  const sections = { ...resolved, launch, question, written };
  return { registry, schema, code, plugins, files: [...files, ...values], notChecked, absent, notes, ...sections };
}

/** The section `question`, with the place of its key. */
function askedIn(written: MapNode, report: Report) {
  const entry = written.entries.get('question');
  if (!entry) return undefined;
  const alone = withoutEntries(written, (key) => !isQuestion(key));
  const checked = validate(alone, z.object({ question: questionSection }), report);
  return checked && { section: checked.question, entry };
}

/** What a run would refuse before it reads any data, with the place in the file, or in the point of its sweep. */
async function problemsIn(
  { points, experiment, tree, sweep }: ResolvedExperiment,
  written: MapNode,
  known: { readonly registry: Registry; readonly ownRegistry: Registry; readonly workingDirectory: string },
): Promise<Problem[]> {
  const alone: readonly ToCheck[] = experiment ? [{ experiment, tree: () => tree }] : [];
  const toCheck = points.length > 0 ? points : alone;
  const found = await experimentProblems(toCheck, { ...known, objective: sweep?.objective?.metric });
  return found.map(({ problem, of }) => {
    const { path, hints = [] } = problem;
    const within = path?.startsWith('sweep.') ? written : of.tree();
    const where = path === undefined ? undefined : locateIn(within, parsePath(path));
    const point = of.overrides && [`in the sweep point ${describePoint(of.overrides)}`];
    return { ...problem, ...(where && { where }), ...(point && { hints: [...hints, ...point] }) };
  });
}

/** An experiment, or a point of a sweep, with what wrote its values. */
interface ToCheck {
  readonly experiment: Experiment;
  readonly overrides?: ResolvedPoint['overrides'];
  tree(): MapNode;
}

/** The hint for a component that a plugin may register, where plugins are not run. */
function notRun(problem: Problem): Problem {
  return { ...problem, hints: ['not checked: a plugin may register it, and `--no-plugins` runs none'] };
}

function isQuestion(key: string): boolean {
  return key === 'question';
}
