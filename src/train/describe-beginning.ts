import type { Engine } from '../engine/index.ts';
import type { Attempt } from '../runs/attempt.ts';
import { parsedConfig } from '../runs/config-of.ts';
import type { FilesToKeep } from '../runs/keep-files.ts';
import { startAttempt, type StartedAttempt } from '../runs/provenance.ts';
import type { Beginning } from './open-run.ts';
import type { RunParts } from './parts.ts';
import type { RunContext } from './run-context.ts';

/** What the run's folder gets when this attempt begins, with the difference of the code to its commit. */
export async function describeBeginning(
  context: RunContext,
  parts: RunParts,
  totalSteps: number,
  changes: readonly string[],
): Promise<Beginning & Pick<StartedAttempt, 'patch'>> {
  const { id, experiment, yaml, kept, command, reproduces } = context;
  const { startedAt, codeState, engine, built, inputs } = parts;
  const backend = engine.description;
  const described = { startedAt, code: codeState, backend, engine: describeEngine(engine), command, changes };
  const { attempt, patch } = await startAttempt(described);
  return {
    run: {
      id,
      name: experiment.name,
      totalSteps,
      parameters: built.parameters,
      data: describeData(parts),
      inputs,
      config: parsedConfig(yaml),
      ...(reproduces !== undefined && { reproduces }),
    },
    attempt,
    config: yaml,
    kept: withPatch(kept, attempt, patch),
    ...(patch && { patch }),
  };
}

function describeEngine({ backend, device, threads }: Engine): NonNullable<Attempt['engine']> {
  const { name, driver, id } = device;
  return {
    backend,
    device: name,
    ...(driver !== undefined && { driver }),
    ...(id !== undefined && { deviceId: id }),
    threads,
  };
}

function describeData({ built, classPixels, fileCounts }: RunParts): Beginning['run']['data'] {
  const { classes, imageSize, interpolation, resize } = built.dataset;
  return {
    classes: classes.map(({ name, color }) => ({ name, color: [...color] })),
    imageSize,
    interpolation,
    ...(resize && { resize: resize.test }),
    classPixels: [...classPixels],
    ...(fileCounts && { files: fileCounts }),
  };
}

function withPatch(kept: FilesToKeep, { git }: Attempt, patch: Buffer | undefined): FilesToKeep {
  if (!patch || git?.patch === undefined) return kept;
  return { ...kept, files: new Map([...kept.files, [git.patch, patch]]) };
}
