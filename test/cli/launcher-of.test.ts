import test from 'ava';
import { z } from 'zod';
import { launcherOf } from '../../src/cli/launcher-of.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry, defineComponent, type Launcher } from '../../src/registry/index.ts';
import { testContext } from './_context.ts';

const { context } = testContext({ environment: { CLUSTER: 'north' } });

test('a launcher of Tessera is built with its parameters', async (t) => {
  const launcher = await launcherOf({ type: 'local', max_parallel: 3 }, context);
  t.is((await launcher.capacity()).atOnce, 3);
});

test('a launcher of a plugin is built from the registry that knows it, with the environment', async (t) => {
  const given: unknown[] = [];
  const plugin = defineComponent({
    kind: 'launcher',
    type: 'mine',
    description: 'For this test.',
    params: z.strictObject({}),
    build: (_, { environment }) => (given.push(environment), {} as Launcher),
  });
  await launcherOf({ type: 'mine' }, context, createRegistry(plugin));
  t.deepEqual(given, [{ CLUSTER: 'north' }]);
  const error = await t.throwsAsync(launcherOf({ type: 'mine' }, context), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'unknown-component');
  t.deepEqual(error.problems[0]!.hints, ['name the experiment file instead of the folder of its sweep']);
});

test('what a launcher refuses is told at the key `launch`', async (t) => {
  const plugin = defineComponent({
    kind: 'launcher',
    type: 'mine',
    description: 'For this test.',
    params: z.strictObject({}),
    build: (): Launcher => {
      throw new TesseraError({ code: 'bad-value', path: 'launcher.hosts', message: 'expected a host' });
    },
  });
  const building = launcherOf({ type: 'mine' }, context, createRegistry(plugin));
  const error = await t.throwsAsync(building, { instanceOf: TesseraError });
  t.is(error.problems[0]!.path, 'launch.hosts');
});
