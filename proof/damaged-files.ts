import { execa } from 'execa';
import type { Part } from './part.ts';

const copies = 20_000;

/** The test of damaged experiment files, with many more copies than in the suite. */
export const damagedFiles: Part = {
  name: 'damaged',
  title: 'Damaged experiment files',
  run: async (root, log) => {
    const { exitCode, stdout } = await execa('npx', ['ava', '--tap', 'test/config/fuzz.test.ts'], {
      cwd: root,
      env: { TESSERA_DAMAGED_COPIES: String(copies) },
      reject: false,
    });
    const results = stdout.split('\n').filter((line) => /^(?:not )?ok \d+/.test(line));
    for (const line of results) log(line);
    const failed = results.filter((line) => line.startsWith('not '));
    const passed = exitCode === 0 && failed.length === 0 && results.length > 0;
    const what = `${copies} copies of each of ${results.length} experiment files, each damaged in some places`;
    return { passed, text: [`- ${what}: ${passed ? 'no crash' : '**crashes**'}`, ...failed].join('\n') };
  },
};
