import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { weightFiles } from '../../src/weights/weight-files.ts';
import { newFolder } from '../helpers/tessera.ts';

test('the shards of a model count among its files, named as the configuration would', async (t) => {
  const folder = await newFolder();
  const model = { weightsManifest: [{ paths: ['one', 'two'], weights: [] }] };
  await mkdir(join(folder, 'w'));
  await writeFile(join(folder, 'w/model.json'), JSON.stringify(model));
  t.deepEqual(await weightFiles('w/model.json', {}, { workingDirectory: folder }), [
    { name: 'w/model.json', path: join(folder, 'w/model.json') },
    { name: 'w/one', path: join(folder, 'w/one') },
    { name: 'w/two', path: join(folder, 'w/two') },
  ]);
});

test('a run is known by its name, and what is not there has no file', async (t) => {
  const folder = await newFolder();
  const best = join(folder, 'runs/x/checkpoints/best.safetensors');
  t.deepEqual(await weightFiles('runs/x', {}, { workingDirectory: folder }), []);
  await mkdir(join(folder, 'runs/x/checkpoints'), { recursive: true });
  await writeFile(best, '');
  t.deepEqual(await weightFiles('runs/x', {}, { workingDirectory: folder }), [{ name: 'runs/x', path: best }]);
});
