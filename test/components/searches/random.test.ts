import test from 'ava';
import { createRandom } from '../../../src/core/random.ts';
import type { SearchSpace } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';

const space: SearchSpace = {
  dimensions: [{ kind: 'choice', count: 2 }, { kind: 'number' }, { kind: 'integer', count: 3 }],
  isActive: (dimension, before) => dimension !== 1 || before[0] === 1,
};

test('each key is drawn by itself, where the point has it', async (t) => {
  const search = await buildPart('search', { type: 'random' });
  const all = Array.from({ length: 300 }, (_, seed) => search.propose(space, [], createRandom(seed)));
  const second = all.filter(([choice]) => choice === 1);
  t.true(second.length > 120 && second.length < 180);
  t.true(all.every(([choice, number]) => (number === undefined) === (choice === 0)));
  const mean = second.reduce((sum, [, number]) => sum + number!, 0) / second.length;
  t.true(Math.abs(mean - 0.5) < 0.08);
  t.deepEqual([...new Set(all.map(([, , whole]) => whole))].sort(), [0, 1, 2]);
});

test('results change nothing', async (t) => {
  const search = await buildPart('search', { type: 'random' });
  const trials = [{ position: [1, 0.5, 0], state: 'complete', loss: 0 } as const];
  t.deepEqual(search.propose(space, trials, createRandom(1)), search.propose(space, [], createRandom(1)));
});
