/**
 * `npm run bench -- augment`: how many images per second each augmentation makes on one thread.
 *
 * Beside it: torchvision's transform of the same name and parameters, on a uint8 image and mask, and Albumentations',
 * each where Python and the library have it. `torchvision` is the transform as users call it, `functional` only its
 * operation on plain tensors. Tessera's figure covers what the loader does: it makes the sample's random stream, draws
 * from it, and writes the result into the memory of a batch. All take turns, so that other work on the machine slows
 * all of them.
 */
import { parseArgs } from 'node:util';
import { builtins } from '../src/components/index.ts';
import { augmentSample } from '../src/data/transforms/augment.ts';
import type { Sample } from '../src/data/sample.ts';
import { createRandom } from '../src/core/random.ts';
import { createRegistry, type ComponentReference } from '../src/registry/index.ts';
import { startPeer, type Peer } from './augment-peer.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    size: { type: 'string', default: '256' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.2' },
  },
});
const [size, rounds, seconds] = [Number(options.size), Number(options.rounds), Number(options.seconds)];

/** What is measured; `bench/augment-peer.py` has transforms of the same names. */
const cases: Readonly<Record<string, ComponentReference>> = {
  'horizontal-flip': { type: 'horizontal-flip', p: 1 },
  'vertical-flip': { type: 'vertical-flip', p: 1 },
  'color-jitter': { type: 'color-jitter', p: 1, brightness: 0.4, contrast: 0.4, saturation: 0.4 },
  'color-jitter, hue': { type: 'color-jitter', p: 1, hue: 0.2 },
  'random-perspective': { type: 'random-perspective', p: 1, distortion: 0.5 },
  'random-affine': { type: 'random-affine', p: 1, degrees: 30, translate: [0.1, 0.1], scale: [0.8, 1.2], shear: 10 },
  'random-rotation': { type: 'random-rotation', p: 1, degrees: 30 },
  'random-resized-crop': { type: 'random-resized-crop', p: 1 },
  'random-crop': { type: 'random-crop', size: Math.round(size * 0.75) },
  'gaussian-blur': { type: 'gaussian-blur', p: 1, kernel_size: 5 },
  'gaussian-noise': { type: 'gaussian-noise', p: 1 },
  'random-erasing': { type: 'random-erasing', p: 1 },
  grayscale: { type: 'grayscale', p: 1 },
  'random-rotate90': { type: 'random-rotate90', p: 1 },
  'random-scale, random-crop': { type: 'compose', of: [{ type: 'random-scale' }, { type: 'random-crop', size }] },
  'class-balanced-crop': { type: 'class-balanced-crop', size: Math.round(size * 0.75), p: 1 },
  elastic: { type: 'elastic', p: 1, alpha: 120, sigma: 6 },
  'hue-saturation-value': { type: 'hue-saturation-value', p: 1 },
  'brightness-contrast': { type: 'brightness-contrast', p: 1 },
  mixup: { type: 'mixup', p: 1 },
  cutmix: { type: 'cutmix', p: 1 },
};

const registry = createRegistry(...builtins);
const sample = randomSample();
const partner = { sample: randomSample(), random: createRandom('partner') };
const peers = [
  await startPeer('torchvision', size),
  await startPeer('functional', size),
  await startPeer('albumentations', size),
];
const available = peers.filter((peer): peer is Peer => 'measure' in peer);
const rows = [];
for (const [name, reference] of Object.entries(cases)) {
  const measure = await ownMeasure(reference);
  const speeds = new Map<string, number[]>([
    ['ours', []],
    ...available.map((peer): [string, number[]] => [peer.name, []]),
  ]);
  for (let round = 0; round < rounds; round++) {
    speeds.get('ours')!.push(measure(seconds));
    for (const peer of available) speeds.get(peer.name)!.push(await peer.measure(name, seconds));
  }
  rows.push(row(name, speeds));
}
for (const peer of available) peer.close();
console.table(Object.fromEntries(rows));
for (const peer of peers) if ('reason' in peer) console.log(`left out: ${peer.name} (${peer.reason})`);

function row(name: string, speeds: ReadonlyMap<string, readonly number[]>): [string, Record<string, number | string>] {
  const ours = median(speeds.get('ours')!);
  const others = available.flatMap((peer): [string, number | string][] => {
    const theirs = median(speeds.get(peer.name)!);
    return [
      [peer.name, Number.isNaN(theirs) ? '' : Math.round(theirs)],
      [`ours / ${peer.name}`, Number.isNaN(theirs) ? '' : (ours / theirs).toFixed(2)],
    ];
  });
  return [name, { ours: Math.round(ours), ...Object.fromEntries(others) }];
}

/** Returns a function that measures images per second, each augmented into the memory of a batch. */
async function ownMeasure(reference: ComponentReference): Promise<(seconds: number) => number> {
  const parsed = registry.schema(registry.get('augmentation', reference.type)!).parse(reference) as ComponentReference;
  const augmentation = await registry.build('augmentation', parsed, { seed: 0, workingDirectory: process.cwd() });
  const shape = augmentSample(sample, [augmentation], createRandom('size'));
  const into = { image: new Uint8Array(shape.image.length), mask: new Uint8Array(shape.mask.length) };
  let index = 0;
  return (budget) => {
    const started = performance.now();
    const first = index;
    while (performance.now() - started < budget * 1000)
      augmentSample(sample, [augmentation], createRandom(0, 'augment', 0, index++), into, partner);
    return (1000 * (index - first)) / (performance.now() - started);
  };
}

function randomSample(): Sample {
  const random = createRandom('bench');
  const image = Uint8Array.from({ length: size * size * 3 }, () => random.integer(0, 256));
  const mask = Uint8Array.from({ length: size * size }, () => random.integer(0, 3));
  return { name: 'bench', height: size, width: size, image, mask };
}
