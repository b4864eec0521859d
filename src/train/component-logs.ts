import * as tf from '@tensorflow/tfjs-core';
import { TesseraError } from '../core/errors/index.ts';
import type { LogOf, RgbImage } from '../registry/index.ts';

/** What components logged of their own, by `<component>/<name>`. */
export interface ComponentValues {
  readonly scalars: ReadonlyMap<string, number>;
  readonly images: ReadonlyMap<string, RgbImage>;
}

/** What components log in the passes of a step or of an evaluation. */
export interface ComponentLogs {
  readonly of: LogOf;
  /** Adds what was logged since the last call, which counts as `weight` in the means of scalars. Frees its tensors. */
  take(weight: number): Promise<void>;
  /** Frees what was logged since the last `take`. */
  drop(): void;
  /** The means of scalars, and of each image the first one. */
  values(): ComponentValues;
}

/** @param wanted whether images are kept too; without, they are only checked */
export function startComponentLogs(wanted: { readonly images: boolean }): ComponentLogs {
  const scalars = new Map<string, number | tf.Tensor>();
  const images = new Map<string, RgbImage | tf.Tensor>();
  const means = new Map<string, { readonly sum: number; readonly weight: number }>();
  const firsts = new Map<string, RgbImage>();
  const drop = () => {
    for (const value of [...scalars.values(), ...images.values()]) if (value instanceof tf.Tensor) value.dispose();
    scalars.clear();
    images.clear();
  };
  return {
    drop,
    of: (component) => ({
      scalar(name, value) {
        checkScalar({ component, name }, value);
        keep(scalars, `${component}/${name}`, value);
      },
      image(name, image) {
        checkImage({ component, name }, image);
        if (wanted.images) keep(images, `${component}/${name}`, image);
      },
    }),
    async take(weight) {
      const fresh = [...images].filter(([key]) => !firsts.has(key));
      await Promise.all([
        ...[...scalars].map(async ([key, value]) => {
          const { sum, weight: before } = means.get(key) ?? { sum: 0, weight: 0 };
          means.set(key, { sum: sum + weight * (await readScalar(value)), weight: before + weight });
        }),
        ...fresh.map(async ([key, image]) => firsts.set(key, await readImage(image))),
      ]);
      drop();
    },
    values: () => ({
      scalars: new Map([...means].map(([key, { sum, weight }]) => [key, sum / weight])),
      images: firsts,
    }),
  };
}

/** Keeps a copy of a tensor, which outlives the pass; logged again under its name, a value replaces that before. */
function keep<Value>(values: Map<string, Value | tf.Tensor>, key: string, value: Value | tf.Tensor): void {
  const before = values.get(key);
  if (before instanceof tf.Tensor) before.dispose();
  values.set(key, value instanceof tf.Tensor ? tf.keep(tf.clone(value)) : value);
}

async function readScalar(value: number | tf.Tensor): Promise<number> {
  if (typeof value === 'number') return value;
  const [read] = await value.data<'float32'>();
  return read!;
}

async function readImage(image: RgbImage | tf.Tensor): Promise<RgbImage> {
  if (!(image instanceof tf.Tensor)) return image;
  const [height, width, channels = 1] = image.shape as [number, number, number?];
  const values = await image.data<'float32'>();
  const bytes = new Uint8ClampedArray(height * width * 3);
  for (let at = 0; at < bytes.length; at++) {
    const pixel = Math.floor(at / 3);
    bytes[at] = 255 * values[channels === 1 ? pixel : at]!;
  }
  return { width, height, image: new Uint8Array(bytes.buffer) };
}

type Logged = Readonly<Record<'component' | 'name', string>>;

function checkScalar(logged: Logged, value: unknown): void {
  const isScalar =
    value instanceof tf.Tensor ? value.size === 1 && value.dtype !== 'string' : typeof value === 'number';
  if (isScalar) return;
  throw wrongValue(logged, 'a number or a tensor of one value', value, 'give the mean of a larger tensor');
}

function checkImage(logged: Logged, image: unknown): void {
  if (image instanceof tf.Tensor) {
    const [, , channels = 1] = image.shape;
    if ((image.rank === 2 || image.rank === 3) && (channels === 1 || channels === 3)) return;
    const hint = 'take one image of a batch, and as channels one or RGB';
    throw wrongValue(logged, 'a tensor [height, width] or [height, width, 1 or 3]', image, hint);
  }
  const { width = NaN, height = NaN, image: bytes } = Object(image) as Partial<RgbImage>;
  if (bytes instanceof Uint8Array && bytes.length === width * height * 3) return;
  const found = bytes instanceof Uint8Array ? `${width} x ${height} with ${bytes.length} bytes` : image;
  const expected = '{width, height, image} with three bytes for each pixel';
  throw wrongValue(logged, expected, found, 'the bytes are RGB, row by row, in a Uint8Array');
}

function wrongValue({ component, name }: Logged, expected: string, found: unknown, hint: string): TesseraError {
  const got = found instanceof tf.Tensor ? `a tensor of shape [${found.shape.join(', ')}]` : String(found);
  return new TesseraError({
    code: 'plugin-failed',
    message: `expected ${expected} as \`${name}\` that \`${component}\` logs, got ${got}`,
    hints: [hint],
  });
}
