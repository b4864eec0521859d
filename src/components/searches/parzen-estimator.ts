import type { Random } from '../../core/random.ts';
import type { Position, SearchDimension, SearchSpace } from '../../registry/index.ts';
import { normalMass, normalLogDensity } from './normal.ts';

/** A distribution over a space, made of points. */
export interface ParzenEstimator {
  draw(random: Random): Position;
  logDensity(position: Position): number;
}

/**
 * A kernel's part of one dimension: a normal distribution cut off at the ends of 0..1, or the probability of each
 * choice.
 */
type Part = Bump | { readonly choices: readonly number[] };
interface Bump {
  readonly mean: number;
  readonly width: number;
  /** The logarithm of how much of it lies in 0..1. */
  readonly logInside: number;
}

/** Points older than this many weigh less, down to the oldest. */
const fullWeights = 25;

/**
 * A mixture of one kernel for each point, and of one for what was likely before. A kernel is the product of its
 * dimensions. Where a point lacks a key, its kernel has what was likely before, so that points of all branches of a
 * conditional space are in one mixture.
 *
 * A kernel is as wide as the distance to the farther of its two neighbours (Bergstra et al. 2011, section 4), but not
 * narrower than a floor that falls with the number of kernels ("magic clipping", Watanabe 2023, section 3.3). The older
 * of more than 25 points weigh less (Bergstra et al. 2013).
 *
 * @param points oldest first
 */
export function parzenEstimator(space: SearchSpace, points: readonly Position[]): ParzenEstimator {
  const { dimensions, isActive } = space;
  const before = dimensions.map(partBefore);
  const columns = dimensions.map((dimension, index) =>
    partsOf(
      dimension,
      points.map((point) => point[index]),
    ),
  );
  const parts = [...points.map((_, which) => columns.map((column, index) => column[which] ?? before[index]!)), before];
  const weights = normalized([...ageWeights(points.length), 1]);
  const logWeights = weights.map(Math.log);
  return {
    draw(random) {
      const kernel = parts[pick(weights, random)]!;
      const position: (number | undefined)[] = [];
      for (const [index, dimension] of dimensions.entries())
        position.push(isActive(index, position) ? drawPart(dimension, kernel[index]!, random) : undefined);
      return position;
    },
    logDensity(position) {
      const logs = parts.map((kernel, which) => {
        let sum = logWeights[which]!;
        for (const [index, place] of position.entries())
          if (place !== undefined) sum += logDensityOf(dimensions[index]!, kernel[index]!, place);
        return sum;
      });
      const largest = Math.max(...logs);
      return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
    },
  };
}

/** 1 for the last 25 points; before them a rise from 1 / n. */
function ageWeights(count: number): number[] {
  const rising = Math.max(0, count - fullWeights);
  return Array.from({ length: count }, (_, index) => {
    if (index >= rising) return 1;
    return rising === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * index) / (rising - 1);
  });
}

function partBefore(dimension: SearchDimension): Part {
  if (dimension.kind !== 'choice') return bump(0.5, 1);
  return { choices: Array.from({ length: dimension.count }, () => 1 / dimension.count) };
}

/** The parts of points in one dimension; undefined where a point lacks the key. */
function partsOf(dimension: SearchDimension, places: readonly (number | undefined)[]): (Part | undefined)[] {
  const kernels = places.length + 1;
  if (dimension.kind === 'choice')
    return places.map((place) => {
      if (place === undefined) return undefined;
      // Each choice has a share of the one point before all others; the point's own has one more.
      const shares = Array.from({ length: dimension.count }, (_, choice) => 1 / kernels + Number(choice === place));
      return { choices: normalized(shares) };
    });
  const means = places.map((place) =>
    place === undefined || dimension.kind === 'number' ? place : (place + 0.5) / dimension.count,
  );
  const narrowest = 1 / Math.min(100, 1 + kernels);
  const gaps = gapsOf(means);
  return means.map((mean, which) =>
    mean === undefined ? undefined : bump(mean, Math.max(narrowest, gaps.get(which)!)),
  );
}

/**
 * For each mean the distance to the farther neighbour. The ends of the range are neighbours of a mean that is alone.
 */
function gapsOf(means: readonly (number | undefined)[]): ReadonlyMap<number, number> {
  const sorted = [...means.entries()]
    .filter((entry): entry is [number, number] => entry[1] !== undefined)
    .sort(([, a], [, b]) => a - b);
  return new Map(
    sorted.map(([which, mean], rank) => {
      if (sorted.length === 1) return [which, Math.max(mean, 1 - mean)];
      const neighbours = [sorted[rank - 1], sorted[rank + 1]].map((neighbour) => neighbour?.[1] ?? mean);
      return [which, Math.max(...neighbours.map((neighbour) => Math.abs(mean - neighbour)))];
    }),
  );
}

function bump(mean: number, width: number): Bump {
  return { mean, width, logInside: Math.log(normalMass((0 - mean) / width, (1 - mean) / width)) };
}

function drawPart(dimension: SearchDimension, part: Part, random: Random): number {
  if ('choices' in part) return pick(part.choices, random);
  // The mean is inside, so at least a third of the draws are.
  let place = part.mean + part.width * random.normal();
  while (place < 0 || place >= 1) place = part.mean + part.width * random.normal();
  return dimension.kind === 'integer' ? Math.floor(place * dimension.count) : place;
}

/** The logarithm of the density at a place, for whole numbers and choices of their probability. */
function logDensityOf(dimension: SearchDimension, part: Part, place: number): number {
  if ('choices' in part) return Math.log(part.choices[place]!);
  const { mean, width, logInside } = part;
  if (dimension.kind !== 'integer') return normalLogDensity((place - mean) / width) - Math.log(width) - logInside;
  const [low, high] = [place, place + 1].map((edge) => (edge / dimension.count - mean) / width);
  return Math.log(Math.max(normalMass(low!, high!), Number.MIN_VALUE)) - logInside;
}

function pick(probabilities: readonly number[], random: Random): number {
  let left = random.uniform();
  for (const [index, probability] of probabilities.entries()) if ((left -= probability) < 0) return index;
  return probabilities.length - 1;
}

function normalized(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
