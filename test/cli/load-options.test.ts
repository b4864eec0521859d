import test from 'ava';
import { loadOptions } from '../../src/cli/load-options.ts';
import { builtins } from '../../src/components/index.ts';
import { kinds } from '../../src/registry/index.ts';
import { testContext } from './_context.ts';

test('an experiment is loaded in the folder and environment of the command, with its arguments', async (t) => {
  const { context } = testContext({ workingDirectory: '/work', environment: { ROOT: 'data' } });
  const options = await loadOptions(context, ['seed=3']);
  t.is(options.workingDirectory, '/work');
  t.deepEqual(options.environment, { ROOT: 'data' });
  t.deepEqual(options.overrides, ['seed=3']);
  t.deepEqual((await loadOptions(context)).overrides, []);
  t.falsy(options.saved);
});

test('every command gets all built-in components, in a registry that is made once', async (t) => {
  const { context } = testContext();
  const { registry } = await loadOptions(context);
  t.is(kinds.flatMap((kind) => registry.list(kind)).length, builtins.length);
  t.is((await loadOptions(context)).registry, registry);
});
