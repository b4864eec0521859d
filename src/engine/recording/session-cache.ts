import type { Graph } from './graph.ts';
import { structureOf, type Structure } from './structure.ts';

/** A compiled graph. */
export interface Session {
  /**
   * Computes a graph that has the same structure, and gives its outputs their numbers, at once or later. They are all
   * of the outputs that were compiled, or some.
   * @param places the place of each output among those that were compiled
   */
  run(graph: Graph, places: readonly number[]): void | Promise<void>;
  dispose(): void;
}

export type Compile = (graph: Graph) => Session;

interface Compiled {
  readonly session: Session;
  /** The place of each output, by its number in the structure. */
  readonly places: ReadonlyMap<number, number>;
}

/**
 * Keeps the sessions used last; the one unused for longest is freed for a new one. There is one session for a
 * structure. Where other outputs are wanted of it than were compiled, it is compiled again with both.
 */
export class SessionCache {
  readonly #sessions = new Map<string, Compiled>();
  readonly #compile: Compile;
  readonly #capacity: number;
  /** How many graphs were compiled so far. */
  compiled = 0;

  constructor(compile: Compile, capacity: number) {
    this.#compile = compile;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Gives the graph's outputs their numbers, at once or later. */
  run(graph: Graph): void | Promise<void> {
    const structure = structureOf(graph);
    const { key, outputs } = structure;
    const known = this.#sessions.get(key);
    const serves = known && outputs.every((output) => known.places.has(output));
    const compiled = serves ? known : this.#create(graph, structure);
    // A Map keeps insertion order, so its first entry is the one unused for longest.
    this.#sessions.delete(key);
    this.#sessions.set(key, compiled);
    return compiled.session.run(
      graph,
      outputs.map((output) => compiled.places.get(output)!),
    );
  }

  dispose(): void {
    for (const { session } of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  #create(graph: Graph, { key, values, outputs }: Structure): Compiled {
    const before = [...(this.#sessions.get(key)?.places.keys() ?? [])];
    this.#free(key);
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size >= this.#capacity) this.#free(oldest);
    this.compiled++;
    const all = [...new Set([...before, ...outputs])];
    const session = this.#compile({ ...graph, outputs: all.map((output) => values[output]!) });
    return { session, places: new Map(all.map((output, place) => [output, place])) };
  }

  #free(key: string): void {
    this.#sessions.get(key)?.session.dispose();
    this.#sessions.delete(key);
  }
}
