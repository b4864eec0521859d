import { execa } from 'execa';
import type { Part } from './part.ts';

/** The tests of the engines that need more than `npm ci`. */
export const engines: Part = {
  name: 'engines',
  title: 'A GPU and TensorFlow',
  run: async (root, log) => {
    const { exitCode, stdout } = await execa('bash', ['.ci/engines'], { cwd: root, reject: false });
    const told = stdout.split('\n').filter((line) => /^(?:== |   left out: |\d+ passed, )/.test(line));
    for (const line of told) log(line);
    const passed = exitCode === 0;
    return { passed, text: told.map((line) => `- ${line.replace(/^== (.*) \(\d+s\)$/, '$1').trim()}`).join('\n') };
  },
};
