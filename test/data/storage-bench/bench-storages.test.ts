import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import {
  benchStorages,
  type PeerRequest,
  type StorageBenchInput,
} from '../../../src/data/storage-bench/bench-storages.ts';
import type { Storage } from '../../../src/data/storage/storage.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const samples = [coordinateSample(2, 3, 'a'), coordinateSample(2, 3, 'b')];

/** Stores nothing. With `files`, they are in a folder, as those of a pack are. */
function storage(files: Readonly<Record<string, number>> = {}): Storage {
  return {
    async store(source, onProgress) {
      onProgress(source.length);
      const folder = await newFolder();
      for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), new Uint8Array(bytes));
      return { ...source, ...(Object.keys(files).length > 0 && { handle: { folder } }) };
    },
    close: () => Promise.resolve(),
  };
}

function input(changes: Partial<StorageBenchInput> = {}): StorageBenchInput {
  return {
    source: { ...sourceOf(samples), size: { height: 2, width: 3 } },
    storages: [
      { type: 'memory', storage: storage() },
      { type: 'memmap', storage: storage({ 'images.npy': 40, 'masks.npy': 15, 'index.json': 7 }) },
    ],
    rounds: 3,
    askPeers: () => Promise.resolve({}),
    onProgress: () => {},
    signal: new AbortController().signal,
    ...changes,
  };
}

test('a row for each storage: bytes without the index of a pack, speeds that are positive', async (t) => {
  const { rows, fastest } = await benchStorages(input());
  t.deepEqual(
    rows.map(({ storage: type, bytes }) => [type, bytes]),
    [
      ['memory', 2 * 2 * 3 * 4],
      ['memmap', 55],
    ],
  );
  for (const { warm, prepareSeconds } of rows) t.true(warm.sequential > 0 && warm.shuffled > 0 && prepareSeconds >= 0);
  const shuffled = rows.map(({ warm }) => warm.shuffled);
  t.is(fastest, rows[shuffled.indexOf(Math.max(...shuffled))]!.storage);
});

test('the peer of a storage is asked in each round for its files, and the median counts', async (t) => {
  const requests: PeerRequest[] = [];
  const speeds = [5, 900, 7];
  const { rows } = await benchStorages(
    input({
      askPeers(request) {
        requests.push(request);
        if (request.cold) return Promise.resolve({ 'numpy.memmap': { sequential: 1, shuffled: 2 } });
        const speed = speeds.shift()!;
        return Promise.resolve({ 'numpy.memmap': { sequential: speed, shuffled: 10 * speed } });
      },
    }),
  );
  t.is(rows[0]!.peer, undefined, 'memory has none');
  t.like(rows[1]!.peer, { name: 'numpy.memmap', warm: { sequential: 7, shuffled: 70 } });
  const { orders, files, height, width } = requests[0]!;
  t.deepEqual({ height, width }, { height: 2, width: 3 });
  t.deepEqual(orders.sequential, [0, 1]);
  t.deepEqual(orders.shuffled.toSorted(), [0, 1]);
  t.deepEqual(Object.keys(files), ['numpy.memmap']);
  t.deepEqual(
    files['numpy.memmap']!.map((file) => file.split(/[\\/]/).at(-1)),
    ['images.npy', 'masks.npy'],
  );
  t.is(requests.filter(({ cold }) => !cold).length, 3);
});

test('photos that are read from their files are given to the peer in pairs', async (t) => {
  const requests: PeerRequest[] = [];
  const files = (index: number) => ({ image: `${index}.jpg`, masks: [`${index}.png`] });
  await benchStorages(
    input({
      source: { ...sourceOf(samples), files, size: { height: 2, width: 3 } },
      storages: [{ type: 'raw', storage: storage() }],
      rounds: 1,
      askPeers: (request) => (requests.push(request), Promise.resolve({})),
    }),
  );
  t.deepEqual(requests.at(-1)!.files, { PIL: ['0.jpg', '0.png', '1.jpg', '1.png'] });
});

test('it ends at once when it is asked to', async (t) => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await t.throwsAsync(benchStorages(input({ signal: controller.signal })), { message: 'enough' });
});
