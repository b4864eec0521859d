/** A curve: a value at each step. Null is a value that is no number. */
export interface Points {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

/**
 * Leaves out points for drawing. The steps are divided into parts, of each of which the lowest and the highest value stay, and one
 * that is no number; so do the first point and the last. No more than `most` points are left, or half as many again where values
 * are no numbers.
 */
export function thin({ steps, values }: Points, most: number): Points {
  if (steps.length <= most) return { steps, values };
  const parts = Math.max(1, Math.floor((most - 2) / 2));
  const kept = new Set([0, steps.length - 1]);
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part, part + 1].map((edge) => Math.floor((edge * steps.length) / parts)) as [number, number];
    for (const place of extremesOf(values, from, to)) kept.add(place);
  }
  const places = [...kept].sort((a, b) => a - b);
  return { steps: places.map((place) => steps[place]!), values: places.map((place) => values[place]!) };
}

/** The places of the lowest and the highest value, and of the first that is none. */
function extremesOf(values: readonly (number | null)[], from: number, to: number): number[] {
  let [lowest, highest, none] = [-1, -1, -1];
  for (let place = from; place < to; place++) {
    const value = values[place]!;
    if (value === null) none = none < 0 ? place : none;
    else {
      if (lowest < 0 || value < values[lowest]!) lowest = place;
      if (highest < 0 || value > values[highest]!) highest = place;
    }
  }
  return [lowest, highest, none].filter((place) => place >= 0);
}
