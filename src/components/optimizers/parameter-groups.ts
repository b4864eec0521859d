import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { nearest, TesseraError } from '../../core/errors/index.ts';
import { matchesName } from '../../core/name-pattern.ts';
import type { ParameterGroup } from '../../registry/index.ts';
import type { NamedVariables } from './slots.ts';

/** Everything that has one value per channel or one in all, as in timm: scales and shifts of norms, and biases. */
const normsAndBiases = 'norms-and-biases';

export const groupsParam = z
  .array(
    z
      .strictObject({
        match: z
          .string()
          .min(1)
          .describe(
            'Names of parameters: `encoder` is all below it, `*` any characters, as in `*.bias`; or ' +
              '`norms-and-biases`, all that have one dimension.',
          ),
        lr: z.number().nonnegative().optional().describe('Their learning rate, before the scheduler.'),
        lr_scale: z.number().nonnegative().optional().describe('Their learning rate divided by that of the optimizer.'),
        weight_decay: z.number().nonnegative().optional().describe('Their weight decay.'),
      })
      .refine(
        ({ lr, lr_scale }) => lr === undefined || lr_scale === undefined,
        'expected `lr` or `lr_scale`, got both',
      ),
  )
  .default([])
  .describe(
    'Other settings for some parameters. Where several groups match, each gives what it names, and the last one wins.',
  );

export interface GroupSettings {
  readonly lr: number;
  readonly weight_decay: number;
  readonly groups?: z.output<typeof groupsParam> | undefined;
}

/** A group with its variables, and what training does with them. */
export interface TrainedGroup extends ParameterGroup {
  readonly variables: NamedVariables;
  /** Its learning rate divided by the optimizer's. */
  readonly scale: number;
  /** Completed steps when its parameters begin to train. */
  readonly firstStep: number;
}

/**
 * The parameters by their settings; each is in one group. The optimizer's own settings come first.
 * @param firstSteps completed steps at which parameters begin to train, where that isn't 0
 * @throws TesseraError `bad-value` for each pattern that matches nothing
 */
export function parameterGroups(
  parameters: NamedVariables,
  { lr, weight_decay, groups = [] }: GroupSettings,
  firstSteps: ReadonlyMap<string, number> = new Map(),
): TrainedGroup[] {
  assertAllMatch(parameters, groups);
  const bySettings = new Map<string, TrainedGroup>();
  for (const [name, variable] of parameters) {
    const matching = groups.filter(({ match }) => matches(match, name, variable));
    const rated = matching.findLast((group) => group.lr !== undefined || group.lr_scale !== undefined);
    const settings = {
      name: matching.map(({ match }) => match).join(' + ') || 'all others',
      learningRate: rated ? (rated.lr ?? lr * rated.lr_scale!) : lr,
      weightDecay: matching.findLast((group) => group.weight_decay !== undefined)?.weight_decay ?? weight_decay,
      ...(rated && { ratedBy: rated.match }),
    };
    const firstStep = firstSteps.get(name) ?? 0;
    const key = JSON.stringify([settings, firstStep]);
    const known = bySettings.get(key);
    bySettings.set(key, {
      ...settings,
      scale: settings.learningRate / lr,
      firstStep,
      parameters: (known?.parameters ?? 0) + variable.size,
      variables: [...(known?.variables ?? []), [name, variable]],
    });
  }
  return [...bySettings.values()];
}

function matches(pattern: string, name: string, variable: tf.Variable): boolean {
  return pattern === normsAndBiases ? variable.rank <= 1 : matchesName(pattern, name);
}

function assertAllMatch(parameters: NamedVariables, groups: z.output<typeof groupsParam>): void {
  // Without parameters, an optimizer is only looked at.
  if (parameters.length === 0) return;
  const names = [...new Set(parameters.flatMap(([name]) => beginnings(name)))];
  const problems = groups.flatMap(({ match }, index) => {
    if (parameters.some(([name, variable]) => matches(match, name, variable))) return [];
    const close = nearest(match, names);
    return [
      {
        code: 'bad-value' as const,
        path: `optimizer.groups.${index}.match`,
        message:
          `expected the name of a parameter that trains, or a pattern of names, got \`${match}\`, which matches ` +
          'none',
        hints: [
          ...(close === undefined ? [] : [`did you mean \`${close}\`?`]),
          `the parts of the model: ${[...new Set(parameters.map(([name]) => name.split('.')[0]!))].join(', ')}`,
        ],
      },
    ];
  });
  if (problems.length > 0) throw new TesseraError(problems);
}

/** `a`, `a.b` and `a.b.c` of `a.b.c`. */
function beginnings(name: string): string[] {
  const parts = name.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
