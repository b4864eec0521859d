import { createRequire } from 'node:module';
import test from 'ava';
import { restoreNodeUtil } from '../../../../src/engine/backends/tensorflow/node-util.ts';

test('what Node 23 took from node:util and tfjs-node calls is there again', (t) => {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  delete util['isNullOrUndefined'];
  delete util['isArray'];
  restoreNodeUtil();
  const isNullOrUndefined = util['isNullOrUndefined'] as (value: unknown) => boolean;
  t.deepEqual([null, undefined, 0, ''].map(isNullOrUndefined), [true, true, false, false]);
  t.deepEqual([[], {}].map(util['isArray'] as (value: unknown) => boolean), [true, false]);
});
