import test from 'ava';
import { resolveExperiment, resolveLaunch } from '../../src/config/resolve-sections.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { toPlain } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { treeOf } from './_trees.ts';
import { withLines } from './_workspace.ts';

const registry = testRegistry();

function resolved(text: string) {
  const problems: Problem[] = [];
  const context = { schema: schemaOf(registry), code: [], environment: {} };
  const result = resolveExperiment(treeOf(text), context, registry, (problem) => problems.push(problem));
  return { ...result, codes: problems.map(({ code }) => code) };
}

test('an experiment without a sweep is one, with its references filled in', (t) => {
  const { experiment, points, sweep, tree, codes } = resolved(withLines({ 1: 'name: seed-${seed}' }));
  t.deepEqual(codes, []);
  t.is(experiment?.name, 'seed-1');
  t.like(toPlain(tree), { name: 'seed-1' });
  t.deepEqual([points, sweep], [[], undefined]);
});

test('a sweep has points, and its base need not be right', (t) => {
  const lines = withLines({ 13: '', 17: 'sweep: {grid: {optimizer.lr: [0.1, 0.2]}}', 2: 'seed: x' });
  const { experiment, points, codes } = resolved(lines.replace('seed: x', 'seed: 5'));
  t.deepEqual(codes, []);
  t.deepEqual(
    points.map(({ experiment: own }) => own.optimizer['lr']),
    [0.1, 0.2],
  );
  t.is(experiment?.seed, 5);
  t.true(resolved(lines).codes.length > 0, 'what no axis sets must be right in each point');
});

test('where the sweep itself is wrong, only that is told', (t) => {
  const { experiment, codes } = resolved(withLines({ 17: 'sweep: {gird: {seed: [5]}}' }));
  t.deepEqual(codes, ['unknown-key']);
  t.is(experiment?.seed, 1);
});

test('a section `launch` is checked by itself', (t) => {
  const problems: Problem[] = [];
  const launch = (text: string) =>
    resolveLaunch(treeOf(text), registry, {}, ({ code, message }) => problems.push({ code, message }));
  t.is(launch('seed: 1\n'), undefined);
  t.deepEqual(problems, []);
  t.is(launch('launch: {type: none}\n'), undefined);
  t.is(problems.length, 1);
});
