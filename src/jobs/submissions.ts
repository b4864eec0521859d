import { join } from 'node:path';
import { z } from 'zod';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { writeJson } from '../core/json-file.ts';
import { jobsFolder, launchReference } from './manifest.ts';

const submitted = z.object({
  id: z.string(),
  began: z.string().optional(),
  indexes: z.array(z.int()),
  folder: z.string(),
  note: z.string().optional(),
  /** ISO 8601. */
  at: z.string(),
  /** The launcher that has it, with its parameters. */
  launch: launchReference,
});

/** `jobs/submissions.json`: what was handed over so far, oldest first. It is written under the sweep's lease. */
const submissionsSchema = z.object({
  submissions: z.array(submitted),
  /** Tasks that a person has cancelled, and that were not submitted again. */
  cancelled: z.array(z.int()).default([]),
  /** Tasks that were lost and submitted again. A task is that once. */
  resubmitted: z.array(z.int()).default([]),
});
export type Submissions = z.output<typeof submissionsSchema>;
export type Submitted = z.output<typeof submitted>;

export async function readSubmissions(sweep: string): Promise<Submissions> {
  const found = await readFormatted(fileIn(sweep), 'submissions', submissionsSchema);
  return found ?? { submissions: [], cancelled: [], resubmitted: [] };
}

export function writeSubmissions(sweep: string, submissions: Submissions): Promise<void> {
  return writeJson(fileIn(sweep), withFormat(submissions));
}

function fileIn(sweep: string): string {
  return join(jobsFolder(sweep), 'submissions.json');
}
