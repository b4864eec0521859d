import type { Graph } from './graph.ts';
import { structureKey } from './structure-key.ts';

/** A compiled graph. */
export interface Session {
  /** Computes the outputs of a graph of the same structure and gives them their numbers, at once or later. */
  run(graph: Graph): void | Promise<void>;
  dispose(): void;
}

export type Compile = (graph: Graph) => Session;

/** Keeps the sessions used last; the one unused for longest is freed for a new one. */
export class SessionCache {
  readonly #sessions = new Map<string, Session>();
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

  get(graph: Graph): Session {
    const key = structureKey(graph);
    const session = this.#sessions.get(key) ?? this.#create(graph);
    // A Map keeps insertion order, so its first entry is the one unused for longest.
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    return session;
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  #create(graph: Graph): Session {
    const [oldest] = this.#sessions;
    if (oldest && this.#sessions.size >= this.#capacity) {
      oldest[1].dispose();
      this.#sessions.delete(oldest[0]);
    }
    this.compiled++;
    return this.#compile(graph);
  }
}
