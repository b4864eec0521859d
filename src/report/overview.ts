import { nameInSplit } from '../tasks/semantic/metric-name.ts';
import { figureList, runFigures, type BestValidation } from '../runs/figures.ts';
import { bestFirst, rankBySeeds, rankedValue, type Ranking } from '../runs/rank.ts';
import { shownState } from '../runs/pruned.ts';
import { pointKey, seedKey } from '../runs/seed-groups.ts';
import { spreadOf } from '../runs/spread.ts';
import { jsonSpread, orNull, type Figure, type Report, type ReportGroup, type ReportRun } from './document.ts';
import type { RunContent } from './read/read-run.ts';
import { axesOf, settingsOf } from './settings.ts';

/** What a report says of all runs together, and the runs in the order in which it names them: the best first. */
export interface Overview extends Pick<Report, 'decides' | 'runs' | 'groups' | 'axes'> {
  readonly contents: readonly RunContent[];
}

interface Member {
  readonly key: string;
  readonly validation?: BestValidation;
  readonly content: RunContent;
}

/** @param leftOut keys that make no other run, as in `src/config/left-out.ts` */
export function overviewOf(given: readonly RunContent[], leftOut: readonly string[]): Overview {
  const ranking = rankBySeeds(given.map((content) => memberOf(content, leftOut)));
  const { objective } = ranking;
  const valueOf = (member: Member) => (objective ? rankedValue(member, objective) : NaN);
  const order = objective ? bestFirst(objective, valueOf) : () => 0;
  const members = ranking.groups.flatMap(({ runs }) => runs.toSorted(order));
  const contents = members.map(({ content }) => content);
  const settings = settingsOf(contents, leftOut);
  const runs = members.map(({ content, validation }, place) => runOf(content, validation, settings[place]!));
  const groups = groupsOf(ranking, members, runs);
  const values = members.map((member) => orNull(valueOf(member)));
  return { ...(objective && { decides: { ...objective } }), runs, groups, axes: axesOf(runs, values), contents };
}

function memberOf(content: RunContent, leftOut: readonly string[]): Member {
  const { record, result, point, configuration, path } = content;
  const { validation } = record ? runFigures(record, result) : {};
  const key = point ? pointKey(point.overrides) : record ? seedKey(configuration, leftOut, record.inputs) : path;
  return { key, content, ...(validation && { validation }) };
}

function runOf(
  content: RunContent,
  validation: BestValidation | undefined,
  settings: ReportRun['settings'],
): ReportRun {
  const { name, state, record, error, point, path, config } = content;
  const seed = config.get('seed') ?? point?.overrides['seed'];
  return {
    path,
    name,
    id: record?.id ?? point?.id ?? '',
    status: shownState({ state, pruned: record?.pruned }),
    step: record?.step ?? 0,
    totalSteps: record?.totalSteps ?? 0,
    ...(record && { startedAt: record.startedAt }),
    ...(record?.endedAt !== undefined && { endedAt: record.endedAt }),
    seconds: record?.seconds ?? 0,
    ...(error !== undefined && { error }),
    ...(typeof seed === 'number' && { seed }),
    settings,
    ...(validation && { validation: { ...validation, value: orNull(validation.value) } }),
    figures: figuresOf(content),
  };
}

/** Those of the test, then those of the best validation. */
export function figuresOf({ record, result }: RunContent): Figure[] {
  const { test, atBest } = record ? runFigures(record, result) : {};
  return (
    [
      ['test', test],
      ['val', atBest],
    ] as const
  ).flatMap(([split, figures]) =>
    figures
      ? figureList(figures).map(({ name, value, direction }) => ({
          name: nameInSplit(split, name),
          value: orNull(value),
          direction,
        }))
      : [],
  );
}

function groupsOf({ groups }: Ranking<Member>, members: readonly Member[], runs: readonly ReportRun[]): ReportGroup[] {
  return groups.map(({ runs: own, validation, apart }): ReportGroup => {
    const places = members.flatMap((member, place) => (own.includes(member) ? [place] : []));
    const figures = places.map((place) => runs[place]!.figures);
    const named = new Map(figures.flat().map((figure) => [figure.name, figure.direction]));
    return {
      runs: places,
      settings: runs[places[0]!]!.settings,
      ...(validation && { validation: jsonSpread(validation) }),
      figures: [...named].map(([name, direction]) => {
        const values = figures.flatMap((one) => one.find((figure) => figure.name === name)?.value ?? []);
        return { name, direction, ...jsonSpread(spreadOf(values)) };
      }),
      ...(apart && { withinSpread: apart.withinSpread }),
    };
  });
}
