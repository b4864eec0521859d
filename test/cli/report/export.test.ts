import test from 'ava';
import { exportedModelLines, exportedWeightsLines } from '../../../src/cli/report/export.ts';
import type { ExportedModel } from '../../../src/export/export-onnx.ts';
import type { ExportedWeights } from '../../../src/export/export-safetensors.ts';

const description = {
  resize: { multiple: 32 },
  classes: [{ name: 'background' }, { name: 'cat' }],
  input: 'uint8',
  output: 'logits',
  sizes: 'free',
};

function model(changes: object = {}, described: object = {}): string {
  // As much of a model as is told.
  return exportedModelLines({
    description: { ...description, ...described },
    file: 'pets.onnx',
    bytes: 2 ** 21,
    nodes: 12,
    operatorSet: 17,
    inputs: [{ name: 'images', type: 'uint8', shape: ['N', 'H', 'W', 3] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['N', 'H', 'W', 2] }],
    compared: { split: 'test', photos: 4, otherSizes: 0 },
    agreement: {
      largestDifference: 0.0000123,
      largestLogit: 4.5678,
      differentLabels: 1,
      pixels: 12345,
      shares: [0.75, 0.25],
    },
    ...changes,
  } as unknown as ExportedModel);
}

test('a model: its file, ports, classes, and how near it is to the run', (t) => {
  t.deepEqual(model().split('\n'), [
    'file       pets.onnx, 2.0 MiB',
    "operators  ONNX's own, version 17 (opset); 12 nodes",
    'input      images uint8 [N, H, W, 3]: RGB, 0 to 255; the model normalises; height and width are multiples of 32',
    'output     logits float32 [N, H, W, 2]: one for each class',
    'classes    background, cat',
    "compared   with the run's own answers, on 4 photos of the test split:",
    '           logits differ by at most 1.2e-5, where they reach 4.57; 1 of 12,345 labels differ',
    'shares     background 75.0 %, cat 25.0 %',
  ]);
});

test('a model of one size says why, and images that were made are told', (t) => {
  const compared = { split: 'made', photos: 2, otherSizes: 3, missing: 'no folder' };
  const lines = model({ fixedBecause: 'it pools to bins', compared }, { sizes: [], output: 'labels' }).split('\n');
  t.is(lines[1], 'one size   it pools to bins');
  t.true(lines[3]!.endsWith('the model normalises'), 'no multiple is told');
  t.true(lines[4]!.endsWith('the class of each pixel'));
  t.true(lines[6]!.endsWith('on 2 images that were made, and images of 3 other sizes:'));
  t.is(lines[8], "           its photos can't be read: no folder");
});

test('weights: their file, and how PyTorch takes them', (t) => {
  const weights = { file: 'a.safetensors', bytes: 1.5 * 2 ** 20, tensors: 7, values: 1234567 } as ExportedWeights;
  t.deepEqual(exportedWeightsLines(weights).split('\n'), [
    'file       a.safetensors, 1.5 MiB',
    "tensors    7 with 1,234,567 values, by PyTorch's names and in its layouts",
    "load it    model.load_state_dict(safetensors.torch.load_file('a.safetensors'))",
  ]);
});
