import type { Attributes, Initializer, Model } from '../../../src/engine/onnx/model.ts';
import type { Extent } from '../../../src/export/onnx/extent.ts';
import { type Lower, Lowering } from '../../../src/export/onnx/lowering.ts';
import { type SizedValue, whole } from '../../../src/export/onnx/sized-graph.ts';

/** The sizes of two recordings. */
export const sizes = [
  { batch: 2, height: 20, width: 28 },
  { batch: 3, height: 36, width: 12 },
];
/** The number, height and width of the images in both. */
export const [images, height, width] = [{ values: [2, 3] }, { values: [20, 36] }, { values: [28, 12] }];

export const value = (...shape: Extent[]): SizedValue => ({ shape, dtype: 'float32' });

/** An operand whose numbers lie in NCHW. */
export interface InNchw {
  readonly nchw: SizedValue;
}

/** What a kernel's results are made of, as text, such as `Add(x0, [1 2])`. Its operands are called x0, x1, ... */
export function lowered<A extends object>(
  lower: Lower<A>,
  operands: readonly (SizedValue | InNchw)[],
  attributes: Parameters<Lower<A>>[1]['attributes'],
  ...outputs: readonly SizedValue[]
): string {
  const lowering = new Lowering('image', sizes);
  const values = operands.map((operand, index) => {
    const [given, layout] = 'nchw' in operand ? ([operand.nchw, 'nchw'] as const) : ([operand, 'nhwc'] as const);
    if (!given.constant) lowering.write(given, `x${index}`, layout);
    return given;
  });
  lower(lowering, { operands: values.map(whole), attributes, outputs });
  return textOf(lowering, ...outputs.map((output) => lowering.read(whole(output))));
}

/** What makes these values, as text. */
export function textOf({ builder }: Pick<Lowering, 'builder'>, ...names: readonly string[]): string {
  names.forEach((name, index) => builder.rename(name, `r${index}`));
  const ports = names.map((_, index) => ({ name: `r${index}`, type: 'float32', shape: [] }) as const);
  const model = builder.finish([], ports);
  // What is a constant already is a copy of it.
  return ports.map(({ name }) => expression(model, name).replace(/^Identity\((.*)\)$/, '$1')).join('; ');
}

function expression(model: Model, name: string): string {
  const constant = model.initializers.find((initializer) => initializer.name === name);
  if (constant) return numbersOf(constant);
  const node = model.nodes.find(({ outputs }) => outputs.includes(name));
  if (!node) return name;
  const which = node.outputs.length > 1 ? `#${node.outputs.indexOf(name)}` : '';
  const inputs = node.inputs.map((input) => expression(model, input)).join(', ');
  return `${node.operator}${which}(${inputs})${attributesOf(node.attributes)}`;
}

function attributesOf(attributes: Attributes): string {
  const texts = Object.entries(attributes).map(([name, given]) => `${name}=${JSON.stringify(given)}`);
  return texts.length === 0 ? '' : `{${texts.join(' ')}}`;
}

function numbersOf({ type, shape, bytes }: Initializer): string {
  const own = Uint8Array.from(bytes).buffer;
  const numbers = type === 'int64' ? [...new BigInt64Array(own)].map(Number) : [...new Float32Array(own)];
  return shape.length === 0 ? String(numbers[0]) : `[${numbers.join(' ')}]`;
}
