import type { Port } from '../../engine/onnx/model.ts';
import type { ExportedModel } from '../../export/export-onnx.ts';
import type { ExportedWeights } from '../../export/export-safetensors.ts';
import { formatCount } from '../../core/format-count.ts';
import { formatBytes } from './format.ts';

/** What a person wants to know of a model that was written. */
export function exportedModelLines(model: ExportedModel): string {
  const { description, compared, agreement } = model;
  const { multiple } = description.resize;
  const names = description.classes.map(({ name }) => name);
  const normalized = description.input === 'uint8' ? 'RGB, 0 to 255; the model normalises' : 'RGB, normalised';
  const sizes = description.sizes === 'free' ? `; height and width are multiples of ${multiple}` : '';
  const given = description.output === 'logits' ? 'one for each class' : 'the class of each pixel';
  const others = compared.otherSizes > 0 ? `, and images of ${compared.otherSizes} other sizes` : '';
  const photos =
    compared.split === 'made'
      ? `${compared.photos} images that were made${others}`
      : `${compared.photos} photos of the ${compared.split} split${others}`;
  const { largestDifference, largestLogit, differentLabels, pixels } = agreement;
  const reach =
    `differ by at most ${largestDifference.toExponential(1)}, where they reach ` + `${largestLogit.toPrecision(3)}`;
  const shares = names.map((name, index) => `${name} ${((agreement.shares[index] ?? 0) * 100).toFixed(1)} %`);
  return [
    `file       ${model.file}, ${formatBytes(model.bytes)}`,
    ...(model.fixedBecause === undefined ? [] : [`one size   ${model.fixedBecause}`]),
    `operators  ONNX's own, version ${model.operatorSet} (opset); ${model.nodes} nodes`,
    ...model.inputs.map((port) => `input      ${describePort(port)}: ${normalized}${sizes}`),
    ...model.outputs.map((port) => `output     ${describePort(port)}: ${given}`),
    `classes    ${names.join(', ')}`,
    `compared   with the run's own answers, on ${photos}:`,
    `           logits ${reach}; ${formatCount(differentLabels)} of ${formatCount(pixels)} labels differ`,
    ...(compared.missing === undefined ? [] : [`           its photos can't be read: ${compared.missing}`]),
    `shares     ${shares.join(', ')}`,
  ].join('\n');
}

export function exportedWeightsLines({ file, bytes, tensors, values }: ExportedWeights): string {
  return [
    `file       ${file}, ${formatBytes(bytes)}`,
    `tensors    ${tensors} with ${formatCount(values)} values, by PyTorch's names and in its layouts`,
    `load it    model.load_state_dict(safetensors.torch.load_file('${file}'))`,
  ].join('\n');
}

function describePort({ name, type, shape }: Port): string {
  return `${name} ${type} [${shape.join(', ')}]`;
}
