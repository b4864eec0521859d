import test from 'ava';
import { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { planWeights } from '../../src/plan/weights.ts';
import { createRegistry, defineComponent } from '../../src/registry/index.ts';

const build = () => undefined as never;
const net = defineComponent({
  kind: 'encoder',
  type: 'net',
  description: 'x',
  params: z.strictObject({ weights: z.string().optional() }),
  build,
  downloads: ({ weights }, { workingDirectory }) =>
    weights === undefined ? [] : [{ name: weights, address: `https://x${workingDirectory}` }],
});
const plain = defineComponent({
  kind: 'model',
  type: 'seg',
  description: 'x',
  build,
  params: (slot) => z.strictObject({ encoder: slot('encoder') }),
});

test("the downloads of the model's components are planned, at any depth", async (t) => {
  const registry = createRegistry(net, plain);
  const plan = (encoder: object) =>
    planWeights({ model: { type: 'seg', encoder } } as unknown as Experiment, registry, '/here');
  t.deepEqual(await plan({ type: 'net', weights: 'a' }), [{ name: 'a', address: 'https://x/here' }]);
  t.deepEqual(await plan({ type: 'net' }), []);
});
