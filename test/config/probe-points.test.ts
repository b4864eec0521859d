import test from 'ava';
import { conditionalKeys, probePoints } from '../../src/config/probe-points.ts';
import type { Choice } from '../../src/config/sweep-parts.ts';
import { somewhere } from './_trees.ts';

const choice = (path: string, value: string | number): Choice => ({
  overrides: [{ path: path.split('.'), key: somewhere, value: { kind: 'scalar', origin: somewhere, value } }],
});
const axis = (path: string, ...values: (string | number)[]) => ({ values: values.map((value) => choice(path, value)) });
const textOf = (probe: readonly Choice[]) =>
  probe.map(({ overrides }) => overrides.map(({ value }) => 'value' in value && value.value).join()).join(' ');

test('a key is conditional if another unit writes a section above it', (t) => {
  const conditional = conditionalKeys([axis('loss.type', 'a', 'b'), axis('loss.gamma', 1), axis('seed', 1)]);
  const of = (path: string) => conditional(choice(path, 1).overrides[0]!);
  t.deepEqual(['loss.type', 'loss.gamma', 'seed'].map(of), [false, true, false]);
  const together = conditionalKeys([
    { values: [{ overrides: [...choice('loss.type', 'a').overrides, ...choice('loss.gamma', 1).overrides] }] },
  ]);
  t.false(together(choice('loss.gamma', 1).overrides[0]!), 'what is written together belongs together');
});

test('every choice is probed once, with the first of the others', (t) => {
  const probes = probePoints([axis('seed', 1, 2), axis('optimizer.lr', 3, 4)], () => true);
  t.deepEqual(probes.map(textOf), ['1 3', '2 3', '1 4']);
});

test('a choice that does not count with the first of the others is probed where it counts', (t) => {
  const units = [axis('loss.type', 'a', 'b'), axis('loss.gamma', 1, 2), axis('seed', 7, 8)];
  const counts = ({ overrides: [own] }: Choice, combination: readonly Choice[]) =>
    own!.path.join('.') !== 'loss.gamma' || textOf(combination).startsWith('b');
  t.deepEqual(probePoints(units, counts).map(textOf), ['a 1 7', 'b 1 7', 'b 2 7', 'a 1 8']);
});

test('a choice that counts nowhere is probed as it is', (t) => {
  const units = [axis('loss.type', 'a'), axis('loss.gamma', 1, 2)];
  t.deepEqual(probePoints(units, () => false).map(textOf), ['a 1', 'a 2']);
});
