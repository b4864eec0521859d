import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { writeLedger } from '../../src/sweep/ledger.ts';
import { pointName, sweepFolderName } from '../../src/sweep/names.ts';
import { whatToRun } from '../../src/trained/what-to-run.ts';
import type { RunObserver } from '../../src/train/observer.ts';
import { runExperiment } from '../../src/train/run.ts';

/** 200 points: four losses, five lists of augmentations, five learning rates, two seeds. */
export const sweepExperiment = `name: many
dataset: {type: shapes, image_size: 32, train: 8, val: 4, test: 4}
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
metrics: [{type: iou, average: macro}, {type: recall, average: macro}]
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 3, batch_size: 4, log_every: {steps: 1}, validate_every: {epochs: 1}}
log: {panel_samples: 1, error_maps: false, histograms: false, evaluation: false, worst_and_best: 0, pr_curves: false, provenance: false}
sweep:
  grid:
    loss: [{type: cross-entropy}, {type: focal, gamma: 1}, {type: focal, gamma: 2}, {type: dice}]
    augmentations: [[], [{type: horizontal-flip}], [{type: grayscale}], [{type: horizontal-flip}, {type: grayscale}], [{type: vertical-flip}]]
    optimizer.lr: [1e-3, 3e-3, 1e-2, 3e-2, 1e-1]
    seed: [0, 1]
`;

/**
 * Trains every point of the sweep in this process, where a run takes half a second and not the three of a process of
 * its own; folders, ledger and runs are those that `tessera sweep` makes. Returns the sweep's folder.
 */
export async function makeRuns(folder: string, log: (line: string) => void): Promise<string> {
  const file = join(folder, 'many.yaml');
  await mkdir(folder, { recursive: true });
  await writeFile(file, sweepExperiment);
  const options = { registry: createRegistry(...builtins), workingDirectory: folder, environment: process.env };
  const loaded = await loadExperiment(file, options);
  const sweep = join(folder, 'runs', sweepFolderName(loaded));
  const points = loaded.points.map((point) => ({
    id: point.id,
    name: pointName(point),
    overrides: { ...point.overrides },
    state: 'completed' as const,
    attempts: 1,
  }));
  await mkdir(sweep, { recursive: true });
  await writeLedger(sweep, { name: loaded.experiment.name, file, startedAt: new Date().toISOString(), points });
  for (const [index, point] of loaded.points.entries()) {
    const outcome = await runExperiment({
      ...whatToRun({ ...loaded, ...point }),
      directory: join(sweep, points[index]!.name),
      resume: false,
      command: ['sweep', file],
      workingDirectory: folder,
      observer: silent,
      signal: new AbortController().signal,
    });
    if (outcome.status !== 'completed') throw new Error(`${points[index]!.name} was ${outcome.status}`);
    if ((index + 1) % 20 === 0) log(`${index + 1} of ${points.length} runs`);
  }
  return sweep;
}

const nothing = () => undefined;
const silent: RunObserver = {
  downloading: nothing,
  prepared: nothing,
  skipped: nothing,
  stepped: nothing,
  validated: nothing,
  saved: nothing,
  tested: nothing,
  started: nothing,
  failedLater(error) {
    throw error;
  },
};
