import test from 'ava';
import type { ComponentLog, Confusion, Metric, ScoredBatch } from '../../../src/registry/index.ts';
import { startScoring, valuesOf } from '../../../src/tasks/semantic/scoring.ts';
import { batchOfMasks } from '../../helpers/metrics.ts';

/** Notes what it is given, and has the number of batches as its value. */
function spy<Need extends Metric['needs']>(needs: Need, name: string = needs) {
  const given: unknown[] = [];
  const start = () => ({
    add: (input: unknown) => void given.push(input),
    value: () => ({ value: given.length, perClass: [] }),
  });
  return { metric: { name, direction: 'max', needs, start } as Metric, given };
}

const masks = [
  [0, 1],
  [1, 255],
];
const outputs = { loss: 1, labels: Int32Array.of(0, 0, 1, 1) };

test('the loss is the mean over pixels: a batch counts by its pixels that are not ignored', (t) => {
  const scoring = startScoring({ metrics: [], classes: 2, loss: {} });
  scoring.add(batchOfMasks(masks), { ...outputs, loss: 1 });
  scoring.add(batchOfMasks([[0, 0]]), { loss: 4, labels: Int32Array.of(0, 0) });
  t.is(scoring.images, 3);
  t.like(scoring.score(), { loss: (3 * 1 + 2 * 4) / 5, weight: 5 });
});

test('a loss that knows the weights of its pixels is averaged by them', (t) => {
  const weightOf = (given: Uint8Array) => given.filter((value) => value === 1).length * 0.5;
  const scoring = startScoring({ metrics: [], classes: 2, loss: { weightOf } });
  scoring.add(batchOfMasks(masks), { ...outputs, loss: 1 });
  scoring.add(batchOfMasks([[1, 0]]), { loss: 4, labels: Int32Array.of(0, 0) });
  t.like(scoring.score(), { loss: (1 * 1 + 0.5 * 4) / 1.5, weight: 1.5 });
});

test('a batch without a pixel that counts changes nothing, whatever its loss; where none counts the loss is NaN', (t) => {
  const scoring = startScoring({ metrics: [], classes: 2, loss: {} });
  for (const loss of [0, NaN]) scoring.add(batchOfMasks([[255, 255]]), { loss, labels: Int32Array.of(0, 0) });
  t.deepEqual(scoring.score(), { loss: NaN, weight: 0, losses: new Map(), metrics: new Map() });
  scoring.add(batchOfMasks([[255, 1]]), { loss: 3, labels: Int32Array.of(0, 0) });
  t.like(scoring.score(), { loss: 3, weight: 1 });
});

test('metrics share the confusion matrices of a batch, one for each image', (t) => {
  const [a, b] = [spy('confusion', 'a'), spy('confusion', 'b')];
  const scoring = startScoring({ metrics: [a.metric, b.metric], classes: 2, loss: {} });
  scoring.add(batchOfMasks(masks), outputs);
  const [confusions] = a.given as Confusion[][];
  t.is(a.given[0], b.given[0]);
  t.deepEqual(
    confusions!.map(({ counts }) => [...counts]),
    [
      [1, 0, 1, 0],
      [0, 0, 0, 1],
    ],
  );
});

test('a metric that needs scores is given them with the masks', (t) => {
  const scores = Float32Array.of(0.75, 0.25, 0.5, 0.5, 0, 1, 0, 1);
  const { metric, given } = spy('scores');
  startScoring({ metrics: [metric], classes: 2, loss: {} }).add(batchOfMasks(masks), { ...outputs, scores });
  const expected: ScoredBatch = {
    size: 2,
    height: 1,
    width: 2,
    classes: 2,
    scores,
    masks: Uint8Array.of(0, 1, 1, 255),
  };
  t.deepEqual(given, [expected]);
});

test('a metric that logs does so under its name when the figures are asked for, if somebody listens', (t) => {
  const { metric } = spy('confusion', 'a');
  const start = () => ({ ...metric.start(), log: (log: ComponentLog) => log.scalar('batches', 1) });
  const metrics = [spy('confusion', 'b').metric, { ...metric, start } as Metric];
  const scoring = startScoring({ metrics, classes: 2, loss: {} });
  scoring.add(batchOfMasks(masks), outputs);
  const logged: unknown[] = [];
  scoring.score();
  scoring.score((component) => ({
    scalar: (...scalar) => logged.push([component, ...scalar]),
    image: () => undefined,
  }));
  t.deepEqual(logged, [['a', 'batches', 1]]);
});

test('scores that are needed and not there are a fault of the program', (t) => {
  const scoring = startScoring({ metrics: [spy('scores').metric], classes: 2, loss: {} });
  t.throws(() => scoring.add(batchOfMasks(masks), outputs), { message: /needs scores/ });
});

test('values are the loss first, then the metrics in their order', (t) => {
  const scoring = startScoring({
    metrics: [spy('confusion', 'b/x/y').metric, spy('confusion', 'a').metric],
    classes: 2,
    loss: {},
  });
  scoring.add(batchOfMasks(masks), { ...outputs, loss: 0.5 });
  t.deepEqual(Object.entries(valuesOf(scoring.score())), [
    ['loss', 0.5],
    ['b/x/y', 1],
    ['a', 1],
  ]);
});

test('evaluations do not know of each other', (t) => {
  const scoring = startScoring({ metrics: [], classes: 2, loss: {} });
  scoring.add(batchOfMasks(masks), outputs);
  t.is(startScoring({ metrics: [], classes: 2, loss: {} }).images, 0);
});

test('the counts of all images together are there if they are asked for, whether a metric needs them or not', (t) => {
  const scoring = startScoring({ metrics: [], classes: 2, loss: {}, confusion: true });
  scoring.add(batchOfMasks(masks), outputs);
  const image = { height: 1, width: 2, mask: Uint8Array.of(1, 1), labels: [0, 1] };
  scoring.addEach(batchOfMasks([[1, 1]]), { loss: 1 }, [image]);
  t.deepEqual([...scoring.score().confusion!.counts], [1, 0, 2, 2]);
  t.false('confusion' in startScoring({ metrics: [], classes: 2, loss: {} }).score());
});
