import { z } from 'zod';
import {
  createRegistry,
  defineComponent,
  type Kind,
  type Registry,
  type SlotSchema,
} from '../../src/registry/index.ts';

const never = (): never => {
  throw new Error('not built in these tests');
};

function part<P extends z.ZodObject>(kind: Kind, type: string, params: P | ((slot: SlotSchema) => P)) {
  return defineComponent({ kind, type, description: `A ${kind} for tests.`, params, build: never });
}

const probability = z.number().min(0).max(1).default(0.5).describe('How often it is applied.');

/** A small registry of its own, so that these tests don't change when a component does. */
export function testRegistry(): Registry {
  return createRegistry(
    part('storage', 'memory', z.strictObject({})),
    part('storage', 'memmap', z.strictObject({ chunk_size: z.int().positive().default(512) })),
    part('dataset', 'folder', (slot) =>
      z.strictObject({
        root: z.string().describe('The folder.'),
        image_size: z.int().positive().multipleOf(32).default(256).describe('Shortest side.'),
        storage: slot('storage').prefault({ type: 'memory' }).describe('Where samples wait.'),
        split: z
          .strictObject({ train: z.number().gt(0).lt(1).default(0.8) })
          .prefault({})
          .describe('Shares.'),
      }),
    ),
    part('augmentation', 'horizontal-flip', z.strictObject({ p: probability })),
    part(
      'augmentation',
      'color-jitter',
      z.strictObject({ p: probability, brightness: z.number().nonnegative().default(0) }),
    ),
    part(
      'encoder',
      'mobilenet_v1',
      z.strictObject({ weights: z.string().optional(), frozen: z.boolean().default(false) }),
    ),
    part(
      'encoder',
      'resnext50_32x4d',
      z.strictObject({ weights: z.string().optional(), frozen: z.boolean().default(false) }),
    ),
    part('model', 'pspnet', (slot) =>
      z.strictObject({
        encoder: slot('encoder').describe('Gives the features.'),
        bins: z.array(z.int().positive()).min(1).default([1, 2, 3, 6]),
        dropout: z.number().min(0).lt(1).default(0.1),
      }),
    ),
    part('loss', 'cross-entropy', z.strictObject({ label_smoothing: z.number().min(0).lt(1).default(0) })),
    part('loss', 'focal', z.strictObject({ gamma: z.number().nonnegative().default(1) })),
    part('metric', 'iou', z.strictObject({ average: z.enum(['macro', 'micro']).default('macro') })),
    part('metric', 'recall', z.strictObject({ average: z.enum(['macro', 'micro']).default('macro') })),
    part(
      'optimizer',
      'adam',
      z.strictObject({
        lr: z.number().positive().default(1e-3).describe('Learning rate.'),
        betas: z.tuple([z.number(), z.number()]).default([0.9, 0.999]),
        weight_decay: z.number().nonnegative().default(0),
      }),
    ),
    part(
      'optimizer',
      'sgd',
      z.strictObject({
        lr: z.number().positive(),
        momentum: z.number().min(0).lt(1).default(0),
        weight_decay: z.number().nonnegative().default(0),
      }),
    ),
    part('logger', 'tensorboard', z.strictObject({})),
    part('logger', 'json-lines', z.strictObject({})),
    part('scheduler', 'constant', z.strictObject({})),
    part(
      'scheduler',
      'step',
      z.strictObject({ step_size: z.int().positive(), gamma: z.number().positive().default(0.1) }),
    ),
  );
}
