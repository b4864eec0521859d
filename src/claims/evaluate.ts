import type { FunctionName, Relation } from './expression.ts';
import type { Value } from './resolve.ts';

/** A figure of one run by its full name: `test/iou/macro/image`. NaN if the run has none. */
export type FigureOf = (group: string, figure: string) => number;

/** The numbers of an expression, one for each of its points, from the figures of the runs of one seed. */
export function evaluate(value: Value, figureOf: FigureOf): readonly number[] {
  switch (value.kind) {
    case 'number':
      return [value.value];
    case 'figure':
      return value.groups.map((group) => figureOf(group, value.name));
    case 'negative':
      return evaluate(value.operand, figureOf).map((number) => -number);
    case 'arithmetic': {
      const [left, right] = [evaluate(value.left, figureOf), evaluate(value.right, figureOf)];
      const length = Math.max(left.length, right.length);
      const [a, b] = [left, right].map((side) => (at: number) => (side.length === 1 ? side[0]! : side[at]!)) as [
        Side,
        Side,
      ];
      return Array.from({ length }, (_, at) => calculate[value.operator](a(at), b(at)));
    }
    case 'call':
      return functions[value.name](evaluate(value.operand, figureOf));
  }
}

type Side = (at: number) => number;

const calculate = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
};

const functions: Readonly<Record<FunctionName, (numbers: readonly number[]) => readonly number[]>> = {
  abs: (numbers) => numbers.map(Math.abs),
  mean: (numbers) => [numbers.reduce((sum, number) => sum + number, 0) / numbers.length],
  min: (numbers) => [Math.min(...numbers)],
  max: (numbers) => [Math.max(...numbers)],
};

/** Whether a comparison holds of a difference, the left side minus the right one. */
export function holdsOf(relation: Relation, difference: number): boolean {
  switch (relation) {
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
  }
}
