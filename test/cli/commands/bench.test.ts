import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { photo, writePets } from '../../helpers/photos.ts';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';

interface Row {
  storage: string;
  prepareSeconds: number;
  bytes?: number;
  warm: { sequential: number; shuffled: number };
  peer?: { name: string; warm: { shuffled: number } };
}

test('bench storage reads through every storage, marks the fastest, and auto knows it from then on', async (t) => {
  const { root } = await writePets([photo('a'), photo('b', 2), photo('c'), photo('d', 2)], [photo('e')]);
  const dataset = `{type: oxford-iiit-pet, root: ${root}, image_size: 32, split: {train: 0.75}, allow_empty: [cat, dog]}`;
  const { file, folder } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const { exitCode, stdout, stderr } = await runInProcess(
    ['bench', 'storage', file, '--rounds', '1', '--json'],
    folder,
  );
  t.is(exitCode, 0, stderr);
  const result = JSON.parse(stdout) as { samples: number; rows: Row[]; fastest: string };
  t.is(result.samples, 3);
  t.deepEqual(
    result.rows.map(({ storage }) => storage),
    ['memory', 'memmap', 'hdf5', 'raw'],
  );
  for (const { warm, prepareSeconds } of result.rows)
    t.true(warm.sequential > 0 && warm.shuffled > 0 && prepareSeconds > 0);
  t.is(result.rows[0]!.bytes, 3 * 32 * 32 * 4);
  const fastest = result.rows.toSorted((a, b) => b.warm.shuffled - a.warm.shuffled)[0]!.storage;
  t.is(result.fastest, fastest);
  const speeds = JSON.parse(await readFile(join(folder, '.cache/tessera/storage-speeds.json'), 'utf8')) as Record<
    string,
    object
  >;
  t.deepEqual(Object.keys(speeds), ['32x32']);
  t.deepEqual(
    await readdir(join(folder, '.cache/tessera')),
    ['storage-speeds.json'],
    'what was packed to be measured is gone',
  );
  for (const { storage, peer } of result.rows) {
    const name = { memmap: 'numpy.memmap', hdf5: 'h5py', raw: 'PIL' }[storage];
    if (name === undefined) t.is(peer, undefined);
    else if (peer) t.deepEqual([peer.name, peer.warm.shuffled > 0], [name, true]);
    else t.regex(stderr, new RegExp(`left out: ${name}, since no Python here has`));
  }
});

test('bench storage prints a table', async (t) => {
  const { file, folder } = await experimentFile();
  const { exitCode, stdout } = await runInProcess(
    ['bench', 'storage', file, '--rounds', '1', '--samples', '2'],
    folder,
  );
  t.is(exitCode, 0);
  t.regex(stdout, /^samples per second +prepared in +size +in order, cold +warm +shuffled, cold +warm/);
  t.is(stdout.match(/<- fastest/g)!.length, 1);
});

test('a wrong count is refused', async (t) => {
  const { file, folder } = await experimentFile();
  const { exitCode, stderr } = await runInProcess(['bench', 'storage', file, '--samples', 'many'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[bad-argument\]: expected a whole number from 1 for `--samples`, got `many`/);
});
