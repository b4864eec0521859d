import test from 'ava';
import { logSection } from '../../schemas/log.ts';
import { namedLosses } from '../../schemas/loss-names.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

const registry = createRegistry(...builtins);

test('the names of parts are known without building them; one loss alone has none', (t) => {
  const log = logSection(registry.slot).parse({ losses: ['focal'] });
  const sum = [
    { type: 'dice', weight: 1 },
    { type: 'dice', weight: 2 },
  ];
  t.deepEqual(namedLosses({ loss: sum, log }), {
    loss: { parts: [{ name: 'loss/dice' }, { name: 'loss/dice-2' }] },
    losses: [{ name: 'loss/focal' }],
  });
  t.deepEqual(namedLosses({ loss: { type: 'dice' }, log }).loss, { parts: [] });
});
