import { blockedDomain } from '../../../src/engine/onnx/blocks.ts';
import { type Attributes, type Initializer, type Model, type Node } from '../../../src/engine/onnx/model.ts';

/**
 * The same model with ONNX Runtime's blocked operators spelled out in ONNX's own, for blocks of any size: a processor
 * has one size, or none. What it takes for granted is what its operators do where they are native.
 */
export function spellOutBlocks(model: Model, block: number): Model {
  const writer = new Writer(model, block);
  for (const node of model.nodes) {
    if (node.domain === blockedDomain) writer.spellOut(node);
    else writer.nodes.push(node);
  }
  return { ...model, nodes: writer.nodes, initializers: [...model.initializers, ...writer.initializers] };
}

type Shape = readonly [number, number, number, number];

class Writer {
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];
  readonly #model: Model;
  readonly #block: number;
  #names = 0;

  constructor(model: Model, block: number) {
    this.#model = model;
    this.#block = block;
  }

  spellOut({ operator, inputs, outputs, attributes }: Node): void {
    const name = this.#spell(operator, inputs, attributes);
    this.nodes.push({ operator: 'Identity', domain: '', inputs: [name], outputs, attributes: {} });
  }

  #spell(operator: string, inputs: readonly string[], attributes: Attributes): string {
    const [x] = inputs as [string];
    switch (operator) {
      case 'ReorderInput':
        return this.#toBlocks(attributes['channels_last'] === 1 ? this.#transpose(x, [0, 3, 1, 2]) : x);
      case 'ReorderOutput': {
        const planes = this.#toPlanes(x);
        return attributes['channels_last'] === 1 ? this.#transpose(planes, [0, 2, 3, 1]) : planes;
      }
      case 'MaxPool':
      case 'AveragePool':
        return this.#toBlocks(this.#node(operator, [this.#toPlanes(x)], attributes));
      case 'Upsample': {
        const scales = this.#constant('float32', Float32Array.from(attributes['scales'] as number[]));
        const nearest = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
        return this.#toBlocks(this.#node('Resize', [this.#toPlanes(x), '', scales], nearest));
      }
      case 'Conv':
        return this.#convolve(inputs, attributes);
      default:
        throw new Error(`Expected an operator that is known here, got ${operator}.`);
    }
  }

  #convolve([x, filter, bias, sum]: readonly string[], attributes: Attributes): string {
    const { activation, activation_params: _, ...window } = attributes;
    const shape = this.#shapeOf(filter!);
    const planes = shape[1] < this.#block && !(((window['group'] ?? 1) as number) > 1);
    const names = [planes ? x! : this.#toPlanes(x!), this.#plainFilter(filter!, shape)];
    const convolved = this.#node('Conv', bias ? [...names, bias] : names, window);
    const added = sum ? this.#node('Add', [convolved, this.#toPlanes(sum)]) : convolved;
    return this.#toBlocks(this.#activate(added, activation));
  }

  #activate(name: string, activation: Attributes[string] | undefined): string {
    if (activation === undefined) return name;
    if (activation === 'Relu') return this.#node('Relu', [name]);
    const bounds = [0, 6].map((bound) => this.#constant('float32', Float32Array.of(bound), []));
    return this.#node('Clip', [name, ...bounds]);
  }

  /** [out / block, in / block, height, width, block in, block out], with fewer inputs than a block one by one. */
  #plainFilter(name: string, shape: Shape): string {
    const [outputs, inputs, height, width] = shape;
    const inner = inputs % this.#block === 0 ? this.#block : 1;
    const split = this.#reshape(name, [outputs / this.#block, inputs / inner, height, width, inner, this.#block]);
    return this.#reshape(this.#transpose(split, [0, 5, 1, 4, 2, 3]), shape);
  }

  /** The shape of a filter, which is reshaped to it before or is a constant. */
  #shapeOf(name: string): Shape {
    const constant = this.#model.initializers.find((item) => item.name === name);
    if (constant) return constant.shape as Shape;
    const shape = this.#model.nodes.find(({ outputs }) => outputs[0] === name)!.inputs[1];
    const { bytes } = this.#model.initializers.find((item) => item.name === shape)!;
    return [...new BigInt64Array(bytes.slice().buffer)].map(Number) as unknown as Shape;
  }

  #toPlanes(name: string): string {
    const blocks = this.#reshape(name, [0, -1, 0, 0, this.#block]);
    return this.#reshapeAs(this.#transpose(blocks, [0, 1, 4, 2, 3]), name);
  }

  #toBlocks(name: string): string {
    const split = this.#reshape(this.#transpose(name, [0, 2, 3, 1]), [0, 0, 0, -1, this.#block]);
    return this.#reshapeAs(this.#transpose(split, [0, 3, 1, 2, 4]), name);
  }

  #reshapeAs(name: string, other: string): string {
    return this.#node('Reshape', [name, this.#node('Shape', [other])]);
  }

  #reshape(name: string, shape: readonly number[]): string {
    return this.#node('Reshape', [name, this.#constant('int64', BigInt64Array.from(shape, BigInt))]);
  }

  #transpose(name: string, perm: readonly number[]): string {
    return this.#node('Transpose', [name], { perm });
  }

  #node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = `spelled${this.#names++}`;
    this.nodes.push({ operator, domain: '', inputs, outputs: [name], attributes });
    return name;
  }

  #constant(type: 'int64' | 'float32', data: BigInt64Array | Float32Array, shape = [data.length]): string {
    const name = `spelled${this.#names++}`;
    this.initializers.push({ name, type, shape, bytes: new Uint8Array(data.buffer) });
    return name;
  }
}
