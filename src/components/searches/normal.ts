/** The logarithm of the standard normal density. */
export function normalLogDensity(x: number): number {
  return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
}

/** The probability that a standard normal value is between two numbers, exact in the tails too. */
export function normalMass(low: number, high: number): number {
  // Between two numbers above 0, the difference of the upper tails keeps the digits.
  return low > 0 ? upperTail(low) - upperTail(high) : upperTail(-high) - upperTail(-low);
}

/**
 * The probability of more than x. Up to 3 from 0, the power series of the density's integral; beyond, the continued
 * fraction (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14).
 */
function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  const density = Math.exp(normalLogDensity(x));
  if (x > 3) {
    let fraction = x;
    for (let level = 60; level > 0; level--) fraction = x + level / fraction;
    return density / fraction;
  }
  let [term, sum] = [x, x];
  for (let odd = 3; term > 1e-17 * sum; odd += 2) sum += term *= (x * x) / odd;
  return 0.5 - density * sum;
}
