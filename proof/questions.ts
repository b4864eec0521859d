import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Part } from './part.ts';

/** All questions are answered from nothing, and the page must be what docs/questions.md says. */
export const questionsPart: Part = {
  name: 'questions',
  title: 'docs/questions.md comes out of runs from nothing',
  run: async (root, log) => {
    const program = join(root, 'dist/src/cli/tessera.js');
    const folder = await mkdtemp(join(tmpdir(), 'tessera-questions-'));
    const page = join(folder, 'questions.md');
    try {
      const args = ['answer', 'experiments/questions', '--runs', join(folder, 'runs'), '--output', page, '--jobs', '2'];
      const { exitCode, stdout } = await execa(process.execPath, [program, ...args], { cwd: root, reject: false });
      if (exitCode !== 0) return { passed: false, text: `**exit code ${exitCode}**: ${stdout.split('\n').at(-1)}` };
      const [written, now] = await Promise.all(
        [join(root, 'docs/questions.md'), page].map((file) => readFile(file, 'utf8')),
      );
      const [before, after] = [sectionsOf(written!), sectionsOf(now!)];
      const lines = [...new Set([...before.keys(), ...after.keys()])].map((title) => {
        const verdict = compare(before.get(title), after.get(title));
        log(`${title}: ${verdict.text}`);
        return verdict.passed ? `- ${title} ${verdict.text}` : `- ${title} **${verdict.text}**`;
      });
      return { passed: !lines.some((line) => line.endsWith('**')), text: lines.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function compare(before: string | undefined, after: string | undefined): { passed: boolean; text: string } {
  if (before === undefined || after === undefined)
    return { passed: false, text: `it is only ${before === undefined ? 'new' : 'in the docs'}` };
  // Data that is not on this machine, such as photos, is told and is no fault.
  if (after.startsWith('Not answered. It needs'))
    return { passed: true, text: 'Not answered here: its data is missing.' };
  return before === after ? { passed: true, text: 'The same text.' } : { passed: false, text: 'another text' };
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
