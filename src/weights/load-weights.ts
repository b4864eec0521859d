import { atKey } from '../core/errors/at-path.ts';
import { TesseraError } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import type { Module } from '../nn/module.ts';
import type { BaseContext } from '../registry/index.ts';
import { describeMisfit } from './describe-misfit.ts';
import type { StoredArray } from './dtypes.ts';
import { classifiers, type EncoderWeights } from './encoder-weights.ts';
import { bestNames, fit } from './fit.ts';
import { ownLayout } from './layout.ts';
import { obtainWeights, type WeightsContext } from './obtain-weights.ts';
import { readWeights, type WeightFile } from './read-weights.ts';
import { renamePrefix, renameTensors, type Rename } from './rename.ts';
import { weightsKey } from './sources/folders.ts';
import { assignArray } from './state-dict.ts';
import { weightsOptions, type WeightsOptions, type WeightsSetting } from './weights-param.ts';

/**
 * Fills an encoder with the weights that its parameter `weights` names. Nothing changes if anything doesn't fit.
 * @throws TesseraError as `obtainWeights` does; `bad-weights` with the tensors that are missing, left over or of
 * another shape
 */
export async function loadWeights(
  encoder: Module,
  setting: WeightsSetting,
  description: EncoderWeights,
  context: WeightsContext & Pick<BaseContext, 'onWeights'>,
): Promise<void> {
  const options = weightsOptions(setting);
  await atKey(weightsKey, async () => {
    const path = await obtainWeights(options.from, description.published, context);
    const file = await readWeights(path, options.from);
    const became = fill(encoder, file, options, description);
    context.onWeights?.(`${options.from}: ${became}`);
  });
}

/** Returns what became of the tensors. */
function fill(
  encoder: Module,
  file: WeightFile,
  { from, prefix, map, strict }: WeightsOptions,
  { otherNames = [], unused, hints = [] }: EncoderWeights,
): string {
  const inRun = file.layout === ownLayout ? 'encoder.' : undefined;
  const tensors = rename(file.tensors, prefix ?? inRun, map);
  const variables = encoder.stateDict();
  const shapes = new Map([...variables].map(([name, { shape }]) => [name, shape]));
  const wanted = bestNames(shapes, [(name) => name, ...otherNames], tensors);
  const result = fit(wanted, tensors, file.layout);
  const isLeftOut = (name: string) => classifiers.test(name) || (unused?.test(name) ?? false);
  const leftOut = result.unexpected.filter(isLeftOut);
  const unexpected = result.unexpected.filter((name) => !isLeftOut(name) && !counters.test(name));
  const problems = describeMisfit({ ...result, unexpected }, from, hints, strict);
  if (problems.length > 0 && (strict || result.fitting.size === 0)) throw new TesseraError(problems);
  for (const [name, array] of result.fitting) assignArray(variables.get(name)!, array);
  return [
    `${result.fitting.size} of ${wanted.length} tensors loaded`,
    ...(leftOut.length > 0 ? [`left out as of no use here: ${listed(leftOut)}`] : []),
    ...problems.map(({ message }) => message),
  ].join('; ');
}

/** PyTorch counts the batches that a batch norm has seen. Nothing here needs the number. */
const counters = /(^|\.)num_batches_tracked$/;

/** `module.` is what PyTorch's `DataParallel` puts before every name. */
function rename(
  tensors: ReadonlyMap<string, StoredArray>,
  prefix: string | undefined,
  map: Readonly<Record<string, string>>,
): ReadonlyMap<string, StoredArray> {
  const parallel = [...tensors.keys()].every((name) => name.startsWith('module.'));
  const steps: Rename[] = [
    ...(parallel ? [renamePrefix('module.')] : []),
    ...(prefix === undefined ? [] : [renamePrefix(prefix)]),
    ...Object.entries(map).map(
      ([pattern, to]): Rename =>
        (name) =>
          name.replaceAll(new RegExp(pattern, 'g'), to),
    ),
  ];
  return steps.reduce<ReadonlyMap<string, StoredArray>>((renamed, step) => renameTensors(renamed, step), tensors);
}
