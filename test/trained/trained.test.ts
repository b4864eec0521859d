import test from 'ava';
import type { TrainedRun } from '../../src/trained/open-trained-run.ts';
import { checkpointOf } from '../../src/trained/trained.ts';
import { testRecord } from '../helpers/run-record.ts';

const data = { classes: [], imageSize: { height: 8, width: 8 } } as unknown as NonNullable<
  ReturnType<typeof testRecord>['data']
>;

/** As much of an opened run as a checkpoint takes of it. */
const opened = {
  run: { checkpointFile: (name: string) => `/runs/pets/checkpoints/${name}.safetensors` },
  record: testRecord({ name: 'pets', id: 'abcd', data }),
  loaded: { file: 'pets.yaml' },
  reload: () => Promise.reject(new Error('not here')),
  workingDirectory: '/work',
} as unknown as TrainedRun;

test('a checkpoint of a run has its name, its file, and what its run knows', (t) => {
  const trained = checkpointOf(opened, 'epoch-3');
  t.deepEqual(trained.checkpoint, { name: 'epoch-3', file: '/runs/pets/checkpoints/epoch-3.safetensors' });
  t.like(trained, { name: 'pets', id: 'abcd', workingDirectory: '/work' });
  t.is(trained.data, data);
  t.is(trained.run, opened);
  t.is(trained.loaded, opened.loaded);
  t.is(trained.reload, opened.reload);
});

test('unless it is named, it is the best one', (t) => {
  t.is(checkpointOf(opened).checkpoint.name, 'best');
});
