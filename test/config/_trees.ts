import fc from 'fast-check';
import { parseSource } from '../../src/config/parse.ts';
import type { MapNode, Origin } from '../../src/config/tree.ts';

export const somewhere: Origin = { by: 'set', source: { path: '', name: '--set', text: 'key=1' }, start: 0, end: 3 };

/** The tree of a file with this text, which is a section. */
export function treeOf(text: string): MapNode {
  const tree = parseSource({ path: '/x.yaml', name: 'x.yaml', text }, 'file', (problem) => {
    throw new Error(problem.message);
  });
  return tree as MapNode;
}

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/);
const text = fc.string({ maxLength: 12, unit: 'grapheme' }).filter((value) => !/[\uD800-\uDFFF\0]/.test(value));
const leaf = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constant(null),
  text,
);

/** Plain data as a configuration file may hold it. */
export const { section } = fc.letrec<{ section: Record<string, unknown>; value: unknown }>((tie) => ({
  section: fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('section'),
  ),
}));

export const key = name;
export const scalar = leaf;
