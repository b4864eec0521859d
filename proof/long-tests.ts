import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Part } from './part.ts';

/** The tests that have a long form, in it. */
export const longTests: Part = {
  name: 'long',
  title: 'Long forms of tests',
  run: async (root, log) => {
    const files = filesWithLongForm(root);
    const { exitCode, stdout } = await execa('npx', ['ava', '--tap', '--timeout', '60m', '-c', '1', ...files], {
      cwd: root,
      env: { TESSERA_LONG: '1' },
      reject: false,
    });
    const results = stdout.split('\n').filter((line) => /^(?:not )?ok \d+/.test(line));
    for (const line of results) log(line);
    const failed = results.filter((line) => line.startsWith('not '));
    const passed = exitCode === 0 && failed.length === 0 && results.length > 0;
    const list = files.map((file) => `  - \`${file}\``);
    const end = passed ? 'passed' : `**${failed.length} failed**`;
    return { passed, text: [`- ${results.length} tests of these files: ${end}`, ...list, ...failed].join('\n') };
  },
};

/** Test files that import `helpers/long.ts`, as paths from the root. */
export function filesWithLongForm(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .filter((name) => /from '[./]*helpers\/long\.ts'/.test(readFileSync(join(root, name), 'utf8')))
    .toSorted();
}
