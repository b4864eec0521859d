import test from 'ava';
import { pointResolver } from '../../src/config/resolve-points.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { fromPlain } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { somewhere, treeOf } from './_trees.ts';
import { withLines } from './_workspace.ts';

const override = (path: string, value: unknown) => ({
  path: path.split('.'),
  key: somewhere,
  value: fromPlain(value, somewhere),
});
const choice = (path: string, value: unknown) => ({ overrides: [override(path, value)] });

function resolver(text = withLines({}), isWhole = true, excluded: ReturnType<typeof override>[][] = []) {
  const problems: Problem[] = [];
  const context = { schema: schemaOf(testRegistry()), code: [], environment: {} };
  const report = (problem: Problem) => void problems.push(problem);
  return { problems, ...pointResolver(treeOf(text), context, excluded, isWhole, report) };
}

test('overrides are written sections first, and one without a key is left out where that is allowed', (t) => {
  const { write } = resolver();
  const [gamma, type] = [override('loss.gamma', 2), override('loss.type', 'cross-entropy')];
  t.deepEqual(write([gamma, type], () => true).overrides, [type]);
  t.deepEqual(write([gamma, type]).overrides, [gamma, type]);
});

test('a point is validated, and what is excluded is not', (t) => {
  const { resolve, problems, used, failed } = resolver(withLines({}), true, [[override('seed', -1)]]);
  const right = resolve([choice('seed', 4)]);
  t.is(typeof right === 'object' && right.experiment.seed, 4);
  t.is(resolve([choice('seed', -1)]), 'excluded');
  t.is(used.size, 1);
  t.false(failed());
  t.is(resolve([choice('seed', -2)]), undefined);
  t.true(failed());
  t.is(problems.length, 1);
});

test('a problem of the base is told once and without a point, one of a point with it', (t) => {
  const { resolve, problems } = resolver(withLines({ 16: '  epochs: 0' }));
  resolve([choice('seed', 1)]);
  resolve([choice('seed', -2)]);
  t.deepEqual(
    problems.map(({ hints }) => hints?.some((hint) => hint.startsWith('in the sweep point'))),
    [false, true],
  );
});

test('missing keys are not told where a wrong axis may have been meant to set them', (t) => {
  const without = withLines({ 15: '', 16: '' });
  const [whole, broken] = [resolver(without), resolver(without, false)];
  whole.resolve([choice('seed', 1)]);
  broken.resolve([choice('seed', 1)]);
  t.deepEqual([whole.problems.length > 0, broken.problems.length], [true, 0]);
});
