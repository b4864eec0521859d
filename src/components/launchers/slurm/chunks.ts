/** Tasks of one array. */
export interface Chunk {
  /** What is taken off the tasks' indexes to get their numbers in the array. */
  readonly offset: number;
  readonly indexes: readonly number[];
}

/** Splits tasks into arrays, whose numbers have to be below `MaxArraySize`. @param indexes ascending */
export function chunksOf(indexes: readonly number[], maxArraySize: number): Chunk[] {
  const chunks = new Map<number, number[]>();
  for (const index of indexes) {
    const offset = Math.floor(index / maxArraySize) * maxArraySize;
    chunks.set(offset, [...(chunks.get(offset) ?? []), index]);
  }
  return [...chunks].map(([offset, inside]) => ({ offset, indexes: inside }));
}
