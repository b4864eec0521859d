import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { firstMessageOf } from '../../core/errors/index.ts';
import { isAbsent } from '../../core/exists.ts';
import { mapLimited } from '../../core/map-limited.ts';
import type { Evaluation } from '../../evaluations/evaluation.ts';
import { evaluationFiles, evaluationsFolder, listEvaluations, readEvaluation } from '../../evaluations/folder.ts';
import { runDirectory } from '../../runs/directory.ts';
import { readOrigins, type ExplainedValue, type Origins } from '../../runs/origins.ts';
import { eventImages, type EventImage } from './event-images.ts';
import type { RunContent } from './read-run.ts';

/** Tells which layers wrote each value of a run's `config.yaml`, as `tessera explain` does. */
export type Explain = (file: string) => Promise<readonly ExplainedValue[]>;

/** What a report needs of a run that it shows in full. */
export interface DetailContent {
  readonly run: RunContent;
  /** Where the values of its configuration come from, of the run or of the sweep that it is a point of. */
  readonly origins?: Origins;
  readonly evaluations: readonly FoundEvaluation[];
  /** In its event files. */
  readonly images: readonly EventImage[];
  /** What could not be read. */
  readonly notes: readonly string[];
}

export interface FoundEvaluation extends Evaluation {
  /** Absolute path. */
  readonly folder: string;
}

/** Reads what is large, or only there for a run that is shown in full. What can't be read is told by a note. */
export async function readDetail(run: RunContent, explain: Explain): Promise<DetailContent> {
  const notes: string[] = [];
  const orElse =
    <T>(nothing: T) =>
    (error: unknown) => {
      notes.push(firstMessageOf(error));
      return nothing;
    };
  const [origins, evaluations, images] = await Promise.all([
    originsOf(run, explain).catch(orElse(undefined)),
    evaluationsOf(run.path).catch(orElse([])),
    eventImages(run.path).catch((error: unknown) => (isAbsent(error) ? [] : orElse([])(error))),
  ]);
  return { run, ...(origins && { origins }), evaluations, images, notes };
}

/**
 * An earlier version kept no origins. Which values are defaults can still be told, unless a plugin is needed for that.
 */
async function originsOf({ path, point }: RunContent, explain: Explain): Promise<Origins | undefined> {
  const kept = (await readOrigins(path)) ?? (point ? await readOrigins(dirname(path)) : undefined);
  if (kept) return kept;
  const explained = await explain(runDirectory(path).configFile).catch(() => undefined);
  return explained && { values: explained.map(withoutPlace) };
}

function withoutPlace({ path, description, steps }: ExplainedValue): Origins['values'][number] {
  const [lowest] = steps;
  const last = steps.at(-1)!;
  const isDefault = lowest?.by === 'default' && isDeepStrictEqual(lowest.value, last.value);
  const layer = isDefault
    ? ({ by: 'default', value: last.value } as const)
    : ({ by: 'file', where: 'config.yaml', value: last.value } as const);
  return { path, ...(description !== undefined && { description }), layers: [layer] };
}

async function evaluationsOf(path: string): Promise<FoundEvaluation[]> {
  const names = await listEvaluations(path);
  const found = await mapLimited(names, 8, async (name) => {
    const folder = join(path, evaluationsFolder, name);
    const evaluation = await readEvaluation(folder);
    return evaluation ? [{ ...evaluation, folder }] : [];
  });
  return found.flat().toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** The contact sheet of an evaluation; undefined if it has none. */
export async function readSheet({ folder }: FoundEvaluation): Promise<Uint8Array | undefined> {
  return readFile(join(folder, evaluationFiles.sheet)).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
}
