import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { objectiveSection } from '../../schemas/sweep.ts';
import { TesseraError } from '../core/errors/index.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { writeJson } from '../core/json-file.ts';

/** A `{type, ...}` section of a launcher, as it was validated. */
export const launchReference = z.looseObject({ type: z.string() });

const manifestPoint = z.object({
  /** Its index as a task: the point's number in the ledger, from 1. */
  number: z.int().positive(),
  id: z.string(),
  label: z.string().exactOptional(),
  overrides: z.record(z.string(), z.unknown()),
});

/**
 * `jobs/manifest.json` in a sweep's folder: all that a task on another machine has to know, beside the configurations
 * in `points/`. What was submitted runs, however the YAML file is changed afterwards. It holds no secrets.
 */
const manifestSchema = z.object({
  name: z.string(),
  /** The experiment's file, as it was given. */
  file: z.string(),
  /** The experiment, resolved (YAML), for a search with its sweep. */
  experiment: z.string(),
  /** What points are ranked by. */
  objective: objectiveSection.optional(),
  /** All points that were ever submitted, by number. */
  points: z.array(manifestPoint),
  /** Present for a search, whose points are made by the tasks, from `experiment.yaml` beside this file. */
  search: z.object({ count: z.int() }).optional(),
  /** How often a point that failed is started again by its task, and the seconds before the first time. */
  retries: z.object({ limit: z.int(), seconds: z.number() }),
  /** The folder in which the points' processes run. Paths in the experiment are relative to it. */
  workingDirectory: z.string(),
  /** What git had checked out there when it was submitted; `dirty` if tracked files differed from it. */
  commit: z.string().optional(),
  dirty: z.boolean().optional(),
  /** Variables that each task gets. */
  environment: z.record(z.string(), z.string()),
  launch: launchReference,
});
export type Manifest = z.output<typeof manifestSchema>;
export type ManifestPoint = z.output<typeof manifestPoint>;

/** The folder for what is submitted, within a sweep's. */
export function jobsFolder(sweep: string): string {
  return join(sweep, 'jobs');
}

/** The sweep's folder, as the machine that reads the manifest sees it. */
export function sweepOf(file: string): string {
  return dirname(dirname(resolve(file)));
}

/** A search's experiment, which tasks load. */
export function searchFile(sweep: string): string {
  return join(jobsFolder(sweep), 'experiment.yaml');
}

export function manifestFile(sweep: string): string {
  return join(jobsFolder(sweep), 'manifest.json');
}

/** @throws TesseraError `file-missing` if there is none, `file-unreadable` or `newer-format` */
export async function readManifest(file: string): Promise<Manifest> {
  const manifest = await readFormatted(file, 'manifest', manifestSchema);
  if (manifest) return manifest;
  throw new TesseraError({
    code: 'file-missing',
    message: `expected the manifest of a sweep that was submitted, there is no ${file}`,
    hints: ['`tessera sweep <file>` writes it, if the file has a `launch` section'],
  });
}

/** Undefined if nothing was submitted in the sweep yet. */
export function findManifest(sweep: string): Promise<Manifest | undefined> {
  return readFormatted(manifestFile(sweep), 'manifest', manifestSchema);
}

export function writeManifest(sweep: string, manifest: Manifest): Promise<void> {
  return writeJson(manifestFile(sweep), withFormat(manifest));
}
