import test from 'ava';
import { describeBeginning } from '../../src/train/describe-beginning.ts';
import type { RunParts } from '../../src/train/parts.ts';
import type { RunContext } from '../../src/train/run-context.ts';

/** As much of a context and of parts as is looked at. */
async function described(context: Partial<RunContext> = {}, device: object = {}, dataset: object = {}) {
  const given = {
    id: '1a2b',
    experiment: { name: 'pets' },
    yaml: 'format: 2\nname: pets\n',
    kept: { files: new Map([['plugins/a.js', Buffer.from('a')]]), packages: new Map() },
    command: ['run', 'pets.yaml'],
    ...context,
  };
  const classes = [{ name: 'cat', color: [1, 2, 3], allowEmpty: true }];
  const parts = {
    startedAt: '2026-01-02T03:04:05.678Z',
    codeState: { git: { state: { commit: 'c0ffee', dirty: true, diffHash: 'd1ff' }, patch: Buffer.from('p') } },
    engine: {
      description: 'a library',
      backend: 'cpu',
      threads: 3,
      device: { kind: 'cpu', name: 'a chip', ...device },
    },
    built: {
      parameters: { total: 7, trainable: 5 },
      dataset: { classes, imageSize: { height: 8, width: 9 }, interpolation: 'nearest', ...dataset },
    },
    inputs: { plugins: [] },
    classPixels: [10, 20],
  };
  return describeBeginning(given as unknown as RunContext, parts as unknown as RunParts, 40, [
    'loader.workers: 1 -> 2',
  ]);
}

test('a run begins with its name, its size, its data and its configuration', async (t) => {
  const { run, attempt, config, kept, patch } = await described();
  t.deepEqual(run, {
    id: '1a2b',
    name: 'pets',
    totalSteps: 40,
    parameters: { total: 7, trainable: 5 },
    data: {
      classes: [{ name: 'cat', color: [1, 2, 3] }],
      imageSize: { height: 8, width: 9 },
      interpolation: 'nearest',
      classPixels: [10, 20],
    },
    inputs: { plugins: [] } as never,
    config: { format: 2, name: 'pets' },
  });
  t.like(attempt, {
    number: 1,
    startedAt: '2026-01-02T03:04:05.678Z',
    backend: 'a library',
    engine: { backend: 'cpu', device: 'a chip', threads: 3 },
    command: ['run', 'pets.yaml'],
    changes: ['loader.workers: 1 -> 2'],
  });
  t.is(config, 'format: 2\nname: pets\n');
  t.deepEqual(attempt.git, { commit: 'c0ffee', dirty: true, diffHash: 'd1ff', patch: 'code/d1ff.patch' });
  t.deepEqual([...kept.files.keys()], ['plugins/a.js', 'code/d1ff.patch']);
  t.is(patch?.toString(), 'p');
});

test('a card, a resize of its own and the run that is repeated are told where there are any', async (t) => {
  const resize = { train: 'cover', val: 'fit', test: 'stretch' };
  const { run, attempt } = await described({ reproduces: 'other' }, { driver: 'CUDA 12', id: 'GPU-7' }, { resize });
  t.is(run.reproduces, 'other');
  t.is(run.data?.resize, 'stretch', 'photos of the test split');
  t.like(attempt.engine, { driver: 'CUDA 12', deviceId: 'GPU-7' });
});
