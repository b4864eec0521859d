import type { Graph } from '../../../src/engine/recording/graph.ts';
import { SessionCache } from '../../../src/engine/recording/session-cache.ts';

/** Sessions that take every kernel for an addition, and count their runs. With `waiting` they have to be waited for. */
export function addingSessions({ waiting = false } = {}) {
  const counts = { runs: 0, disposed: 0 };
  const sessions = new SessionCache(
    () => ({
      run(graph) {
        counts.runs++;
        if (!waiting) return add(graph);
        return Promise.resolve().then(() => add(graph));
      },
      dispose: () => counts.disposed++,
    }),
    4,
  );
  return { sessions, counts };
}

function add({ operations, outputs }: Graph): void {
  const numbers = new Map<object, number[]>();
  const numbersOf = (value: { data: unknown }) => numbers.get(value) ?? [...(value.data as Float32Array)];
  for (const { operands, outputs: results } of operations) {
    const [first, ...rest] = operands.map(({ value }) => numbersOf(value));
    numbers.set(
      results[0]!,
      first!.map((number, index) => rest.reduce((sum, other) => sum + other[index]!, number)),
    );
  }
  for (const value of outputs) {
    value.data = Float32Array.from(numbers.get(value)!);
    value.producer = undefined;
  }
}
