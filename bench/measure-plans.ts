import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runsIn } from '../test/helpers/folders.ts';

export interface PlanAndRun {
  readonly name: string;
  readonly planned: Figures;
  readonly taken: Figures;
}

/** Time of training, validation and test; the most memory that the process held. */
interface Figures {
  readonly seconds: number;
  readonly mebibytes: number;
}

const quickstart = 'experiments/quickstart.yaml';
/** The U-Net of `step-nets.ts`. */
const unet = [
  quickstart,
  ...['dataset.image_size=256', 'dataset.train=160', 'dataset.val=40', 'dataset.test=40', 'train.epochs=2'],
  'model.encoder.widths=[16, 32, 64, 96, 128]',
];
const pets = ['experiments/pets-pspnet-ce.yaml', 'train.epochs=1'];

/** Plans some experiments, and runs each after that. */
export async function measurePlans(): Promise<PlanAndRun[]> {
  const hasPets = process.env['PETS_ROOT'] !== undefined && process.env['MOBILENET_WEIGHTS'] !== undefined;
  const all: readonly (readonly [string, ...string[]])[] = [
    ['quick start', quickstart],
    ['unet, batch 16 of 256 x 256', ...unet],
    ...(hasPets ? [['pets, 1 epoch', ...pets] as const] : []),
  ];
  const measured: PlanAndRun[] = [];
  for (const [name, file, ...changes] of all) {
    const set = [file!, ...changes.flatMap((change) => ['--set', change])];
    measured.push({ name, planned: await plan(set), taken: await run(set) });
  }
  return measured;
}

async function plan(args: readonly string[]): Promise<Figures> {
  const answer = JSON.parse(await tessera(['plan', ...args, '--json'])) as {
    readonly time?: { readonly seconds: Readonly<Record<'training' | 'validation' | 'test', number>> };
    readonly peakMemoryBytes: number;
    readonly notTried?: string;
  };
  if (!answer.time) throw new Error(`${args.join(' ')} was not tried: ${answer.notTried ?? 'it has problems'}`);
  const { training, validation, test } = answer.time.seconds;
  return { seconds: training + validation + test, mebibytes: answer.peakMemoryBytes / 2 ** 20 };
}

async function run(args: readonly string[]): Promise<Figures> {
  const runs = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
  try {
    await tessera(['run', ...args, '--runs', runs]);
    const [folder] = await runsIn(runs);
    const { attempts } = JSON.parse(await readFile(join(runs, folder!, 'run.json'), 'utf8')) as {
      readonly attempts: readonly { readonly peakMemoryBytes: number }[];
    };
    const result = JSON.parse(await readFile(join(runs, folder!, 'result.json'), 'utf8')) as {
      readonly seconds: number;
    };
    return { seconds: result.seconds, mebibytes: attempts.at(-1)!.peakMemoryBytes / 2 ** 20 };
  } finally {
    await rm(runs, { recursive: true, force: true });
  }
}

async function tessera(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/src/cli/tessera.js', ...args], {
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
