import type { Experiment } from '../../schemas/index.ts';
import { nearest, TesseraError, type Problem } from '../core/errors/index.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { ImageSize } from '../data/sample.ts';
import type { ComponentReference, NetworkOutline, Registry } from '../registry/index.ts';
import { sizeProblem } from '../tasks/semantic/size-problem.ts';

/**
 * What is wrong with the network that is known without building it: an encoder without the levels that the model takes,
 * images of a size that it can't take, names of parts that it doesn't have. Nothing is said of a network whose
 * component doesn't tell, such as that of a plugin.
 */
export function networkProblems(experiment: Experiment, registry: Registry): Problem[] {
  const { model } = experiment;
  const encoder = isReference(model['encoder']) ? model['encoder'] : undefined;
  return [
    ...(encoder ? randomFeatures(experiment, encoder, registry) : []),
    ...outlineProblems(experiment, encoder, registry),
  ];
}

/** What weight files of this machine say against the encoder's parameters: only the names of their tensors are read. */
export async function weightProblems(
  { model: { encoder } }: Experiment,
  registry: Registry,
  workingDirectory: string,
): Promise<readonly Problem[]> {
  if (!isReference(encoder)) return [];
  return (await registry.get('encoder', encoder.type)?.checkFiles?.(encoder as never, { workingDirectory })) ?? [];
}

/** A frozen encoder without weights gives random features for ever. */
function randomFeatures({ train }: Experiment, encoder: ComponentReference, registry: Registry): Problem[] {
  const component = registry.get('encoder', encoder.type);
  const takesWeights = component && Object.hasOwn(component.params(registry.slot).shape, 'weights');
  if (!takesWeights || encoder['frozen'] !== true || encoder['weights'] !== undefined || train.init_from !== undefined)
    return [];
  return [
    {
      code: 'bad-value',
      path: 'model.encoder.frozen',
      message: `expected \`weights\` beside \`frozen: true\`, got none: ${encoder.type} would stay at random weights`,
      hints: [
        'give weights to start from, such as `weights: imagenet`, or remove `frozen`',
        'if random features are meant: `train: {freeze: [encoder]}`',
      ],
    },
  ];
}

function outlineProblems(
  experiment: Experiment,
  encoder: ComponentReference | undefined,
  registry: Registry,
): Problem[] {
  const { model } = experiment;
  const strides = encoder && registry.get('encoder', encoder.type)?.strides?.(encoder as never);
  const outlineOf = registry.get('model', model.type)?.network;
  if (!strides || !outlineOf) return [];
  try {
    const outline = outlineOf(model as never, strides);
    return [
      ...sizeProblems(experiment, registry, outline),
      ...partProblems(experiment, outline, encoder['frozen'] === true),
    ];
  } catch (error) {
    if (error instanceof TesseraError) return [...error.problems];
    throw error;
  }
}

function sizeProblems(
  { dataset, augmentations, model }: Experiment,
  registry: Registry,
  { inputMultiple }: NetworkOutline,
) {
  const check = (size: ImageSize | undefined, path: string) =>
    size === undefined ? [] : (sizeProblem(size, inputMultiple, model.type, path) ?? []);
  const cropped = augmentations.flatMap((item, index) => {
    const size = registry.get('augmentation', item.type)?.sizeAfter?.(item as never);
    return size ? [{ size, path: `augmentations.${index}.size` }] : [];
  });
  const last = cropped.at(-1);
  return [check(imageSizeOf(dataset), 'dataset.image_size'), check(last?.size, last?.path ?? '')].flat();
}

/** Undefined where photos come in sizes of their own. */
function imageSizeOf({ image_size: size, resize }: ComponentReference): ImageSize | undefined {
  if (resize !== undefined && resize !== 'cover' && resize !== 'stretch') return undefined;
  if (typeof size === 'number') return { height: size, width: size };
  const [height, width] = Array.isArray(size) ? (size as unknown[]) : [];
  return typeof height === 'number' && typeof width === 'number' ? { height, width } : undefined;
}

/** Names in `train.freeze` and in the optimizer's groups that begin with no part of the network. */
function partProblems({ train, optimizer }: Experiment, { parts }: NetworkOutline, isFrozen: boolean): Problem[] {
  const trained = isFrozen ? parts.filter((part) => part !== 'encoder') : parts;
  const groups = Array.isArray(optimizer['groups']) ? (optimizer['groups'] as unknown[]) : [];
  return [
    ...(train.freeze ?? []).flatMap((name, index) =>
      unknownPart(name, parts, `train.freeze.${index}`, 'a part of the model'),
    ),
    ...groups.flatMap((group, index) =>
      isPlainObject(group) && typeof group['match'] === 'string'
        ? unknownPart(group['match'], trained, `optimizer.groups.${index}.match`, 'a parameter that trains')
        : [],
    ),
  ];
}

/** A name that begins with a pattern may mean anything, and `norms-and-biases` is a word for many parameters. */
function unknownPart(name: string, parts: readonly string[], path: string, what: string): Problem[] {
  const [first = ''] = name.split('.');
  if (first.includes('*') || name === 'norms-and-biases' || parts.includes(first)) return [];
  const close = nearest(first, parts);
  return [
    {
      code: 'bad-value',
      path,
      message: `expected the name of ${what}, or a pattern of names, got \`${name}\`, which matches none`,
      hints: [
        ...(close === undefined ? [] : [`did you mean \`${[close, ...name.split('.').slice(1)].join('.')}\`?`]),
        `the parts: ${parts.join(', ')}`,
      ],
    },
  ];
}

function isReference(value: unknown): value is ComponentReference {
  return isPlainObject(value) && typeof value['type'] === 'string';
}
