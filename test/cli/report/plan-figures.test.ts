import test from 'ava';
import { policiesOf } from '../../../src/data/resize/placing.ts';
import { layerTable, planFigures } from '../../../src/cli/report/plan-figures.ts';

const mebibyte = 2 ** 20;
const layer = { type: 'Conv2d', output: [2, 4, 4, 3], parameters: 1200, trainable: true, multiplyAdds: 4500 };
const model = {
  batchSize: 2,
  imageSize: { height: 4, width: 4 },
  parameters: { total: 1500, trainable: 1200 },
  memory: { model: mebibyte, optimizer: 2 * mebibyte, step: 20 * mebibyte },
  layers: [
    { ...layer, name: 'a' },
    { ...layer, name: 'frozen', trainable: false, parameters: 300, multiplyAdds: 0, output: undefined },
    { ...layer, name: 'relu', parameters: 0, multiplyAdds: 0 },
    { ...layer, name: '', parameters: 0, multiplyAdds: 7 },
  ],
  forwardMultiplyAdds: 4507,
  stepMultiplyAdds: 13_521,
  optimizer: { learningRate: 0.1, groups: [] },
};

test('what is known of a plan is a line each', (t) => {
  const data = {
    samples: { train: 1000, val: 4, test: 5 },
    classes: ['sky', 'cat'],
    imageSize: { height: 4, width: 6 },
    resize: policiesOf('cover'),
    evaluateAt: 'input' as const,
  };
  const time = {
    engine: 'wasm',
    seconds: { step: 0.123, training: 60, validation: 5, test: 1 },
  };
  const weightDownloads = [
    { name: 'imagenet', address: 'https://x/w.pth', bytes: 87 * 2 ** 20, licence: 'BSD-3-Clause' },
    { name: 'hf://a/b', address: 'https://y/b' },
  ];
  const weights = ['model.json: 4 of 4 tensors loaded'];
  const plan = {
    data,
    downloads: [],
    weightDownloads,
    weights,
    steps: { total: 2000, perEpoch: 500 },
    model,
    time,
    peakMemoryBytes: 50 * mebibyte,
    problems: [],
  };
  t.deepEqual(planFigures(plan).split('\n'), [
    'samples     1,000 train, 4 val, 5 test, 4 x 6',
    'classes     sky, cat',
    'steps       2,000, 500 per epoch',
    'parameters  1,500, of which 1,200 are trained',
    'step        13.5 k multiply-adds, 4.51 k of them forward',
    'memory      50 MiB, as tried; 23 MiB of tensors at most: model 1.0 MiB, optimizer 2.0 MiB, activations and gradients 20 MiB',
    'weights     imagenet: a run first downloads https://x/w.pth (87 MiB, licence BSD-3-Clause)',
    'weights     hf://a/b: a run first downloads https://y/b (of unknown size, licence unknown: see where they are published)',
    'weights     model.json: 4 of 4 tensors loaded',
    'time        about 1m 06s: training 1m 00s (0.12 s per step), validation 5s, test 1s; by a few steps, tried now on wasm',
  ]);
});

test('what was not tried says why, and the memory is that of the tensors', (t) => {
  const plan = { downloads: [], weightDownloads: [], weights: [], model, notTried: 'too large', problems: [] };
  const lines = planFigures(plan).split('\n');
  t.is(lines.at(-1), 'time        unknown: too large');
  t.regex(lines.at(-2)!, /^memory {6}23 MiB of tensors at most: /);
});

test('how photos are resized is told where they are not covered and cropped, and at which size they are scored', (t) => {
  const data = {
    samples: { train: 1, val: 2, test: 3 },
    classes: ['sky'],
    imageSize: { height: 4, width: 6 },
    evaluateAt: 'original' as const,
  };
  const lines = (written: Parameters<typeof policiesOf>[0]) =>
    planFigures({
      data: { ...data, resize: policiesOf(written) },
      downloads: [],
      weightDownloads: [],
      weights: [],
      problems: [],
    }).split('\n');
  t.is(lines('fit')[0], 'samples     1 train, 2 val, 3 test, 4 x 6 (fit)');
  t.is(lines('fit')[1], 'scored      validation and test at the size of their photos, which are whole');
  t.is(lines('none')[0], 'samples     1 train, 2 val, 3 test, as they are');
  t.is(
    lines({ train: 'cover', val: 'fit', test: 'none' })[0],
    'samples     1 train, 2 val, 3 test, 4 x 6 (train cover, val fit, test none)',
  );
});

test('without data, the plan says whether a run would download it', (t) => {
  t.regex(
    planFigures({ downloads: [], weightDownloads: [], weights: [], problems: [] }),
    /^samples {5}the data is not there; /,
  );
  t.regex(
    planFigures({ downloads: ['https://x/a', 'https://x/b'], weightDownloads: [], weights: [], problems: [] }),
    /downloads https:\/\/x\/a and https:\/\/x\/b; /,
  );
});

test('layers that neither hold nor multiply are left out; those that are not trained are marked', (t) => {
  const lines = layerTable(model).split('\n');
  t.deepEqual(
    lines.slice(0, -1).map((line) => line.trim().split(/ {2,}/)),
    [
      ['layer', 'type', 'output', 'parameters', 'multiply-adds'],
      ['a', 'Conv2d', '[2, 4, 4, 3]', '1,200', '4.5 k'],
      ['frozen', 'Conv2d', 'not used', '300*', '0'],
      ['(model)', 'Conv2d', '[2, 4, 4, 3]', '0', '7'],
      ['total', '1,500', '4.51 k'],
    ],
  );
  t.is(lines.at(-1), 'One forward pass of a batch of 2; shapes are [N, H, W, C]. * is not trained.');
});
