import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { outlineClasses } from '../../src/config/outline-classes.ts';
import { createRegistry } from '../../src/registry/index.ts';

test('classes are known before data is read, where the dataset says them', async (t) => {
  const registry = createRegistry(...builtins);
  const known = await outlineClasses({ dataset: { type: 'shapes' } }, registry, '.');
  t.deepEqual(
    known?.map(({ name }) => name),
    ['background', 'disc', 'box'],
  );
  t.is(await outlineClasses({ dataset: { type: 'nothing-like-this' } }, registry, '.'), undefined);
});
