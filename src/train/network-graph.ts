import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../core/random.ts';
import type { ImageSize } from '../data/sample.ts';
import type { GraphNode } from 'tensorboard-ts-writer';
import { watchCalls } from '../nn/index.ts';
import type { SegmentationModel } from '../registry/index.ts';

/**
 * The inference of one image as a graph: a node for each kernel, in the module that calls it (`encoder/conv1/Conv2D`),
 * for each parameter, and for each constant. On a lazy backend nothing is computed. Leaves no tensors behind.
 */
export function networkGraph(model: SegmentationModel, imageSize: ImageSize): GraphNode[] {
  const graph = new GraphOfKernels(model);
  const up = (side: number) => Math.ceil(side / model.inputMultiple) * model.inputMultiple;
  const stopWatching = watchCalls(model, graph);
  const stopListening = listenToKernels((call) => graph.add(call));
  try {
    tf.tidy(() => {
      const image = tf.zeros<tf.Rank.R4>([1, up(imageSize.height), up(imageSize.width), 3]);
      graph.input(image, 'image');
      const encoded = model.encodeFrozen(image);
      graph.output(model.forward(encoded, { training: false, random: createRandom('graph') }), 'logits');
    });
  } finally {
    stopListening();
    stopWatching();
  }
  return graph.nodes;
}

interface KernelCall {
  readonly kernel: string;
  readonly inputs: readonly tf.Tensor[];
  readonly outputs: readonly tf.Tensor[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Tells of each kernel that TensorFlow.js runs, until the returned function is called. */
function listenToKernels(onCall: (call: KernelCall) => void): () => void {
  const engine = tf.engine();
  const { runKernel } = engine;
  const listening: typeof runKernel = <T extends tf.Tensor | tf.Tensor[]>(
    ...[kernel, inputs, attributes = {}]: Parameters<typeof runKernel>
  ) => {
    const result = runKernel.call(engine, kernel, inputs, attributes) as T;
    onCall({
      kernel,
      // A list of tensors comes as it is, optional inputs as undefined.
      inputs: Object.values(inputs as Record<string, tf.Tensor | undefined>).filter((input) => input !== undefined),
      outputs: Array.isArray(result) ? result : [result],
      attributes,
    });
    return result;
  };
  engine.runKernel = listening;
  // The method is its class's again.
  return () => void Reflect.deleteProperty(engine, 'runKernel');
}

/** Makes the nodes. As a watcher of calls, it knows in which module a kernel runs. */
class GraphOfKernels {
  readonly nodes: GraphNode[] = [];
  readonly #names = new Set<string>();
  /** The node that makes a tensor, by the tensor's id. */
  readonly #makers = new Map<number, string>();
  readonly #scopes: string[] = [];
  readonly #variables: ReadonlyMap<number, readonly [name: string, op: string, variable: tf.Variable]>;

  constructor(model: SegmentationModel) {
    const variables = [
      ...model.namedParameters().map(([name, variable]) => [name, 'Parameter', variable] as const),
      ...model.namedBuffers().map(([name, variable]) => [name, 'Buffer', variable] as const),
    ];
    this.#variables = new Map(variables.map((entry) => [entry[2].id, entry]));
  }

  entered(name: string): void {
    this.#scopes.push(name);
  }

  left(): void {
    this.#scopes.pop();
  }

  input(tensor: tf.Tensor, name: string): void {
    this.#makers.set(tensor.id, this.#node({ name, op: 'Placeholder', inputs: [], shape: tensor.shape }));
  }

  output(tensor: tf.Tensor, name: string): void {
    this.#node({ name, op: 'Identity', inputs: [this.#makerOf(tensor)], shape: tensor.shape });
  }

  add({ kernel, inputs, outputs, attributes }: KernelCall): void {
    const [first] = outputs;
    const name = this.#node({
      name: this.#inScope(kernel),
      op: kernel,
      inputs: inputs.map((input) => this.#makerOf(input)),
      ...(first && { shape: first.shape }),
      attributes: asText(attributes),
    });
    for (const [index, output] of outputs.entries())
      this.#makers.set(output.id, index === 0 ? name : `${name}:${index}`);
  }

  #makerOf(tensor: tf.Tensor): string {
    const known = this.#makers.get(tensor.id);
    if (known !== undefined) return known;
    const [variable, op] = this.#variables.get(tensor.id) ?? [];
    const made = this.#node({
      name: variable === undefined ? this.#inScope('Const') : asPath(variable),
      op: op ?? 'Const',
      inputs: [],
      shape: tensor.shape,
    });
    this.#makers.set(tensor.id, made);
    return made;
  }

  #inScope(name: string): string {
    // The model itself has no name.
    const scope = this.#scopes.at(-1);
    return scope ? `${asPath(scope)}/${name}` : name;
  }

  /** Adds the node under its name, or with a number if that is taken. */
  #node(node: GraphNode): string {
    let { name } = node;
    for (let count = 1; this.#names.has(name); count++) name = `${node.name}_${count}`;
    this.#names.add(name);
    this.nodes.push({ ...node, name });
    return name;
  }
}

function asPath(dotted: string): string {
  return dotted.replaceAll('.', '/');
}

function asText(attributes: KernelCall['attributes']): Record<string, string> {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined && typeof value !== 'function');
  return Object.fromEntries(given.map(([key, value]) => [key, JSON.stringify(value)]));
}
