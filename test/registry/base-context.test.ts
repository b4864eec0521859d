import test from 'ava';
import { baseContext } from '../../src/registry/index.ts';

test('components get the seed and the folder, and may download only where that is passed', (t) => {
  t.deepEqual(baseContext({ seed: 7 }, '/work'), { seed: 7, workingDirectory: '/work' });
  const download = { signal: new AbortController().signal, onProgress: () => {} };
  const context = baseContext({ seed: 7 }, '/work', download);
  t.is(context.download, download);
});

test('nothing else of the experiment reaches components', (t) => {
  const experiment = { seed: 7, name: 'pets', train: {} };
  t.deepEqual(Object.keys(baseContext(experiment, '/work')), ['seed', 'workingDirectory']);
});
