import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { newFolder } from '../helpers/tessera.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** The dataset of an experiment of the project, with its files elsewhere. */
async function datasetOf(name: string, environment: Record<string, string>): Promise<Dataset> {
  const registry = createRegistry(...builtins);
  const { experiment } = await loadExperiment(`experiments/${name}.yaml`, {
    registry,
    workingDirectory: project,
    environment,
  });
  return registry.build('dataset', experiment.dataset, { seed: experiment.seed, workingDirectory: project });
}

async function write(root: string, path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

/** CamVid's label_colors.txt: red, green, blue, name. */
const labelColors = `
64 128 64 Animal
192 0 128 Archway
0 128 192 Bicyclist
0 128 64 Bridge
128 0 0 Building
64 0 128 Car
64 0 192 CartLuggagePram
192 128 64 Child
192 192 128 Column_Pole
64 64 128 Fence
128 0 192 LaneMkgsDriv
192 0 64 LaneMkgsNonDriv
128 128 64 Misc_Text
192 0 192 MotorcycleScooter
128 64 64 OtherMoving
64 192 128 ParkingBlock
64 64 0 Pedestrian
128 64 128 Road
128 128 192 RoadShoulder
0 0 192 Sidewalk
192 128 128 SignSymbol
128 128 128 Sky
64 128 192 SUVPickupTruck
0 0 64 TrafficCone
0 64 64 TrafficLight
192 64 128 Train
128 128 0 Tree
192 128 192 Truck_Bus
64 0 64 Tunnel
192 192 0 VegetationMisc
0 0 0 Void
64 192 0 Wall
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))
  .map(([red, green, blue, name]) => ({ name: name!, color: [red, green, blue].map(Number) }));

/** Which of the 32 classes each of SegNet's 11 is made of (Badrinarayanan et al., SegNet, 2015). */
const elevenClasses: Readonly<Record<string, readonly string[]>> = {
  sky: ['Sky'],
  building: ['Archway', 'Bridge', 'Building', 'Tunnel', 'Wall'],
  pole: ['Column_Pole', 'TrafficCone'],
  road: ['Road', 'LaneMkgsDriv', 'LaneMkgsNonDriv'],
  pavement: ['Sidewalk', 'ParkingBlock', 'RoadShoulder'],
  tree: ['Tree', 'VegetationMisc'],
  sign: ['SignSymbol', 'Misc_Text', 'TrafficLight'],
  fence: ['Fence'],
  car: ['Car', 'SUVPickupTruck', 'Truck_Bus', 'Train', 'OtherMoving'],
  pedestrian: ['Pedestrian', 'Child', 'CartLuggagePram', 'Animal'],
  bicyclist: ['Bicyclist', 'MotorcycleScooter'],
};

test('camvid-unet takes the archives of the authors: 32 colours become 11 classes, void is ignored', async (t) => {
  const root = await newFolder();
  const size = { width: 8, height: 4, channels: 3 };
  const mask = encode({ ...size, data: Uint8Array.from(labelColors.flatMap(({ color }) => color)) });
  for (const frame of ['0001TP_006690', '0006R0_f00930', '0016E5_00390', 'Seq05VD_f00000', 'Seq05VD_f00030']) {
    await write(root, `701_StillsRaw_full/${frame}.png`, encode({ ...size, data: new Uint8Array(96) }));
    await write(root, `LabeledApproved_full/${frame}_L.png`, mask);
  }
  const { classes, splits } = await datasetOf('camvid-unet', { CAMVID_ROOT: root });
  t.deepEqual(
    classes.map(({ name }) => name),
    Object.keys(elevenClasses),
  );
  t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [3, 1, 1]);
  const { mask: labels } = await splits.train.read(0);
  const expected = labelColors.map(({ name }) =>
    Object.values(elevenClasses).findIndex((parts) => parts.includes(name)),
  );
  t.deepEqual(
    [...labels],
    expected.map((label) => (label < 0 ? 255 : label)),
  );
  t.deepEqual(
    labelColors.filter((_, pixel) => labels[pixel] === 255).map(({ name }) => name),
    ['Void'],
  );
});

/** The first 21 colours of VOC's map, as labelcolormap.m of the development kit gives them. */
const vocPalette = [
  [0, 0, 0],
  [128, 0, 0],
  [0, 128, 0],
  [128, 128, 0],
  [0, 0, 128],
  [128, 0, 128],
  [0, 128, 128],
  [128, 128, 128],
  [64, 0, 0],
  [192, 0, 0],
  [64, 128, 0],
  [192, 128, 0],
  [64, 0, 128],
  [192, 0, 128],
  [64, 128, 128],
  [192, 128, 128],
  [0, 64, 0],
  [128, 64, 0],
  [0, 192, 0],
  [128, 192, 0],
  [0, 64, 128],
];

test('voc2012-unet takes the development kit: palette masks by number, 255 ignored, splits by their lists', async (t) => {
  const root = await newFolder();
  const size = { width: 22, height: 1 };
  const palette = Array.from({ length: 256 }, (_, index) => vocPalette[index] ?? [224, 224, 192]);
  const mask = encode({ ...size, channels: 1, data: Uint8Array.from([...vocPalette.keys(), 255]), palette });
  const photo = await sharp({ create: { ...size, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer();
  for (const name of ['2007_000032', '2007_000033', '2007_000039']) {
    await write(root, `JPEGImages/${name}.jpg`, photo);
    await write(root, `SegmentationClass/${name}.png`, mask);
  }
  await write(root, 'JPEGImages/2008_000001.jpg', photo);
  await write(root, 'ImageSets/Segmentation/train.txt', '2007_000032\n2007_000039\n');
  await write(root, 'ImageSets/Segmentation/val.txt', '2007_000033\n');
  const { classes, splits } = await datasetOf('voc2012-unet', { VOC_ROOT: root });
  t.deepEqual(
    classes.map(({ color }) => [...color]),
    vocPalette,
  );
  t.deepEqual([splits.train.length, splits.val.name(0), splits.test.name(0)], [2, '2007_000033', '2007_000033']);
  t.deepEqual([...(await splits.train.read(1)).mask], [...Array(21).keys(), 255]);
});
