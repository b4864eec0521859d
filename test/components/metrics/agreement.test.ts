import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { batchOfMasks, scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';
import { startScoring } from '../../../src/tasks/semantic/scoring.ts';

// Random label maps and scores; the numbers are those of torchmetrics and of the notebook's own code.

const read = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../fixtures/metrics/${name}.json`, import.meta.url), 'utf8')) as unknown;
const { batches, target, prediction } = (await read('ratios')) as {
  batches: number[][];
  target: number[][];
  prediction: number[][];
};
const agreement = (await read('agreement')) as {
  torchmetrics: Record<string, number>;
  classes: Record<string, number[]>;
  notebook: Record<string, number>;
  roc: { mask: number[][]; scores: number[][]; image: number; batch: number; dataset: number };
};

const images = batches.map((batch) => batch.map((index): LabelledImage => [prediction[index]!, target[index]!]));

async function scored(params: { type: string; [key: string]: unknown }) {
  const metric = await buildPart('metric', params, { classes: classList(4) });
  return { name: metric.name, ...scoreLabels(metric, images, 4) };
}

const close = (t: ExecutionContext, actual: number, expected: number, what: string) =>
  t.true(Math.abs(actual - expected) < 1e-6, `${what}: ${actual}, expected ${expected}`);

for (const [name, expected] of Object.entries(agreement.torchmetrics)) {
  const [type, average, per] = name.split('/') as [string, string, string];
  test(`${name} is that of torchmetrics where a class that is only predicted counts 0`, async (t) => {
    const params = type === 'pixel-accuracy' ? { type, per } : { type, average, per, absent: 'zero' };
    const { name: own, value } = await scored(params);
    t.is(own, type === 'pixel-accuracy' ? name : `${type}/${average}-zero/${per}`);
    close(t, value, expected, name);
  });
}

for (const [type, expected] of Object.entries(agreement.classes)) {
  test(`${type} of each class is that of torchmetrics, and with \`none\` the value is their mean`, async (t) => {
    const { value, perClass } = await scored({ type, average: 'none', per: 'dataset' });
    for (const [index, figure] of perClass.entries()) close(t, figure!, expected[index]!, `class ${index}`);
    close(t, value, expected.reduce((sum, one) => sum + one, 0) / 4, 'mean');
  });
}

for (const [name, expected] of Object.entries(agreement.notebook)) {
  const [type, average, unit] = name.split('/') as [string, string, string];
  test(`${name} is that of the notebook's own code`, async (t) => {
    const reduction = unit.endsWith('-sum') ? 'sum' : 'mean';
    const { name: own, value } = await scored({ type, average, reduction });
    t.is(own, name);
    t.true(Math.abs(value - expected) < 2e-6 * Math.max(1, expected), `${value}, expected ${expected}`);
  });
}

for (const per of ['image', 'batch', 'dataset'] as const) {
  test(`the area under the curve per ${per} is that of torchmetrics`, async (t) => {
    const metric = await buildPart('metric', { type: 'auc', per }, { classes: classList(2) });
    const scoring = startScoring({ metrics: [metric], classes: 2, loss: {} });
    const { mask, scores } = agreement.roc;
    for (const rows of [
      [0, 1],
      [2, 3],
    ]) {
      const both = rows.flatMap((row) => scores[row]!.flatMap((score) => [1 - score, score]));
      const labels = Int32Array.from(rows.flatMap((row) => scores[row]!.map((score) => Number(score > 0.5))));
      const batch = batchOfMasks(rows.map((row) => mask[row]!));
      scoring.add(batch, { loss: 0, labels, scores: Float32Array.from(both) });
    }
    const { value, perClass } = scoring.score().metrics.get(metric.name)!;
    t.is(metric.name, `auc/macro/${per}`);
    close(t, value, agreement.roc[per], per);
    t.deepEqual(perClass, [value, value]);
  });
}
