import type { Dataset } from '../data/dataset.ts';
import type { Storage } from '../data/storage/storage.ts';
import type { Launcher } from '../jobs/launcher.ts';
import type { OpenLogger } from '../log/logger.ts';
import type { Augmentation } from './contracts/augmentation.ts';
import type { Loss } from './contracts/loss.ts';
import type { Metric } from './contracts/metric.ts';
import type { Encoder, SegmentationModel } from './contracts/network.ts';
import type { Optimizer } from './contracts/optimizer.ts';
import type { Scheduler } from './contracts/scheduler.ts';
import type { Pruner, Search } from './searching.ts';

/** The product of each kind of component. */
export interface Products {
  dataset: Dataset;
  storage: Storage;
  augmentation: Augmentation;
  encoder: Encoder;
  model: SegmentationModel;
  loss: Loss;
  metric: Metric;
  optimizer: Optimizer;
  scheduler: Scheduler;
  logger: OpenLogger;
  search: Search;
  pruner: Pruner;
  launcher: Launcher;
}
export type Kind = keyof Products;
export const kinds = [
  'dataset',
  'storage',
  'augmentation',
  'encoder',
  'model',
  'loss',
  'metric',
  'optimizer',
  'scheduler',
  'logger',
  'search',
  'pruner',
  'launcher',
] as const satisfies readonly Kind[];
