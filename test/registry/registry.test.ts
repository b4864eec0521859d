import test from 'ava';
import { z } from 'zod';
import type { Sample } from '../../src/data/sample.ts';
import { createRandom } from '../../src/core/random.ts';
import { createRegistry, defineComponent } from '../../src/registry/index.ts';

const context = { seed: 5, workingDirectory: '/somewhere' };
const sample: Sample = { name: 'x', height: 1, width: 1, image: new Uint8Array(3), mask: new Uint8Array(1) };

/** Adds `by` to the height; a height stands for what was applied. */
const grow = defineComponent({
  kind: 'augmentation',
  type: 'grow',
  description: 'Grows.',
  params: z.strictObject({ by: z.int().default(1) }),
  build:
    ({ by }) =>
    (before) => ({ ...before, height: before.height + by }),
});

/** Applies its parts one after the other, and adds the seed to the width. */
const all = defineComponent({
  kind: 'augmentation',
  type: 'all',
  description: 'All of them.',
  params: (slot) => z.strictObject({ of: z.array(slot('augmentation')) }),
  async build({ of }, { build, seed }) {
    const parts = await Promise.all(of.map((part) => build('augmentation', part)));
    return (before, random) =>
      parts.reduce((now, part) => part(now, random), { ...before, width: before.width + seed });
  },
});

const constant = defineComponent({
  kind: 'scheduler',
  type: 'grow',
  description: 'A scheduler of the same name.',
  params: z.strictObject({}),
  build: () => () => 1,
});

test('components are found and listed by kind, in the order in which they were added', (t) => {
  const registry = createRegistry(grow, constant).add(all);
  t.is(registry.get('augmentation', 'grow'), grow);
  t.is(registry.get('scheduler', 'grow'), constant);
  t.is(registry.get('augmentation', 'no-such'), undefined);
  t.is(registry.get('scheduler', 'all'), undefined);
  t.deepEqual(registry.list('augmentation'), [grow, all]);
  t.deepEqual(registry.list('scheduler'), [constant]);
  t.deepEqual(registry.list('loss'), []);
});

test('a type is registered once per kind, and what was there stays', (t) => {
  const registry = createRegistry(grow);
  const second = { ...grow, description: 'Another.' };
  t.throws(() => registry.add(second), { message: /augmentation `grow` is registered already/ });
  t.throws(() => createRegistry(grow, second), { message: /registered already/ });
  t.is(registry.get('augmentation', 'grow'), grow);
});

test('registries share nothing', (t) => {
  const [one, other] = [createRegistry(grow), createRegistry(grow)];
  one.add(all);
  t.is(other.get('augmentation', 'all'), undefined);
});

test('the schema of a component is its parameters and its type, strictly', (t) => {
  const schema = createRegistry(grow).schema(grow);
  t.deepEqual(schema.parse({ type: 'grow' }), { type: 'grow', by: 1 });
  for (const wrong of [{}, { type: 'all' }, { type: 'grow', of: [] }, { type: 'grow', by: 0.5 }])
    t.false(schema.safeParse(wrong).success, JSON.stringify(wrong));
  t.is((schema.shape['type'] as z.ZodType).description, 'Grows.');
});

test('a slot takes any registered component of its kind, nested ones too', (t) => {
  const slot = createRegistry(grow, all, constant).slot('augmentation');
  const nested = { type: 'all', of: [{ type: 'all', of: [{ type: 'grow' }] }] };
  t.deepEqual(slot.parse(nested), { type: 'all', of: [{ type: 'all', of: [{ type: 'grow', by: 1 }] }] });
  t.false(slot.safeParse({ type: 'all', of: [{ type: 'no-such' }] }).success);
  t.deepEqual(slot.meta(), { slot: 'augmentation' });
});

test('what is added after slots were used is in the slots from then on', (t) => {
  const registry = createRegistry(all);
  const reference = { type: 'all', of: [{ type: 'grow', by: 2 }] };
  t.false(registry.slot('augmentation').safeParse(reference).success);
  registry.add(grow);
  t.deepEqual<unknown, unknown>(registry.slot('augmentation').parse(reference), reference);
});

test('a component that is a parameter is built by the one that has it, with the same context', async (t) => {
  const registry = createRegistry(grow, all);
  const reference = {
    type: 'all',
    of: [
      { type: 'grow', by: 10 },
      { type: 'all', of: [{ type: 'grow', by: 100 }] },
    ],
  };
  const augment = await registry.build('augmentation', reference, context);
  const { height, width } = augment(sample, createRandom(0));
  t.is(height, 1 + 10 + 100);
  t.is(width, 1 + 5 + 5);
});

test('a component is given its parameters without the type', async (t) => {
  let given: unknown;
  const probe = defineComponent({
    kind: 'scheduler',
    type: 'probe',
    description: 'For tests.',
    params: z.strictObject({ a: z.number(), b: z.number().optional() }),
    build(params, { totalSteps }) {
      given = { ...params };
      return () => totalSteps;
    },
  });
  const scheduler = await createRegistry(probe).build(
    'scheduler',
    { type: 'probe', a: 1 },
    { ...context, totalSteps: 7, stepsPerEpoch: 1 },
  );
  t.deepEqual(given, { a: 1 });
  t.is(scheduler(0), 7);
});

test('a type that is not registered is a programming error: configurations are checked before', async (t) => {
  const registry = createRegistry(grow);
  await t.throwsAsync(registry.build('scheduler', { type: 'grow' }, { ...context, totalSteps: 1, stepsPerEpoch: 1 }), {
    message: /scheduler `grow` is not registered/,
  });
});

test.serial('only what is built gets the value of a secret', async (t) => {
  const given: unknown[] = [];
  const keyed = defineComponent({
    kind: 'scheduler',
    type: 'keyed',
    description: 'Needs a key.',
    params: z.strictObject({ key: z.string() }),
    build: (params) => {
      given.push(params);
      return () => 1;
    },
  });
  process.env['TESSERA_TEST_KEY'] = 'swordfish';
  t.teardown(() => delete process.env['TESSERA_TEST_KEY']);
  const reference = { type: 'keyed', key: '${secret:TESSERA_TEST_KEY}' };
  await createRegistry(keyed).build('scheduler', reference, { ...context, totalSteps: 1, stepsPerEpoch: 1 });
  t.deepEqual(given, [{ key: 'swordfish' }]);
  t.is(reference.key, '${secret:TESSERA_TEST_KEY}');
  delete process.env['TESSERA_TEST_KEY'];
  await t.throwsAsync(
    createRegistry(keyed).build('scheduler', reference, { ...context, totalSteps: 1, stepsPerEpoch: 1 }),
    {
      message: /^secret-missing: expected the environment variable `TESSERA_TEST_KEY` to be set/,
    },
  );
});
