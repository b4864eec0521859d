import test from 'ava';
import { z } from 'zod';
import { createRandom } from '../../src/core/random.ts';
import { createRegistry, defineComponent, watchReads } from '../../src/registry/index.ts';

/** Reads `used` and `section.inner`, and of its parts whatever they read. */
const outer = defineComponent({
  kind: 'augmentation',
  type: 'outer',
  description: 'For tests.',
  params: (slot) =>
    z.strictObject({
      used: z.number(),
      ignored: z.array(z.number()),
      section: z.strictObject({ inner: z.number(), other: z.number() }),
      of: z.array(slot('augmentation')),
    }),
  async build({ used, section, of }, context) {
    await Promise.all(of.map((part) => context.build('augmentation', part)));
    return (sample) => ({ ...sample, height: used + section.inner });
  },
});
const part = defineComponent({
  kind: 'augmentation',
  type: 'part',
  description: 'For tests.',
  params: z.strictObject({ late: z.number(), p: z.number() }),
  build: (params) => (sample) => ({ ...sample, height: params.late }),
});
const base = { seed: 0, workingDirectory: '.' };
const sample = { name: 'x', height: 1, width: 1, image: new Uint8Array(3), mask: new Uint8Array(1) };

test('parameters that no component reads are known, those of nested components included', async (t) => {
  const first = {
    type: 'outer',
    used: 1,
    ignored: [1, 2],
    section: { inner: 2, other: 3 },
    of: [{ type: 'part', late: 4, p: 5 }],
  };
  const experiment = { name: 'x', augmentations: [first], train: { epochs: 1 } };
  const { registry, unread } = watchReads(createRegistry(outer, part), experiment);
  const augment = await registry.build('augmentation', first, base);
  augment(sample, createRandom(0));
  t.deepEqual(unread(), [
    'augmentations.0.ignored',
    'augmentations.0.section.other',
    'augmentations.0.of.0.late',
    'augmentations.0.of.0.p',
  ]);
});

test('a parameter that is read late counts from then on', async (t) => {
  const reference = { type: 'part', late: 4, p: 5 };
  const { registry, unread } = watchReads(createRegistry(part), { augmentations: [reference] });
  const augment = await registry.build('augmentation', reference, base);
  t.deepEqual(unread(), ['augmentations.0.late', 'augmentations.0.p']);
  t.is(augment(sample, createRandom(0)).height, 4);
  t.deepEqual(unread(), ['augmentations.0.p']);
});

test('a component gets its parameters without the type, watched or not', async (t) => {
  const spread = defineComponent({
    kind: 'scheduler',
    type: 'spread',
    description: 'For tests.',
    params: z.strictObject({ a: z.number(), b: z.number().optional() }),
    build(params) {
      t.deepEqual({ ...params }, { a: 1 });
      return () => 1;
    },
  });
  const scheduler = { type: 'spread', a: 1 };
  const { registry, unread } = watchReads(createRegistry(spread), { scheduler });
  await registry.build('scheduler', scheduler, { ...base, totalSteps: 1 });
  await createRegistry(spread).build('scheduler', scheduler, { ...base, totalSteps: 1 });
  t.deepEqual(unread(), []);
});
