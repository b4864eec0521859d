import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { LoadedExperiment } from '../../src/config/index.ts';
import type { LoadIn } from '../../src/launch/experiment-changes.ts';
import type { Launch } from '../../src/launch/queue.ts';

/**
 * Experiments for tests that are about launching: `name: x`, `uses: <file>`, `data: <path>` and `launch: <type>` in
 * lines of their own. The id is made of all but comments and the name, and of the text of the file that it uses; `bad`
 * makes it invalid.
 */
export const loadFake: LoadIn = (directory) =>
  Promise.resolve(async (file) => {
    const lines = (await readFile(join(directory, file), 'utf8'))
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const valueOf = (key: string) => lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
    if (lines.includes('bad')) {
      const where = { file, line: 1, column: 1, text: 'bad' };
      throw new TesseraError({ code: 'bad-value', message: `bad in ${directory}/${file}`, where, hints: ['mend it'] });
    }
    const used = valueOf('uses');
    const code = used === undefined ? '' : await readFile(join(directory, used), 'utf8');
    const said = lines.filter((line) => !line.startsWith('name: ')).join('\n');
    const id = createHash('sha256')
      .update(said + code)
      .digest('hex')
      .slice(0, 12);
    const experiment = { name: valueOf('name') ?? 'none', description: 'x', data: valueOf('data') };
    const type = valueOf('launch');
    // Launching reads no more of an experiment than this.
    return { file, id, points: [], experiment, ...(type && { launch: { type } }) } as unknown as LoadedExperiment;
  });

export const aLaunch = (given: Partial<Launch> = {}): Launch => ({
  id: 'c0-1',
  file: 'experiments/a.yaml',
  commit: '0123456789abcdef0123456789abcdef01234567',
  state: 'waiting',
  queuedAt: '2026-01-01T00:00:00.000Z',
  ...given,
});
