import { TesseraError, type Problem } from '../../../core/errors/index.ts';
import { type Module } from '../../../nn/index.ts';
import {
  assignArray,
  fromKerasDepthwise,
  mismatch,
  type NamedArray,
  readTfjsLayersWeights,
  renameByMap,
} from '../../../weights/index.ts';

/**
 * Loads the weights of a Keras MobileNetV1; those of its classifier are left out. `shownAs` is the path as the user
 * wrote it.
 * @throws TesseraError `file-missing`; `bad-weights` with the first tensors that are missing or have another shape.
 */
export async function loadKerasWeights(encoder: Module, file: string, shownAs: string): Promise<void> {
  const arrays = await readTfjsLayersWeights(file).catch(rethrowAtKey);
  const pairs = [...encoder.stateDict()].map(([name, variable]) => {
    const keras = kerasName(name);
    return { keras, variable, array: fitted(keras, arrays.get(keras)) };
  });
  const problems = pairs.flatMap(({ keras, variable, array }) => mismatch(keras, variable, array, shownAs));
  if (problems.length > 0) {
    const more =
      problems.length > listed
        ? [`${problems.length - listed} more of the ${pairs.length} tensors don't fit either`]
        : [];
    const hints = [...more, "the encoder's alpha must be that of the weights"];
    throw new TesseraError(problems.slice(0, listed).map((problem) => ({ ...atKey(problem), hints })));
  }
  for (const { variable, array } of pairs) assignArray(variable, array!);
}

function rethrowAtKey(error: unknown): never {
  if (error instanceof TesseraError) throw new TesseraError(error.problems.map(atKey), { cause: error });
  throw error;
}

const atKey = (problem: Problem): Problem => ({ ...problem, path: 'model.encoder.weights' });

/** The most tensors that are listed. If alpha is wrong, nearly every tensor has another shape. */
const listed = 3;

const normName = renameByMap({
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
});

/**
 * Keras's name of a tensor: `conv_dw_1/depthwise_kernel` of `conv_dw_1.conv.weight`, `conv_dw_1_bn/beta` of
 * `conv_dw_1.bn.bias`.
 */
function kerasName(name: string): string {
  const [layer, part, variable] = name.split('.') as [string, string, string];
  if (part === 'bn') return `${layer}_bn/${normName(variable)}`;
  return `${layer}/${layer.startsWith('conv_dw') ? 'depthwise_kernel' : 'kernel'}`;
}

function fitted(keras: string, array: NamedArray | undefined): NamedArray | undefined {
  return array && keras.endsWith('depthwise_kernel') ? fromKerasDepthwise(array) : array;
}
