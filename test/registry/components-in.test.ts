import test from 'ava';
import { z } from 'zod';
import { componentsIn, createRegistry, defineComponent } from '../../src/registry/index.ts';

const build = () => undefined as never;
const net = defineComponent({
  kind: 'encoder',
  type: 'net',
  description: 'x',
  params: z.strictObject({ width: z.number().default(1) }),
  build,
});
const loss = defineComponent({
  kind: 'loss',
  type: 'net',
  description: 'x',
  params: z.strictObject({ gamma: z.number() }),
  build,
});
const model = defineComponent({
  kind: 'model',
  type: 'seg',
  description: 'x',
  params: (slot) => z.strictObject({ encoder: slot('encoder') }),
  build,
});
const registry = createRegistry(net, loss, model);

test('components are found at any depth, each before its parameters, by the schema that fits', (t) => {
  const encoder = { type: 'net' };
  const sections = { model: { type: 'seg', encoder }, parts: [{ type: 'net', gamma: 1 }], name: 'net' };
  t.deepEqual(
    componentsIn(sections, registry).map(({ component, section }) => [component.kind, section]),
    [
      ['model', sections.model],
      ['encoder', encoder],
      ['loss', sections.parts[0]],
    ],
  );
});

test('what is no component is passed over', (t) => {
  t.deepEqual(componentsIn({ a: [1, null, { type: 'other' }, { type: 'net', wrong: 1 }, { type: 3 }] }, registry), []);
});
