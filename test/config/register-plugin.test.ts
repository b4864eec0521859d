import test from 'ava';
import { z } from 'zod';
import { registerPlugin, type PluginTools } from '../../src/config/register-plugin.ts';
import { createRegistry, defineComponent } from '../../src/registry/index.ts';

const loss = (type: string) =>
  defineComponent({
    kind: 'loss',
    type,
    description: 'For tests.',
    params: z.strictObject({}),
    build,
  });
const build = () => () => {
  throw new Error('is never called');
};

/** What became of a module's exports. */
function registered(module: Record<string, unknown>, ...known: string[]) {
  const registry = createRegistry(...known.map(loss));
  const refusals: string[] = [];
  registerPlugin(module, registry, './p.mjs', (message) => void refusals.push(message));
  return { types: registry.list('loss').map(({ type }) => type), refusals };
}

test('a component, a function that makes one, and a list of either are registered', (t) => {
  const module = {
    a: loss('a'),
    b: (tools: PluginTools) =>
      tools.defineComponent({
        kind: 'loss',
        type: 'b',
        description: 'For tests.',
        params: tools.z.strictObject({}),
        build,
      }),
    more: [loss('c'), () => loss('d')],
  };
  t.deepEqual(registered(module), { types: ['a', 'b', 'c', 'd'], refusals: [] });
});

test('what is no component is refused by name, and the rest is registered', (t) => {
  const { types, refusals } = registered({ a: loss('a'), helper: 3, list: [loss('b'), null] });
  t.deepEqual(types, ['a', 'b']);
  t.deepEqual(refusals, [
    'expected `./p.mjs` to export only components, `helper` is a number',
    'expected `./p.mjs` to export only components, `list[1]` is null',
  ]);
});

test('each flaw of a component is said', (t) => {
  const flaw = (change: object) => registered({ a: { ...loss('a'), ...change } }).refusals[0]?.split('`a` ')[1];
  t.regex(flaw({ kind: 'layer' })!, /^has the kind `layer`, which is none of `dataset`, .*`loss`/);
  t.is(flaw({ type: '' }), 'has no type');
  t.is(flaw({ type: 3 }), 'has no type');
  t.is(flaw({ params: {} }), 'has no params schema');
  t.is(flaw({ build: undefined }), 'has no build function');
  t.is(flaw({}), undefined);
});

test('a type that is there already is refused, as is a module without exports', (t) => {
  const { types, refusals } = registered({ a: loss('a') }, 'a');
  t.deepEqual(types, ['a']);
  t.deepEqual(refusals, ['expected a new loss, `./p.mjs` registers `a`, which is registered already']);
  t.deepEqual(registered({}).refusals, ['expected `./p.mjs` to export components, it exports nothing']);
});

test('a module in CommonJS has its exports once, by whatever names Node gives them', (t) => {
  const [a, b] = [loss('a'), loss('b')];
  const twice = (whole: unknown) => ({ default: whole, 'module.exports': whole });
  for (const [module, types] of [
    [{ default: a }, ['a']],
    [twice(a), ['a']],
    [twice([a, b]), ['a', 'b']],
    [{ default: { a, b }, a, b }, ['a', 'b']],
    [{ ...twice({ a, b }), b }, ['a', 'b']],
    [{ ...twice({ __esModule: true, default: a, b }), __esModule: true, b }, ['a', 'b']],
    [{ a, again: a }, ['a']],
  ] as const)
    t.deepEqual(registered(module), { types: [...types], refusals: [] }, Object.keys(module).join());
});

test('what a module in CommonJS exports beside components is refused by its name', (t) => {
  const whole = { a: loss('a'), helper: 3 };
  t.deepEqual(registered({ default: whole, 'module.exports': whole }), {
    types: ['a'],
    refusals: ['expected `./p.mjs` to export only components, `helper` is a number'],
  });
  const nothing = {};
  t.deepEqual(registered({ default: nothing, 'module.exports': nothing }).refusals, [
    'expected `./p.mjs` to export components, it exports nothing',
  ]);
});

test('a default that means to be a component is refused as one; one that is the whole module is read once', (t) => {
  t.regex(registered({ default: { type: 'a' } }).refusals[0]!, /`default` has the kind `undefined`/);
  const whole: Record<string, unknown> = { a: loss('a') };
  whole['default'] = whole;
  t.deepEqual(registered({ default: whole, a: whole['a'] }), { types: ['a'], refusals: [] });
});
