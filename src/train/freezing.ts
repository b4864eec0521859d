import { periodInSteps, type TrainSection } from '../../schemas/index.ts';
import { nearest, TesseraError } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import { matchesName } from '../core/name-pattern.ts';
import type { Module } from '../nn/index.ts';

/** What `train.freeze` froze, and when it thaws. */
export interface FrozenParts {
  /** The parameters that train at some step. */
  readonly trained: ReturnType<Module['namedParameters']>;
  /** Completed steps at which parts begin to train; undefined if they never do, or if nothing is frozen. */
  unfreezeStep(stepsPerEpoch: number): number | undefined;
  /** Completed steps when a parameter begins to train, where that isn't 0, for the optimizer. */
  firstSteps(stepsPerEpoch: number): ReadonlyMap<string, number>;
  /** Lets all of them train from the next step on. */
  unfreeze(): void;
}

/**
 * Freezes the parts of a model that `train.freeze` names.
 * @throws TesseraError `bad-value` for a name that no part has, if nothing is left to train, or for a part that is to
 * thaw or to move its statistics although its own key freezes it
 */
export function freezeParts(
  model: Module,
  {
    freeze = [],
    unfreeze_at,
    frozen_batch_norm: batchNorm,
  }: Pick<TrainSection, 'freeze' | 'unfreeze_at' | 'frozen_batch_norm'>,
): FrozenParts {
  const parts = model.namedModules().filter(([name]) => name !== '' && freeze.some((part) => matchesName(part, name)));
  assertFound(freeze, model);
  const unchanged = parts.find(([, part]) => part.frozen);
  if (unchanged && (unfreeze_at !== undefined || batchNorm === 'updating'))
    throw contradiction(unchanged[0], unfreeze_at === undefined ? 'frozen_batch_norm' : 'unfreeze_at');
  const names = new Set(parts.flatMap(([name, part]) => part.namedParameters(`${name}.`).map(([each]) => each)));
  const setTraining = (trainable: boolean) => {
    for (const [name, parameter] of model.namedParameters()) if (names.has(name)) parameter.trainable = trainable;
  };
  if (batchNorm === 'fixed') for (const [, part] of parts) part.freeze();
  else setTraining(false);
  const trained = model
    .namedParameters()
    .filter(([name, parameter]) => parameter.trainable || (unfreeze_at !== undefined && names.has(name)));
  if (freeze.length > 0 && !model.namedParameters().some(([, { trainable }]) => trainable)) throw nothingTrains(freeze);

  const unfreezeStep = (stepsPerEpoch: number) =>
    unfreeze_at === undefined ? undefined : periodInSteps(unfreeze_at, stepsPerEpoch);
  return {
    trained,
    unfreezeStep,
    firstSteps(stepsPerEpoch) {
      const step = unfreezeStep(stepsPerEpoch);
      return new Map(step === undefined ? [] : [...names].map((name) => [name, step]));
    },
    unfreeze() {
      if (batchNorm === 'fixed') for (const [, part] of parts) part.unfreeze();
      else setTraining(true);
    },
  };
}

function assertFound(freeze: readonly string[], model: Module): void {
  const names = model.namedModules().flatMap(([name]) => (name === '' ? [] : [name]));
  const problems = freeze.flatMap((part, index) => {
    if (names.some((name) => matchesName(part, name))) return [];
    const close = nearest(part, names);
    const message =
      `expected the name of a part of the model, or a pattern of names, got \`${part}\`, ` + 'which matches none';
    const top = [...new Set(names.map((name) => name.split('.')[0]!))];
    return [
      {
        code: 'bad-value' as const,
        path: `train.freeze.${index}`,
        message,
        hints: [...(close === undefined ? [] : [`did you mean \`${close}\`?`]), `the parts: ${listed(top, 16)}`],
      },
    ];
  });
  if (problems.length > 0) throw new TesseraError(problems);
}

/** A part that was frozen before stays as it is, so it can neither thaw nor keep its statistics moving. */
function contradiction(part: string, key: string): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    path: `train.${key}`,
    message:
      `expected \`train.freeze\` to name parts that would train, got \`${part}\`, which its own key \`frozen\` ` +
      'keeps unchanged',
    hints: ['leave out `frozen: true`: `train.freeze` freezes it'],
  });
}

function nothingTrains(freeze: readonly string[]): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    path: 'train.freeze',
    message: `expected a part of the model that trains beside ${listed(freeze, 8)}, got none`,
    hints: ['freeze less, or test the run without training: tessera test'],
  });
}
