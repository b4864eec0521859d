import type { GraphBuilder } from '../../engine/onnx/graph-builder.ts';
import { type Extent, type InputSize, isFixed } from './extent.ts';
import { type SizeRule, sizeRuleOf } from './size-rule.ts';

/** Nodes that compute sizes from that of the model's input, each once. */
export class SizeNodes {
  readonly #builder: GraphBuilder;
  readonly #image: string;
  readonly #sizes: readonly InputSize[];
  readonly #made = new Map<string, string>();

  constructor(builder: GraphBuilder, image: string, sizes: readonly InputSize[]) {
    [this.#builder, this.#image, this.#sizes] = [builder, image, sizes];
  }

  /** A list of int64. @throws SizeMatters for a number that follows no rule */
  list(extents: readonly Extent[]): string {
    if (extents.every(isFixed)) return this.#builder.integers(extents);
    const parts = extents.map((extent) => this.#one(extent));
    return parts.length === 1 ? parts[0]! : this.#once(parts.join(), () => this.#node('Concat', parts, { axis: 0 }));
  }

  /** An int64 scalar. @throws as `list` */
  scalar(extent: Extent): string {
    if (isFixed(extent)) return this.#builder.integers([extent], []);
    const list = this.#one(extent);
    return this.#once(`scalar ${list}`, () => this.#node('Squeeze', [list]));
  }

  #one(extent: Extent): string {
    if (isFixed(extent)) return this.#builder.integers([extent]);
    const rule = sizeRuleOf(extent, this.#sizes);
    return this.#once(JSON.stringify(rule), () => this.#compute(rule));
  }

  #compute({ powers, numerator, denominator, offset }: SizeRule): string {
    const factors = powers.flatMap((power, axis) => (power === 1 ? [this.#dimension(axis)] : []));
    const product = factors.reduce((a, b) => this.#node('Mul', [a, b]));
    const times = numerator === 1 ? product : this.#node('Mul', [product, this.#builder.integers([numerator])]);
    const ratio = denominator === 1 ? times : this.#node('Div', [times, this.#builder.integers([denominator])]);
    return offset === 0 ? ratio : this.#node('Add', [ratio, this.#builder.integers([offset])]);
  }

  #dimension(axis: number): string {
    return this.#once(`axis ${axis}`, () => this.#node('Shape', [this.#image], { start: axis, end: axis + 1 }));
  }

  #once(key: string, make: () => string): string {
    const name = this.#made.get(key) ?? make();
    this.#made.set(key, name);
    return name;
  }

  #node: GraphBuilder['node'] = (operator, inputs, attributes) => this.#builder.node(operator, inputs, attributes);
}
