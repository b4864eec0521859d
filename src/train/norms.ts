/** A number for each parameter, by its dotted name. */
export type NumberOfParameter = readonly (readonly [name: string, value: number])[];

/**
 * Euclidean norms from sums of squares: of all parameters together, under `name`, and of each part of the network,
 * under `name/part`, if it has several. A part is what a parameter's name begins with: `decoder` of
 * `decoder.conv.weight`.
 */
export function normsOf(name: string, squares: NumberOfParameter): Record<string, number> {
  if (squares.length === 0) return {};
  const parts = new Map<string, number>();
  for (const [parameter, sum] of squares) {
    const part = parameter.split('.')[0]!;
    parts.set(part, (parts.get(part) ?? 0) + sum);
  }
  const total = [...parts.values()].reduce((sum, one) => sum + one, 0);
  const each = parts.size === 1 ? [] : [...parts].map(([part, sum]) => [`${name}/${part}`, Math.sqrt(sum)] as const);
  return { [name]: Math.sqrt(total), ...Object.fromEntries(each) };
}
