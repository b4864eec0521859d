import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from '../core/once.ts';

/** A graphics card, as the variables call it that choose one. */
export interface Card {
  readonly id: string;
  readonly name?: string;
  readonly driver?: string;
}

/** The cards that this process may use, by the interface through which it would. None says that nobody knows of one. */
export interface Cards {
  /** For `CUDA_VISIBLE_DEVICES`: UUIDs, or numbers. CUDA's device 0 is the first. */
  readonly cuda: readonly Card[];
  /** For `MESA_VK_DEVICE_SELECT`: maker and model, `10de:2330`. */
  readonly vulkan: readonly Card[];
  /**
   * Whether that variable does something here: Mesa's layer for the Vulkan loader reads it, for every driver's cards.
   */
  readonly hasDeviceSelect: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lists graphics cards without loading a library. What was allotted to this process comes first:
 * `CUDA_VISIBLE_DEVICES`, which Slurm and others set, then Slurm's own `SLURM_STEP_GPUS` and `SLURM_JOB_GPUS`. Else all
 * cards of the machine or container: NVIDIA's driver lists them in `/proc`, or `nvidia-smi` does.
 * @param root of the file system, for tests
 */
export function readCards(environment: Environment = process.env, root = '/', smi = listByProgram): Cards {
  const all = listByDriver(root) ?? smi();
  const allotted =
    environment['CUDA_VISIBLE_DEVICES'] ?? environment['SLURM_STEP_GPUS'] ?? environment['SLURM_JOB_GPUS'];
  return {
    cuda: allotted === undefined ? all : idsIn(allotted).map((id) => described(id, all)),
    vulkan: renderNodes(root),
    hasDeviceSelect: ['usr/share', 'etc', 'usr/local/share'].some((folder) =>
      existsSync(join(root, folder, 'vulkan/implicit_layer.d/VkLayer_MESA_device_select.json')),
    ),
  };
}

/** CUDA takes the list up to the first entry that is none, such as `-1` or `NoDevFiles`. */
function idsIn(list: string): string[] {
  const ids = list.split(',').map((id) => id.trim());
  const end = ids.findIndex((id) => !/^(?:\d+|GPU-[\w-]+|MIG-[\w/-]+)$/.test(id));
  return end === -1 ? ids : ids.slice(0, end);
}

/** Numbers count the cards in the order of their places on the bus; a UUID may be cut short. */
function described(id: string, all: readonly Card[]): Card {
  const card = /^\d+$/.test(id) ? all[Number(id)] : all.find((other) => other.id.startsWith(id));
  return { ...card, id };
}

/** A file for each card: `Model: NVIDIA H100 80GB HBM3`, `GPU UUID: GPU-5f...`. The folders are named by the bus. */
function listByDriver(root: string): Card[] | undefined {
  const folder = join(root, 'proc/driver/nvidia/gpus');
  const cards = namesIn(folder).flatMap((name): Card[] => {
    const text = contentOf(join(folder, name, 'information'));
    const field = (key: string) => new RegExp(`^${key}:\\s*(.+)$`, 'm').exec(text)?.[1]?.trim();
    const [id, model] = [field('GPU UUID'), field('Model')];
    return id?.startsWith('GPU-') ? [{ id, ...(model !== undefined && { name: model }), ...driverOf(root) }] : [];
  });
  return cards.length > 0 ? cards : undefined;
}

function driverOf(root: string): Pick<Card, 'driver'> {
  const text = contentOf(join(root, 'proc/driver/nvidia/version'));
  const version = /\b(\d+\.\d+(?:\.\d+)?)\b/.exec(text)?.[1];
  return version === undefined ? {} : { driver: version };
}

/** A machine keeps its cards, and starting a program takes a while in a process that holds much memory. */
const listByProgram = once((): Card[] => {
  const query = ['--query-gpu=uuid,name,driver_version', '--format=csv,noheader'];
  try {
    const text = execFileSync('nvidia-smi', query, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return text
      .trim()
      .split('\n')
      .map((line) => {
        const [id, name, driver] = line.split(', ') as [string, string, string];
        return { id, name, driver };
      });
  } catch {
    return [];
  }
});

/** Cards with a driver in the kernel, by maker and model. */
function renderNodes(root: string): Card[] {
  const folder = join(root, 'sys/class/drm');
  return namesIn(folder)
    .filter((name) => name.startsWith('renderD'))
    .flatMap((name) => {
      const [vendor, device] = ['vendor', 'device'].map((file) =>
        contentOf(join(folder, name, 'device', file))
          .trim()
          .replace(/^0x/, ''),
      );
      return vendor && device ? [{ id: `${vendor}:${device}` }] : [];
    });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
