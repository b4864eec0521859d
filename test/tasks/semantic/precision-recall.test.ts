import { readFile } from 'node:fs/promises';
import test from 'ava';
import { startPrecisionRecall } from '../../../src/tasks/semantic/precision-recall.ts';

interface Expected {
  readonly scores: number[][];
  readonly labels: number[];
  readonly curves: Record<'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives', number[]>[];
}

const fixture = new URL('../../fixtures/tasks/precision-recall.json', import.meta.url);
const expected = JSON.parse(await readFile(fixture, 'utf8')) as Expected;

test("the counts of each class are those of PyTorch's PR curves, whatever batches the pixels come in", (t) => {
  const counted = startPrecisionRecall(3, 4096);
  for (const [from, to] of [
    [0, 15],
    [15, 40],
  ] as const)
    counted.add(
      Float32Array.from(expected.scores.slice(from, to).flat()),
      Uint8Array.from(expected.labels.slice(from, to)),
    );
  for (const [index, curve] of counted.curves().entries())
    for (const [name, counts] of Object.entries(expected.curves[index]!))
      t.deepEqual([...curve![name as keyof typeof curve]], counts, `${name} of class ${index}`);
});

test('ignored pixels are left out, and a class that no pixel has has no curve', (t) => {
  const counted = startPrecisionRecall(2, 4096);
  counted.add(Float32Array.of(0.75, 0.25, 0, 1), Uint8Array.of(0, 255));
  const [first, second] = counted.curves();
  t.is(second, undefined);
  t.deepEqual([first!.truePositives[75], first!.truePositives[76]], [1, 0]);
  t.deepEqual([first!.falsePositives[0], first!.falseNegatives[76]], [0, 1]);
});
