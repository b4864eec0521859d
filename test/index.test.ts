import test from 'ava';
import { expectTypeOf } from 'expect-type';
import { z } from 'zod';
import * as library from '../src/index.ts';
import {
  createRegistry,
  defineComponent,
  TesseraError,
  type Component,
  type Dataset,
  type Module,
  type OpenLogger,
  type Problem,
  type Products,
  type Random,
  type Sample,
  type SampleSource,
  type Storage,
} from '../src/index.ts';

const scaled = defineComponent({
  kind: 'loss',
  type: 'scaled',
  description: 'A loss with one parameter.',
  params: z.strictObject({ factor: z.number().default(2) }),
  build: ({ factor }, { classes, tf }) => {
    expectTypeOf(factor).toEqualTypeOf<number>();
    expectTypeOf(classes).not.toBeAny();
    expectTypeOf(tf.mul).toBeFunction();
    return (logits) => tf.mul(tf.mean(logits), factor);
  },
});

test('a program may import these, and nothing else by accident; what components are given and make has a name', (t) => {
  expectTypeOf<Products['dataset']>().toEqualTypeOf<Dataset>();
  expectTypeOf<Products['storage']>().toEqualTypeOf<Storage>();
  expectTypeOf<Products['logger']>().toEqualTypeOf<OpenLogger>();
  expectTypeOf<Products['model']>().toExtend<Module>();
  expectTypeOf<Products['augmentation']>().parameter(0).toEqualTypeOf<Sample>();
  expectTypeOf<Products['augmentation']>().parameter(1).toEqualTypeOf<Random>();
  expectTypeOf<Dataset['splits']['train']>().toEqualTypeOf<SampleSource>();
  t.deepEqual(
    Object.keys(library).filter((name) => /^[A-Z]/.test(name)),
    ['TesseraError'],
  );
  for (const name of ['builtins', 'createRegistry', 'defineComponent', 'explainExperiment', 'loadExperiment']) {
    t.true(name in library, name);
  }
});

test('`defineComponent` types the build function by the schema and the kind', (t) => {
  expectTypeOf(scaled).toEqualTypeOf<Component<'loss'>>();
  expectTypeOf(defineComponent).parameter(0).toHaveProperty('kind');
  t.is(scaled.params(() => z.never() as never).parse({})['factor'], 2);
  // @ts-expect-error: there is no such kind
  defineComponent({ kind: 'wish', type: 'x', description: '', params: z.strictObject({}), build: () => undefined });
});

test('a registry takes components of all kinds', (t) => {
  t.notThrows(() => createRegistry(...library.builtins, scaled));
});

test('an error of the user carries problems as data', (t) => {
  const error = new TesseraError({ code: 'bad-argument', message: 'no' });
  expectTypeOf(error.problems).toEqualTypeOf<readonly Problem[]>();
  t.is(error.problems[0]?.code, 'bad-argument');
});
