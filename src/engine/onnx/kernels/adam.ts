import type { adamKernels } from '../../recording/kernels/adam.ts';
import type { LoweringsOf } from '../lowering.ts';

export const adamLowerings: LoweringsOf<typeof adamKernels> = {
  /** parameter - size * mean / (sqrt(square) + eps), as `src/components/optimizers/adam-optimizer.ts` has it. */
  AdamUpdate(lowering, { operands, outputs, attributes: { beta1, beta2, decay } }) {
    const [parameter, gradient, mean, square, size, eps, shrink] = operands.map((operand) => lowering.read(operand));
    const scalar = (value: number) => lowering.builder.scalar(value, 'float32');
    const multiply = (a: string, b: string) => lowering.node('Mul', [a, b]);
    const add = (a: string, b: string) => lowering.node('Add', [a, b]);
    const blend = (old: string, now: string, beta: number) =>
      add(multiply(old, scalar(beta)), multiply(now, scalar(1 - beta)));

    const g = decay > 0 ? add(gradient!, multiply(parameter!, scalar(decay))) : gradient!;
    const newMean = blend(mean!, g, beta1);
    const newSquare = blend(square!, multiply(g, g), beta2);
    const change = lowering.node('Div', [multiply(newMean, size!), add(lowering.node('Sqrt', [newSquare]), eps!)]);
    const kept = shrink === undefined ? parameter! : multiply(parameter!, shrink);
    const results = [lowering.node('Sub', [kept, change]), newMean, newSquare];
    outputs.forEach((output, index) => lowering.write(output, results[index]!));
  },
};
