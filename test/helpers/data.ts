import { readFile } from 'node:fs/promises';
import type { ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import {
  createRegistry,
  type Augmentation,
  type BuildContext,
  type ComponentReference,
  type Kind,
  type Products,
} from '../../src/registry/index.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Sample, SampleSource } from '../../src/data/sample.ts';
import type { Storage } from '../../src/data/storage/storage.ts';

const registry = createRegistry(...builtins);

/** The section as a validated experiment has it, with defaults. */
export function validated(kind: Kind, reference: ComponentReference): ComponentReference {
  return registry.schema(registry.get(kind, reference.type)!).parse(reference) as ComponentReference;
}

/** Validates the parameters by the component's schema, then builds it. */
export async function buildComponent<K extends Kind>(
  kind: K,
  reference: ComponentReference,
  context: Partial<BuildContext> = {},
): Promise<Products[K]> {
  const full = { seed: 0, workingDirectory: process.cwd(), ...context };
  return registry.build(kind, validated(kind, reference), full as unknown as Parameters<typeof registry.build<K>>[2]);
}

export const buildDataset = (reference: ComponentReference, context?: Partial<BuildContext>): Promise<Dataset> =>
  buildComponent('dataset', reference, context);
export const buildStorage = (reference: ComponentReference, context?: Partial<BuildContext>): Promise<Storage> =>
  buildComponent('storage', reference, context);
export const buildAugmentation = (reference: ComponentReference): Promise<Augmentation> =>
  buildComponent('augmentation', reference);

/** What an oracle computed; arrays of bytes are in base64. */
export async function readFixture<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')) as T;
}

export const unpack = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** At most `levels` apart everywhere, and different at all in at most `share` of the values. */
export function assertClose(
  t: ExecutionContext,
  actual: Uint8Array,
  expected: Uint8Array,
  levels: number,
  share = 1,
): void {
  t.is(actual.length, expected.length);
  let worst = 0;
  let different = 0;
  actual.forEach((value, index) => {
    const distance = Math.abs(value - expected[index]!);
    worst = Math.max(worst, distance);
    if (distance > 0) different++;
  });
  t.true(worst <= levels, `largest difference ${worst}, ${different} of ${actual.length} values differ`);
  t.true(different <= share * actual.length, `${different} of ${actual.length} values differ`);
}

/** A sample whose pixels say where they are: red the column, green the row, blue and mask their sum. */
export function coordinateSample(height: number, width: number, name = 'coordinates'): Sample {
  const mask = Uint8Array.from({ length: height * width }, (_, pixel) => (pixel % width) + Math.floor(pixel / width));
  const image = new Uint8Array(height * width * 3);
  mask.forEach((sum, pixel) => image.set([pixel % width, Math.floor(pixel / width), sum], pixel * 3));
  return { name, height, width, image, mask };
}

export function sourceOf(samples: readonly Sample[]): SampleSource {
  return { length: samples.length, name: (index) => samples[index]!.name, read: async (index) => samples[index]! };
}

export async function readAll(source: SampleSource): Promise<Sample[]> {
  return Promise.all(Array.from({ length: source.length }, (_, index) => source.read(index)));
}
