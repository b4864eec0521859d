import type { Attributes, ElementType, Initializer, Model, Node, Port } from './model.ts';

/** Collects the nodes of one ONNX graph under generated names; equal constants are stored once. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, Initializer>();
  readonly #results: [from: string, to: string][] = [];
  #names = 0;

  /**
   * Adds a node of ONNX's own operator set, or of ONNX Runtime's when the name says `com.microsoft.`, and returns its
   * output.
   */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.nodes(operator, inputs, attributes, 1)[0]!;
  }

  /** As `node`, for operators with several outputs. */
  nodes(operator: string, inputs: readonly string[], attributes: Attributes, count: number): string[] {
    const outputs = Array.from({ length: count }, () => this.#name());
    const dot = operator.lastIndexOf('.');
    this.#nodes.push({
      operator: operator.slice(dot + 1),
      domain: operator.slice(0, Math.max(dot, 0)),
      inputs,
      outputs,
      attributes,
    });
    return outputs;
  }

  /** A constant list of int64, as ONNX wants for shapes, axes and the like. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#constant('int64', shape, BigInt64Array.from(values, BigInt));
  }

  floats(values: ArrayLike<number>, shape: readonly number[] = [values.length]): string {
    return this.#constant('float32', shape, Float32Array.from(values));
  }

  /** A constant of any type, under a name that a person knows if there is one; a name that is taken gets a number. */
  tensor({
    name: wanted,
    type,
    shape,
    bytes,
  }: Pick<Initializer, 'type' | 'shape' | 'bytes'> & { readonly name?: string }): string {
    if (wanted === undefined) return this.#constant(type, shape, bytes);
    const taken = new Set([...this.#constants.values()].map(({ name }) => name));
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}.${count}`;
    this.#constants.set(`named ${name}`, { name, type, shape, bytes });
    return name;
  }

  /** A constant scalar of the given type. */
  scalar(value: number, type: ElementType): string {
    switch (type) {
      case 'float32':
        return this.floats([value], []);
      case 'int64':
        return this.integers([value], []);
      case 'int32':
        return this.#constant(type, [], Int32Array.of(value));
      case 'float64':
        return this.#constant(type, [], Float64Array.of(value));
      case 'bool':
      case 'uint8':
        return this.#constant(type, [], Uint8Array.of(type === 'bool' ? Number(value !== 0) : value));
    }
  }

  /** Gives a result of the graph the name that the caller knows. */
  rename(from: string, to: string): void {
    this.#results.push([from, to]);
  }

  finish(inputs: readonly Port[], outputs: readonly Port[]): Model {
    const nodes = shallowResultsLast(needed(this.#withResults(), outputs));
    const used = new Set(nodes.flatMap((node) => node.inputs));
    return { nodes, initializers: [...this.#constants.values()].filter(({ name }) => used.has(name)), inputs, outputs };
  }

  /** A node gives its output the name of the result; only what is no node's, or two results at once, is copied. */
  #withResults(): Node[] {
    const made = new Set(this.#nodes.flatMap(({ outputs }) => outputs));
    const names = new Map<string, string>();
    const copies = this.#results.filter(([from, to]) => {
      const free = made.has(from) && !names.has(from);
      if (free) names.set(from, to);
      return !free;
    });
    const renamed = (name: string) => names.get(name) ?? name;
    return [
      ...this.#nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(renamed),
        outputs: node.outputs.map(renamed),
      })),
      ...copies.map(([from, to]) => ({
        operator: 'Identity',
        domain: '',
        inputs: [renamed(from)],
        outputs: [to],
        attributes: {},
      })),
    ];
  }

  #constant(type: ElementType, shape: readonly number[], data: ArrayBufferView): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const key = `${type}[${shape.join()}]${Buffer.from(bytes).toString('latin1')}`;
    const known = this.#constants.get(key);
    if (known) return known.name;
    const name = this.#name();
    this.#constants.set(key, { name, type, shape, bytes });
    return name;
  }

  #name(): string {
    return `t${this.#names++}`;
  }
}

/**
 * Moves the nodes whose output nobody takes, which are results, to the end: those that need the longest chain of nodes
 * first. ONNX Runtime starts with the last result of a model, and computes for each what it still lacks. So loss and
 * prediction come before the gradients, and each layer's update before the gradients of earlier layers, and what they
 * need is free early.
 */
function shallowResultsLast(nodes: readonly Node[]): Node[] {
  const depths = new Map<string, number>();
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
  const results: { node: Node; depth: number }[] = [];
  const others = nodes.filter((node) => {
    const depth = 1 + Math.max(0, ...node.inputs.map((name) => depths.get(name) ?? 0));
    for (const name of node.outputs) depths.set(name, depth);
    const isResult = !node.outputs.some((name) => taken.has(name));
    if (isResult) results.push({ node, depth });
    return !isResult;
  });
  return [...others, ...results.toSorted((a, b) => b.depth - a.depth).map(({ node }) => node)];
}

/** Kernels are lowered before it is known whether a later one finds a way around them. */
function needed(nodes: readonly Node[], outputs: readonly Port[]): Node[] {
  const wanted = new Set(outputs.map(({ name }) => name));
  const backwards = nodes.toReversed().filter((node) => {
    const serves = node.outputs.some((name) => wanted.has(name));
    if (serves) for (const name of node.inputs) wanted.add(name);
    return serves;
  });
  return backwards.toReversed();
}
