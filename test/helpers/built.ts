import type { EngineSection, Experiment } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import type { Cleanup } from '../../src/core/with-cleanup.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { prepareSplits } from '../../src/data/prepare/prepare-splits.ts';
import { startEngine } from '../../src/engine/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { buildDataset, buildExperiment, type BuiltExperiment } from '../../src/train/build.ts';
import { experimentFile, tinyExperiment } from './tessera.ts';

/** For parts that live as long as the test's process. */
export const untilTheEnd: Cleanup = { always: () => undefined, onFailure: () => undefined };

/** A tiny experiment, loaded and built on a backend, with its optimizer and prepared data. */
export async function buildTiny(backend: EngineSection['backend'] = 'wasm', text: string = tinyExperiment) {
  const { file, folder } = await experimentFile(text);
  const registry = createRegistry(...builtins);
  const overrides = [`engine.backend=${backend}`];
  const { experiment } = await loadExperiment(file, { registry, overrides, workingDirectory: folder, environment: {} });
  const { tf } = await startEngine(experiment.engine);
  const input = { experiment, registry, workingDirectory: folder };
  const dataset = await buildDataset(input, untilTheEnd);
  const built = await buildExperiment({ ...input, dataset, tf }, untilTheEnd);
  const optimizer = await buildOptimizer(experiment, built);
  return { experiment, built, optimizer, splits: await prepareSplits(built.dataset), tf, folder };

  async function buildOptimizer({ seed, optimizer: section }: Experiment, { model }: BuiltExperiment) {
    const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    return registry.build('optimizer', section, { seed, workingDirectory: folder, tf, parameters });
  }
}
