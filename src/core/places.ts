/**
 * Environment variable with the place of a process among those that run at a time on its machine, from 0. The engine
 * deals graphics cards by it.
 */
export const placeVariable = 'TESSERA_PLACE';

/** Numbers the processes that run at a time: each has the lowest number from 0 that is free when it starts. */
export class Places {
  readonly #taken = new Set<number>();

  take(): number {
    let place = 0;
    while (this.#taken.has(place)) place++;
    this.#taken.add(place);
    return place;
  }

  release(place: number): void {
    this.#taken.delete(place);
  }
}
