import { join, resolve } from 'node:path';
import type { LoadedExperiment } from '../../config/index.ts';
import { exitCodes, type ExitCode, type Problem } from '../../core/errors/index.ts';
import type { Surveys } from '../../data/survey/survey-dataset.ts';
import type { ExperimentPlan } from '../../plan/index.ts';
import type { CliContext } from '../context.ts';
import { loadFile, withPlace } from '../load.ts';
import { jsonOption, runsOption, pluginsOption, setOption } from '../options.ts';
import { componentTable, pointTable } from '../report/plan.ts';
import { problemLines, problemsJson } from '../report/problems.ts';
import { describeSearch } from '../report/search.ts';
import { surveyWithProgress } from '../survey.ts';
import type { DefineCommand } from './index.ts';

interface PlanOptions {
  readonly set?: readonly string[];
  readonly plugins: boolean;
  readonly build?: boolean;
  readonly runs: string;
  readonly survey: boolean;
  readonly time: boolean;
  readonly json?: boolean;
}

/** The points of a larger sweep are only listed by default: that takes no TensorFlow.js and little time. */
const manyPoints = 1000;

export const definePlan: DefineCommand = (command, context, exit) => {
  command
    .name('plan')
    .description(
      'Say what an experiment would do, without training: components, data, steps, memory, time, the model ' +
        'layer by layer, and every point of a sweep.',
    )
    .argument('<file>', 'experiment; for a sweep, the model of its first point is shown')
    .addOption(pluginsOption())
    .addOption(setOption())
    .addOption(runsOption('where run folders would be made'))
    .option('--build', `look at data and model even for a sweep with more than ${manyPoints} points`)
    .option('--no-build', 'only the configuration: neither data nor model are looked at')
    .option('--no-survey', 'do not look into photos and masks; what was found in them is kept until they change')
    .option('--no-time', 'do not try a few steps, by which time and memory are measured')
    .addOption(jsonOption())
    .action(async (file: string, options: PlanOptions) => exit(await plan(file, options, context)));
};

async function plan(file: string, options: PlanOptions, context: CliContext): Promise<ExitCode> {
  const loaded = await loadFile(file, context, options.set, options.plugins);
  const { experiment, id, points } = loaded;
  const build = options.build ?? points.length <= manyPoints;
  const built = build ? await buildPlan(loaded, options, context) : undefined;
  const atStart = await startProblems(loaded, options, context);
  const problems = [...(built?.problems ?? []), ...atStart.map((problem) => withPlace(problem, loaded))];

  const warnings = await dataWarnings(built, experiment.loader.on_bad_sample);
  if (options.json) {
    const list = points.map((point) => ({ id: point.id, overrides: point.overrides }));
    context.data(
      JSON.stringify({
        file,
        name: experiment.name,
        id,
        experiment,
        ...built,
        ...(built?.surveys && { surveys: await figuresOf(built.surveys, built.data?.classes.length ?? 0) }),
        warnings,
        points: list,
        problems: problemsJson(problems, context),
      }),
    );
    return problems.length > 0 ? exitCodes.wrongInput : exitCodes.done;
  }
  context.out(`${experiment.name}-${id}  (${file})\n`);
  context.out(componentTable(experiment));
  if (built) await print(built, context);
  for (const warning of warnings) context.err(`warning: ${warning}`);
  if (loaded.search) context.out(`\n${describeSearch(loaded.search, loaded.sweep?.prune).join('\n')}`);
  else if (points.length > 0) context.out(`\n${points.length} points\n${pointTable(points)}`);
  if (problems.length > 0) context.err(problemLines(problems, context));
  return problems.length > 0 ? exitCodes.wrongInput : exitCodes.done;
}

/** What would end a run, or the points of a sweep, before the first step, besides what building shows. */
async function startProblems(
  loaded: LoadedExperiment,
  { runs, build }: PlanOptions,
  context: CliContext,
): Promise<Problem[]> {
  const { experiment, id, points } = loaded;
  const folder = resolve(context.workingDirectory, runs);
  const { folderProblems } = await import('../../runs/check-folder.ts');
  if (points.length === 0) return folderProblems(join(folder, `${experiment.name}-${id}`));
  const { sweepBatchProblems, sweepFolderProblems } = await import('../check-sweep.ts');
  // The first point is built, and its problems are those of the plan.
  const rest = { ...loaded, points: points.slice(1) };
  const batches = (build ?? points.length <= manyPoints) ? await sweepBatchProblems(rest, context) : [];
  return [...(await sweepFolderProblems(loaded, folder)), ...batches];
}

async function buildPlan(
  loaded: LoadedExperiment,
  { survey, time, plugins, set = [] }: PlanOptions,
  context: CliContext,
): Promise<ExperimentPlan> {
  const { planExperiment } = await import('../../plan/index.ts');
  const { file, experiment, registry, points } = loaded;
  const first = points[0]?.experiment ?? experiment;
  const { tryOut } = await import('../try-out.ts');
  const runs = plugins || first.plugins.length === 0;
  const result = await planExperiment({
    experiment: first,
    registry,
    workingDirectory: context.workingDirectory,
    ...(time && { tryOut: async (needed) => (runs ? tryOut(file, { set, needed }, context) : notWithoutPlugins) }),
    ...(survey && { survey: (dataset) => surveyWithProgress(dataset, context) }),
  });
  return { ...result, problems: result.problems.map((problem) => withPlace(problem, loaded)) };
}

/** A trial is a run, which runs plugins. */
const notWithoutPlugins = { notTried: 'steps are tried with the plugins only, which --no-plugins does not run' };

/** What looks like a mistake in the data, and the samples that a run would skip. */
async function dataWarnings(built: ExperimentPlan | undefined, onBadSample: 'fail' | 'skip'): Promise<string[]> {
  if (!built?.surveys) return [];
  const { skipWarnings } = await import('../report/survey.ts');
  const bad = onBadSample === 'skip' ? Object.values(built.surveys).flatMap((split) => split.problems) : [];
  return [...(built.warnings ?? []), ...skipWarnings(bad)];
}

async function figuresOf(surveys: Surveys, classes: number): Promise<object> {
  const { surveyFigures } = await import('../report/survey.ts');
  return surveyFigures(surveys, classes);
}

async function print(built: ExperimentPlan, context: CliContext): Promise<void> {
  const { layerTable, planFigures } = await import('../report/plan-figures.ts');
  const { learningRatePlot } = await import('../report/learning-rate-plot.ts');
  const { parameterGroupTable } = await import('../report/parameter-groups.ts');
  context.out(`\n${planFigures(built)}`);
  const groups = built.model && parameterGroupTable(built.model, context.columns());
  if (groups !== undefined) context.out(`\n${groups}`);
  const plot = built.learningRates && learningRatePlot(built.learningRates, context.columns());
  if (plot !== undefined) context.out(`\n${plot}`);
  if (built.model) context.out(`\n${layerTable(built.model, context.columns())}`);
}
