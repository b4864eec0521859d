import test from 'ava';
import { expectTypeOf } from 'expect-type';
import { z } from 'zod';
import type { Sample } from '../../src/data/sample.ts';
import { defineComponent, type SlotSchema } from '../../src/registry/index.ts';

const slot: SlotSchema = (kind) => z.object({ type: z.string() }).describe(`any ${kind}`);

test('what is defined is kept as it is', async (t) => {
  const component = defineComponent({
    kind: 'scheduler',
    type: 'half',
    description: 'For tests.',
    params: z.strictObject({ after: z.int() }),
    build({ after }, { totalSteps }) {
      expectTypeOf(after).toEqualTypeOf<number>();
      return (step) => (step < after * totalSteps ? 1 : 0.5);
    },
  });
  t.is(component.kind, 'scheduler');
  t.is(component.type, 'half');
  t.is(component.description, 'For tests.');
  t.is(component.outline, undefined);
  const context = {
    seed: 0,
    workingDirectory: '.',
    totalSteps: 10,
    stepsPerEpoch: 1,
    build: () => Promise.reject(new Error()),
  };
  const scheduler = await component.build({ after: 2 } as never, context);
  t.deepEqual(
    [19, 20].map((step) => scheduler(step)),
    [1, 0.5],
  );
});

test('a schema of parameters may be given alone, or made with the schemas of slots', (t) => {
  const base = { kind: 'augmentation', description: 'For tests.', build: () => (sample: Sample) => sample } as const;
  const params = z.strictObject({ p: z.number() });
  const alone = defineComponent({ ...base, type: 'alone', params });
  t.is(alone.params(slot), params);
  const nested = defineComponent({
    ...base,
    type: 'nested',
    params: (of) => z.strictObject({ of: of('augmentation') }),
  });
  t.is((nested.params(slot).shape['of'] as z.ZodType).description, 'any augmentation');
});
