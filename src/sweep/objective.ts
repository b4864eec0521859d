import type { ObjectiveSection } from '../../schemas/index.ts';
import { figureList, type BestValidation, type RunFigures } from '../runs/figures.ts';
import { namesMeant } from '../tasks/semantic/metric-name.ts';

/**
 * The value by which a point is ranked: by default the best validation of the metric that decides; with an objective,
 * that metric at the same validation, whose checkpoint is the run's best. Undefined if the run has not kept it.
 */
export function objectiveValue(
  { validation, atBest }: Pick<RunFigures, 'validation' | 'atBest'>,
  objective: ObjectiveSection | undefined,
): BestValidation | undefined {
  if (!objective || !validation) return validation;
  const { step } = validation;
  const kept = (atBest ? figureList(atBest) : []).map(({ name, direction, value }): BestValidation => ({
    metric: name,
    direction,
    value,
    step,
  }));
  const known = [validation, ...kept];
  const written = objective.metric.replace(/^val\//, '');
  const [name] = namesMeant(
    written,
    known.map(({ metric }) => metric),
  );
  const found = known.find(({ metric }) => metric === name);
  return found && { ...found, direction: objective.mode ?? found.direction };
}
