import { confusionOf } from '../../src/tasks/semantic/confusion.ts';
import type { ScoredPhoto } from '../../src/tasks/semantic/scored-photo.ts';
import type { Evaluation } from '../../src/evaluations/evaluation.ts';

/** A photo of one row, grey, with this mask and prediction. */
export function photoOf(name: string, mask: readonly number[], prediction: readonly number[], loss = 0.5): ScoredPhoto {
  return {
    name,
    index: 0,
    height: 1,
    width: mask.length,
    image: new Uint8Array(mask.length * 3).fill(100),
    pixelAt: (_, column) => column,
    mask: Uint8Array.from(mask),
    prediction: Int32Array.from(prediction),
    confusion: confusionOf(prediction, mask, 3),
    loss,
  };
}

export const classes = [
  { name: 'sky', color: [0, 0, 0] as [number, number, number] },
  { name: 'cat', color: [200, 0, 100] as [number, number, number] },
  { name: 'dog', color: [0, 100, 200] as [number, number, number] },
];

/** Sky 3 of 4 right and one taken for a cat, cats all right, no dog. */
export function evaluationOf(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    name: 'test',
    run: { id: 'abc', name: 'pets' },
    createdAt: '2026-01-02T03:04:05.000Z',
    seconds: 1.5,
    versions: { tessera: '0.1.0' },
    checkpoint: { name: 'best', step: 12 },
    split: 'test',
    changes: [],
    classes,
    loss: { type: 'cross-entropy' },
    photos: 2,
    skipped: [],
    result: {
      loss: 0.25,
      metrics: { 'iou/macro/image': { value: 0.7, perClass: [0.75, 0.65, null], direction: 'max' } },
    },
    confusion: [
      [3, 1, 0],
      [0, 2, 0],
      [0, 0, 0],
    ],
    ...changes,
  };
}
