import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { readCards } from '../../src/engine/cards.ts';
import { newFolder } from '../helpers/tessera.ts';

const none = () => [];

/** A file system with these files. */
async function rootWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await newFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const information = (uuid: string) => `Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 17\nGPU UUID: \t ${uuid}\n`;
const machine = () =>
  rootWith({
    'proc/driver/nvidia/gpus/0000:65:00.0/information': information('GPU-bbbb'),
    'proc/driver/nvidia/gpus/0000:17:00.0/information': information('GPU-aaaa'),
    'proc/driver/nvidia/version': 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.159.04  Tue\n',
  });
const card = (id: string) => ({ id, name: 'NVIDIA H100 80GB HBM3', driver: '580.159.04' });

test("NVIDIA's driver lists its cards by their places on the bus", async (t) => {
  const { cuda } = readCards({}, await machine(), none);
  t.deepEqual(cuda, [card('GPU-aaaa'), card('GPU-bbbb')]);
});

test('where the driver lists none, nvidia-smi is asked', async (t) => {
  const smi = () => [card('GPU-cccc')];
  t.deepEqual(readCards({}, await rootWith({}), smi).cuda, [card('GPU-cccc')]);
});

test('what CUDA_VISIBLE_DEVICES leaves counts, in its order, up to an entry that is none', async (t) => {
  const root = await machine();
  const left = (list: string) => readCards({ CUDA_VISIBLE_DEVICES: list }, root, none).cuda;
  t.deepEqual(left('1,0'), [
    { ...card('GPU-bbbb'), id: '1' },
    { ...card('GPU-aaaa'), id: '0' },
  ]);
  t.deepEqual(left('GPU-bb'), [{ ...card('GPU-bbbb'), id: 'GPU-bb' }]);
  t.deepEqual(left('0,-1,1'), [{ ...card('GPU-aaaa'), id: '0' }]);
  t.deepEqual(left(''), []);
  t.deepEqual(left('NoDevFiles'), []);
});

test("Slurm's own lists count where it left CUDA's alone, that of the step first", async (t) => {
  const root = await rootWith({});
  const ids = (environment: Record<string, string>) => readCards(environment, root, none).cuda.map(({ id }) => id);
  t.deepEqual(ids({ SLURM_JOB_GPUS: '2,3' }), ['2', '3']);
  t.deepEqual(ids({ SLURM_JOB_GPUS: '2,3', SLURM_STEP_GPUS: '3' }), ['3']);
  t.deepEqual(ids({ SLURM_JOB_GPUS: '2,3', CUDA_VISIBLE_DEVICES: '0,1' }), ['0', '1']);
});

test('cards for Vulkan are named by maker and model, and can be chosen where the layer of Mesa is installed', async (t) => {
  const nodes = {
    'sys/class/drm/renderD128/device/vendor': '0x1002\n',
    'sys/class/drm/renderD128/device/device': '0x73bf\n',
    'sys/class/drm/renderD129/device/vendor': '0x10de\n',
    'sys/class/drm/renderD129/device/device': '0x2330\n',
    'sys/class/drm/card0/device/vendor': '0x1002\n',
  };
  const bare = readCards({}, await rootWith(nodes), none);
  t.deepEqual(bare.vulkan, [{ id: '1002:73bf' }, { id: '10de:2330' }]);
  t.false(bare.hasDeviceSelect);
  const layer = { 'usr/share/vulkan/implicit_layer.d/VkLayer_MESA_device_select.json': '{}' };
  t.true(readCards({}, await rootWith(layer), none).hasDeviceSelect);
});
