import { TesseraError } from '../core/errors/index.ts';
import { mapLimited } from '../core/map-limited.ts';
import { classesOf } from './classes.ts';
import { clocksOf } from './clocks.ts';
import { configValues } from './config-values.ts';
import { curvesOf } from './curves.ts';
import { reportSchema, type Report, type ReportDetail } from './document.ts';
import { chooseEvaluation, evaluationRows } from './evaluations.ts';
import { overviewOf } from './overview.ts';
import { panelsOf, photosOf, sheetOf, type ImageBudget } from './images.ts';
import { provenanceOf } from './provenance.ts';
import type { Targets } from './read/find-targets.ts';
import { readDetail, type DetailContent, type Explain } from './read/read-detail.ts';
import { readRun, type Complete, type RunContent } from './read/read-run.ts';

export interface MakeOptions {
  readonly complete: Complete;
  readonly explain: Explain;
  /** Keys that make no other run, as in `src/config/left-out.ts`. */
  readonly leftOut: readonly string[];
  /** Tessera's version. */
  readonly version: string;
  readonly now: Date;
}

/** The most files that are open at a time. */
const atOnce = 32;
/** Bytes of all images of a report. */
const imageBytes = 4_000_000;
/** With more runs that were named one by one, none is shown in full. */
const mostDetails = 6;

/**
 * Gathers all that a report tells: of one run everything, of a sweep its ranking and the best run in full, of several
 * runs their ranking and, if they are few, each in full.
 * @throws TesseraError `file-unreadable` if no run can be read
 */
export async function makeReport({ kind, title, targets }: Targets, options: MakeOptions): Promise<Report> {
  const { complete, explain, leftOut, version, now } = options;
  const read = await mapLimited(targets, atOnce, (target) => readRun(target, complete));
  assertSome(read);
  const { contents, ...overview } = overviewOf(read, leftOut);
  const shown = contents.filter(({ record }) => record !== undefined);
  const inFull = kind === 'sweep' ? shown.slice(0, 1) : shown.length > mostDetails ? [] : shown;
  const notes: string[] = [];
  const details: ReportDetail[] = [];
  for (const run of inFull) {
    const budget = { bytes: imageBytes / inFull.length };
    const found = await readDetail(run, explain);
    notes.push(...found.notes);
    details.push(await detailOf(found, contents.indexOf(run), budget));
  }
  const alone = contents.length === 1 ? contents[0] : undefined;
  const description = alone?.config.get('description');
  return reportSchema.parse({
    version: 1,
    kind,
    title,
    ...(typeof description === 'string' && description !== '' && { description }),
    createdAt: now.toISOString(),
    tessera: version,
    ...overview,
    curves: curvesOf(contents),
    clocks: clocksOf(contents),
    details,
    notes: [...unreadableNotes(contents), ...notes],
  } satisfies Report);
}

async function detailOf(
  { run, origins, evaluations, images }: DetailContent,
  place: number,
  budget: ImageBudget,
): Promise<ReportDetail> {
  const { record, result, config, point } = run;
  const chosen = chooseEvaluation(evaluations);
  const photos = chosen ? await photosOf(chosen, budget) : [];
  const sheet = chosen && (await sheetOf(chosen, budget));
  const classes = classesOf(record!, result, chosen);
  return {
    run: place,
    ...(classes && { classes }),
    panels: await panelsOf(images, budget),
    photos,
    ...(sheet && { sheet }),
    evaluations: evaluationRows(evaluations),
    config: configValues({ config, origins, overrides: point?.overrides }),
    ...provenanceOf(record!, result),
    skipped: result?.skipped ?? [],
  };
}

function assertSome(runs: readonly RunContent[]): void {
  if (runs.some(({ record }) => record !== undefined)) return;
  const problems = runs.slice(0, 5).map(({ path, error = 'it has not begun' }) => `${path}: ${error}`);
  throw new TesseraError({
    code: 'file-unreadable',
    message:
      'expected a run that can be read, got ' +
      `${runs.length === 1 ? 'one that can not' : `${runs.length} that can not`}`,
    hints: problems,
  });
}

function unreadableNotes(contents: readonly RunContent[]): string[] {
  return contents.flatMap(({ state, name, error }) =>
    state === 'unreadable' ? [`${name} can't be read: ${error}`] : [],
  );
}
