import type { Attributes, ElementType, Initializer, Model, Node, Port } from './model.ts';

/** Collects the nodes of one ONNX graph under generated names; equal constants are stored once. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, Initializer>();
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
        return this.#constant(type, [], Uint8Array.of(value ? 1 : 0));
    }
  }

  rename(from: string, to: string): void {
    this.#nodes.push({ operator: 'Identity', domain: '', inputs: [from], outputs: [to], attributes: {} });
  }

  finish(inputs: readonly Port[], outputs: readonly Port[]): Model {
    const nodes = this.#needed(outputs);
    const used = new Set(nodes.flatMap((node) => node.inputs));
    return { nodes, initializers: [...this.#constants.values()].filter(({ name }) => used.has(name)), inputs, outputs };
  }

  /** Kernels are lowered before it is known whether a later one finds a way around them. */
  #needed(outputs: readonly Port[]): Node[] {
    const wanted = new Set(outputs.map(({ name }) => name));
    const backwards = this.#nodes.toReversed().filter((node) => {
      const needed = node.outputs.some((name) => wanted.has(name));
      if (needed) for (const name of node.inputs) wanted.add(name);
      return needed;
    });
    return backwards.toReversed();
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
