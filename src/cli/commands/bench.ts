import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../core/cache-folder.ts';
import { TesseraError, exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { makeFolder } from '../../core/make-folder.ts';
import type { PeerAnswer, PeerName, PeerRequest } from '../../data/storage-bench/bench-storages.ts';
import { baseContext } from '../../registry/index.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { loadFile, withPlaces } from '../load.ts';
import { countOption, jsonOption, setOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface BenchOptions {
  readonly set?: readonly string[];
  readonly samples: number;
  readonly rounds: number;
  readonly json?: boolean;
}

const measured = ['memory', 'memmap', 'hdf5', 'raw'] as const;
const modulesOf: Readonly<Record<PeerName, readonly string[]>> = {
  'numpy.memmap': ['numpy'],
  h5py: ['numpy', 'h5py'],
  PIL: ['numpy', 'PIL'],
};

export const defineBench: DefineCommand = (command, context, exit) => {
  command.name('bench').description('Measure this machine.');
  command
    .command('storage')
    .description(
      "Read an experiment's training samples through each storage with one loader thread: samples per second, " +
        'in order and shuffled, cold and warm, beside h5py, numpy.memmap and PIL where Python has them. From ' +
        'then on, `storage: {type: auto}` takes the fastest.',
    )
    .argument('<file>', 'experiment, such as experiments/quickstart.yaml')
    .addOption(setOption())
    .addOption(countOption('--samples <n>', 'samples to read, from the first').default(500))
    .addOption(countOption('--rounds <n>', 'warm rounds; their median counts').default(3))
    .addOption(jsonOption())
    .action(async (file: string, options: BenchOptions) => exit(await benchStorage(file, options, context)));
};

async function benchStorage(file: string, options: BenchOptions, context: CliContext): Promise<ExitCode> {
  const { samples, rounds } = options;
  const loaded = await loadFile(file, context, options.set);
  const { experiment, registry } = loaded;
  const base = baseContext(experiment, context.workingDirectory);
  const { benchStorages } = await import('../../data/storage-bench/bench-storages.ts');
  const { writeSpeeds } = await import('../../data/storage/measured-speeds.ts');
  const { placingOf } = await import('../../data/resize/placing.ts');
  const { resizedSource } = await import('../../data/sources/resized-source.ts');
  const { subset } = await import('../../data/sources/subset.ts');
  const { createProgress } = await import('../report/progress.ts');
  const { storageTable } = await import('../report/storage-bench.ts');

  return withPlaces(loaded, async () => {
    const dataset = await registry.build('dataset', experiment.dataset, base);
    // Samples of one size are measured, whatever the policy of the split is.
    const { imageSize, interpolation } = dataset;
    const whole = resizedSource(dataset.splits.train, placingOf({ imageSize, interpolation }, 'train'));
    const first = Array.from({ length: Math.min(samples, whole.length) }, (_, index) => index);
    if (first.length === 0)
      throw new TesseraError({
        code: 'empty-split',
        path: 'dataset',
        message: 'expected at least one sample in the split `train`, got none',
      });
    const source = { ...subset(whole, first), size: imageSize, fingerprint: async () => 'bench' };

    const usualCache = resolve(context.workingDirectory, cacheOf(experiment.dataset['storage']));
    await makeFolder(usualCache);
    const cache = await mkdtemp(join(usualCache, 'bench-'));
    const storages = await Promise.all(
      measured.map(async (type) => ({
        type,
        storage: await registry.build('storage', { type, cache, chunk_size: 64 }, base),
      })),
    );
    const progress = createProgress(context);
    const peers = await findPeers(context);
    try {
      const result = await withInterrupt(context, (signal) =>
        benchStorages({
          source,
          storages,
          rounds,
          signal,
          askPeers: peers.ask,
          onProgress: (label, done, total) => progress.update(label, done, total, ''),
        }).catch((error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        }),
      );
      progress.close();
      if (!result) return exitCodes.interrupted;
      await writeSpeeds(
        usualCache,
        imageSize,
        Object.fromEntries(result.rows.map(({ storage, warm }) => [storage, warm.shuffled])),
      );
      if (options.json) context.data(JSON.stringify({ samples: first.length, imageSize, ...result }));
      else context.out(storageTable(result, context.columns()));
      if (result.notCold !== undefined) context.err(`not measured cold: ${result.notCold}`);
      for (const note of peers.missing) context.err(note);
      return exitCodes.done;
    } finally {
      progress.close();
      for (const { storage } of storages) await storage.close();
      await rm(cache, { recursive: true, force: true });
    }
  });
}

function cacheOf(storage: unknown): string {
  const { cache } = storage as { cache?: string };
  return cache ?? cacheFolder;
}

interface Peers {
  ask(request: PeerRequest): Promise<PeerAnswer>;
  /** A line for each that is left out, with the reason. */
  readonly missing: readonly string[];
}

async function findPeers({ environment }: CliContext): Promise<Peers> {
  const { execa } = await import('execa');
  const { findPython } = await import('../tensorboard-program.ts');
  const { peerScript } = await import('../../data/storage-bench/peer-script.ts');
  const pythons = new Map<PeerName, string>();
  const missing: string[] = [];
  for (const [name, modules] of Object.entries(modulesOf) as [PeerName, readonly string[]][]) {
    const python = await findPython(environment, modules);
    if (python === undefined)
      missing.push(`left out: ${name}, since no Python here has ${modules.join(' and ')} (TESSERA_PYTHON names one)`);
    else pythons.set(name, python);
  }
  return {
    missing,
    async ask(request) {
      const answers: PeerAnswer[] = [];
      for (const [name, python] of pythons) {
        const own = request.files[name];
        if (own === undefined) continue;
        const { stdout } = await execa(python, ['-c', peerScript], {
          input: JSON.stringify({ ...request, files: { [name]: own } }),
        });
        answers.push(JSON.parse(stdout) as PeerAnswer);
      }
      return Object.assign({}, ...answers) as PeerAnswer;
    },
  };
}
