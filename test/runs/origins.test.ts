import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { originsFile, originsJson, readOrigins } from '../../src/runs/origins.ts';
import { newFolder } from '../helpers/tessera.ts';

test('each value is kept with the layers that wrote it and their places', async (t) => {
  const folder = await newFolder();
  const written = originsJson([
    {
      path: 'optimizer.lr',
      description: 'Learning rate.',
      steps: [
        { by: 'default', value: 0.001 },
        { by: 'file', where: { file: 'x.yaml', line: 7, column: 3 }, value: 0.01 },
        { by: 'set', where: { file: '--set', column: 14, text: 'optimizer.lr=3e-4' }, value: '3e-4' },
      ],
    },
  ]);
  await writeFile(join(folder, originsFile), written);
  t.deepEqual(await readOrigins(folder), {
    values: [
      {
        path: 'optimizer.lr',
        description: 'Learning rate.',
        layers: [
          { by: 'default', value: 0.001 },
          { by: 'file', where: 'x.yaml:7', value: 0.01 },
          { by: 'set', where: '--set optimizer.lr=3e-4', value: '3e-4' },
        ],
      },
    ],
  });
  t.regex(written, /^\{"format":2,/);
});

test('a folder of an earlier version has none', async (t) => {
  t.is(await readOrigins(await newFolder()), undefined);
});
