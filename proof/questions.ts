import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { verdictWords } from '../src/questions/page.ts';
import { startChecks } from './checks.ts';
import type { Part } from './part.ts';

/**
 * All questions are answered from nothing, twice: the page must be the same. docs/questions.md may come from a
 * processor that rounds differently: figures may differ then, and what is close may be open, but no verdict may be the
 * opposite. Data that is not on this machine, such as photos, is told and no fault.
 */
export const questionsPart: Part = {
  name: 'questions',
  title: 'docs/questions.md comes out of runs from nothing',
  run: async (root, log) => {
    const checks = startChecks(log);
    const folder = await mkdtemp(join(tmpdir(), 'tessera-questions-'));
    try {
      const [documented, first, second] = [
        await readFile(join(root, 'docs/questions.md'), 'utf8'),
        await answerAll(root, join(folder, 'first')),
        await answerAll(root, join(folder, 'second')),
      ];
      await checks.check('two passes from nothing give the same page', async () =>
        first === second ? undefined : 'the pages differ',
      );
      const [docs, now] = [sectionsOf(documented), sectionsOf(first)];
      for (const title of new Set([...docs.keys(), ...now.keys()])) {
        const [before, after] = [docs.get(title) ?? '', now.get(title) ?? ''];
        if (after.startsWith('Not answered. It needs')) {
          await checks.check(`${title} Not answered here, its data is missing`, async () => undefined);
          continue;
        }
        if (before === after) {
          await checks.check(`${title} It has the text of the docs`, async () => undefined);
          continue;
        }
        const claim = "With this machine's figures, no verdict is the opposite of the docs'";
        await checks.check(`${title} ${claim}`, async () => differenceOf(verdictsOf(before), verdictsOf(after)));
      }
      return checks.result();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The page of one pass. */
async function answerAll(root: string, folder: string): Promise<string> {
  const page = join(folder, 'questions.md');
  const program = join(root, 'dist/src/cli/tessera.js');
  const args = ['answer', 'experiments/questions', '--runs', join(folder, 'runs'), '--output', page, '--jobs', '2'];
  await execa(process.execPath, [program, ...args], { cwd: root });
  return readFile(page, 'utf8');
}

/** The verdict of each claim. */
function verdictsOf(section: string): ReadonlyMap<string, string> {
  return new Map([...section.matchAll(/^\*\*(.+)\*\*: `(.+)`/gm)].map(([, verdict, claim]) => [claim!, verdict!]));
}

/** Undefined if no verdict is the opposite of what was expected. */
function differenceOf(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string | undefined {
  if (expected.size === 0 || [...expected.keys()].join() !== [...found.keys()].join()) return 'the claims are others';
  const opposite = [...expected].filter(([claim, verdict]) => {
    const pair = [verdict, found.get(claim)!];
    return pair[0] !== pair[1] && !pair.includes(verdictWords.unclear);
  });
  return opposite.length === 0 ? undefined : opposite.map(([claim]) => claim).join(', ');
}

/** The text of each question, by its title. */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  const sections = page.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end).trim()];
    }),
  );
}
