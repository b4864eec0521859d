import type { ModelPlan } from '../../plan/index.ts';
import { formatCount } from '../../core/format-count.ts';
import { figuresTable, printTable } from './table.ts';

/** A line for each group of parameters; undefined if all are treated alike. */
export function parameterGroupTable(
  { optimizer: { groups } }: Pick<ModelPlan, 'optimizer'>,
  width?: number,
): string | undefined {
  if (groups.length === 0) return undefined;
  const lines = groups.map(({ name, parameters, learningRate, weightDecay }) => [
    name,
    formatCount(parameters),
    String(Number(learningRate.toPrecision(6))),
    String(weightDecay),
  ]);
  return printTable(figuresTable(['group', 'parameters', 'learning rate', 'weight decay'], lines), width);
}
