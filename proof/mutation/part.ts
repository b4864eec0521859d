import { availableParallelism } from 'node:os';
import type { Part } from '../part.ts';
import { readEquivalents } from './equivalent.ts';
import { mutate } from './mutate.ts';
import { mutationReport, summarize } from './report.ts';
import { mutatedFolders } from './scope.ts';

const leastScore = 0.9;

/**
 * 300 mutants, of which the nearest tests notice nine in ten; each of the others has a reason in `equivalent.json`.
 * What an earlier run found counts as long as the mutated file and its tests are as they were.
 */
export const mutation: Part = {
  name: 'mutation',
  title: 'Mutation testing',
  run: async (root, log) => {
    const jobs = availableParallelism();
    const equivalents = readEquivalents(root);
    const draw = { files: mutatedFolders, count: 300, seed: 1 };
    const run = await mutate({ root, ...draw, jobs, fresh: false, equivalents, log });
    const summary = summarize(run, equivalents);
    const passed =
      summary.score >= leastScore && summary.unexplained.length + summary.stale.length + run.broken.length === 0;
    return { passed, text: mutationReport(run, summary) };
  },
};
