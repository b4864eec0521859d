import { join } from 'node:path';
import { drawMutants } from './draw.ts';
import { isSame, type Equivalent } from './equivalent.ts';
import { importsOf, nearestTests } from './imports.ts';
import type { Mutant, MutantResult } from './mutant.ts';
import { openResultFile } from './results.ts';
import { longest, runOnMutant } from './run-on-mutant.ts';
import { runTestFile, type TestRun } from './run-tests.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { startTypeChecks } from './type-check.ts';

export interface MutationOptions {
  readonly root: string;
  /** Files and folders to mutate, from the root. */
  readonly files: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly jobs: number;
  /** Forget the results of earlier runs. */
  readonly fresh?: boolean;
  /**
   * Mutants that no test has to notice. They count as survivors without being run, which takes longest for survivors.
   */
  readonly equivalents?: readonly Equivalent[];
  readonly resultFile?: string;
  /** Hears what happens, a line each. */
  readonly log?: (line: string) => void;
}

export interface MutationRun {
  readonly results: readonly MutantResult[];
  /** Mutants that were drawn and passed over, because the type checker refuses them. */
  readonly invalid: number;
  /** Every mutant of the files, drawn or not. */
  readonly candidates: readonly Mutant[];
  /** Tests that fail without any mutation, and so tell nothing. */
  readonly broken: ReadonlyArray<{ readonly test: string; readonly failure: string }>;
}

export const defaultResultFile = '.cache/mutation/results.jsonl';

/** Draws mutants, runs the nearest tests on each in a copy of the project, and says which were noticed. */
export async function mutate(options: MutationOptions): Promise<MutationRun> {
  const { root, count, seed, jobs, equivalents = [], log = () => {} } = options;
  const types = startTypeChecks(root);
  const imports = importsOf(root, types.files);
  const files = types.files.filter((file) => options.files.some((path) => isWithin(file, path)));
  const candidates = files.map((file) => types.candidates(file));
  const path = options.resultFile ?? join(root, defaultResultFile);
  const known = openResultFile(root, path, { fresh: options.fresh ?? false });
  const testsOf = (mutant: Mutant) => nearestTests(mutant.file, imports).tests;
  const explained = (mutant: Mutant): MutantResult | undefined =>
    equivalents.some((entry) => isSame(entry, mutant))
      ? { mutant, outcome: 'survived', tests: [], seconds: 0 }
      : undefined;
  const baseline = createBaseline(log);
  log(`${candidates.flat().length} candidates in ${files.length} files, ${count} drawn by the seed ${seed}`);

  let invalid = 0;
  const isValid = (mutant: Mutant): boolean => {
    if (known.find(mutant, testsOf(mutant))) return true;
    const isRefused = known.find(mutant, []) !== undefined;
    if (!isRefused && types.accepts(mutant, imports)) return true;
    invalid++;
    if (!isRefused) known.add({ mutant, outcome: 'invalid', tests: [], seconds: 0 }, []);
    return false;
  };
  const queue = drawMutants(candidates, { seed, count, isValid });
  const results: MutantResult[] = [];
  const work = async (): Promise<void> => {
    const sandbox = await createSandbox(root);
    try {
      for (const mutant of queue) {
        const tests = testsOf(mutant);
        const earlier = explained(mutant) ?? known.find(mutant, tests);
        const result = earlier ?? (await testMutant(sandbox, mutant, tests, baseline));
        if (!earlier) known.add(result, tests);
        results.push(result);
        log(`${results.length}/${count} ${result.outcome} ${mutant.file}:${mutant.line} ${describeTests(result)}`);
      }
    } finally {
      await sandbox.remove();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  results.sort((a, b) => byPlace(a.mutant, b.mutant));
  return { results, invalid, candidates: candidates.flat(), broken: baseline.broken };
}

/**
 * Runs the tests on the mutant until one fails: the one at the file's own path, and only then the others, which may be
 * slow.
 */
async function testMutant(
  sandbox: Sandbox,
  mutant: Mutant,
  tests: readonly string[],
  baseline: Baseline,
): Promise<MutantResult> {
  const own = mutant.file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const stages = [tests.filter((test) => test === own), tests.filter((test) => test !== own)];
  const passed: string[] = [];
  let seconds = 0;
  for (const stage of stages) {
    // Found out before the mutant is in place.
    const timed = await baseline.fastestFirst(stage, sandbox);
    const result = await runUntilNoticed(sandbox, mutant, timed);
    seconds += result.seconds;
    if (result.outcome !== 'survived') return { ...result, seconds };
    passed.push(...result.tests);
  }
  return { mutant, outcome: 'survived', tests: passed, seconds };
}

async function runUntilNoticed(sandbox: Sandbox, mutant: Mutant, tests: readonly TimedTest[]): Promise<MutantResult> {
  let seconds = 0;
  for (const { test, seconds: usual } of tests) {
    const run = await runOnMutant(sandbox, mutant, test, usual);
    seconds += run.seconds;
    if (run.outcome === 'timed out') return { mutant, outcome: 'timed out', tests: [test], seconds };
    if (run.outcome === 'failed') return { mutant, outcome: 'killed', tests: [`${test}: ${run.failure}`], seconds };
  }
  return { mutant, outcome: 'survived', tests: tests.map(({ test }) => test), seconds };
}

interface TimedTest {
  readonly test: string;
  /** How long it takes when nothing is wrong. */
  readonly seconds: number;
}

type Baseline = ReturnType<typeof createBaseline>;

/** How each test does without a mutation, found out when it is first needed. */
function createBaseline(log: (line: string) => void) {
  const runs = new Map<string, Promise<TestRun>>();
  const broken: Array<{ test: string; failure: string }> = [];
  return { broken, fastestFirst };

  /** Those that pass. */
  async function fastestFirst(tests: readonly string[], sandbox: Sandbox): Promise<TimedTest[]> {
    const timed: TimedTest[] = [];
    for (const test of tests) {
      const run = runs.get(test) ?? firstRun(test, sandbox);
      runs.set(test, run);
      const { outcome, seconds } = await run;
      if (outcome === 'passed') timed.push({ test, seconds });
    }
    return timed.sort((a, b) => a.seconds - b.seconds);
  }

  async function firstRun(test: string, sandbox: Sandbox): Promise<TestRun> {
    const run = await runTestFile(sandbox, test, longest);
    await sandbox.clean();
    if (run.outcome !== 'passed') {
      const failure = run.failure ?? run.outcome;
      broken.push({ test, failure });
      log(`not used: ${test} fails without any mutation: ${failure}`);
    }
    return run;
  }
}

function isWithin(file: string, path: string): boolean {
  const folder = path.replace(/\/$/, '');
  return file === folder || file.startsWith(`${folder}/`);
}

function describeTests({ outcome, tests }: MutantResult): string {
  if (outcome !== 'survived') return tests.join(', ');
  return tests.length > 0 ? `${tests.length} test files passed` : 'as explained, or because no test is near';
}

function byPlace(a: Mutant, b: Mutant): number {
  const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return compare(a.file, b.file) || a.start - b.start || compare(a.to, b.to);
}
