import test from 'ava';
import { handOver } from '../../src/jobs/hand-over.ts';
import type { Manifest } from '../../src/jobs/manifest.ts';
import { fakeQueue } from './jobs-fixture.ts';

const manifest: Manifest = {
  name: 'x',
  file: 'x.yaml',
  experiment: '',
  points: [],
  retries: { limit: 0, seconds: 0 },
  workingDirectory: '/project',
  environment: { HF_HOME: '/cache' },
  launch: { type: 'queue', partition: 'a' },
};

test('a launcher gets a command line that needs a number, and all that its process needs', async (t) => {
  const queue = fakeQueue();
  await handOver('/runs/x-1', manifest, [2, 5], queue, (args) => ['node', 'tessera.js', ...args]);
  t.deepEqual(queue.arrays, [
    {
      name: 'tessera-x',
      command: ['node', 'tessera.js', 'task', '/runs/x-1/jobs/manifest.json', '--index'],
      indexes: [2, 5],
      workingDirectory: '/project',
      environment: { HF_HOME: '/cache' },
      folder: '/runs/x-1/jobs',
    },
  ]);
});

test('what is kept is what the launcher said, when, and by which launcher', async (t) => {
  const before = Date.now();
  const [first, second] = await handOver(
    '/runs/x-1',
    manifest,
    [1, 2, 3],
    {
      ...fakeQueue(),
      submit: ({ folder }) =>
        Promise.resolve([
          { id: 'process 7 on a', began: '99', indexes: [1, 2], folder, note: 'b did not answer' },
          { id: '17', indexes: [3], folder },
        ]),
    },
    (args) => ['tessera', ...args],
  );
  const { at, ...rest } = first!;
  t.deepEqual(rest, {
    id: 'process 7 on a',
    began: '99',
    indexes: [1, 2],
    folder: '/runs/x-1/jobs',
    note: 'b did not answer',
    launch: { type: 'queue', partition: 'a' },
  });
  t.true(Date.parse(at) >= before && Date.parse(at) <= Date.now());
  t.deepEqual(Object.keys(second!).sort(), ['at', 'folder', 'id', 'indexes', 'launch']);
});
