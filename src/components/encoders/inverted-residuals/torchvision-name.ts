import type { Stages } from './stages.ts';
import { tensorPlace, type TensorPlace } from './tensor-place.ts';

/**
 * Torchvision's name of a tensor of MobileNetV3 or EfficientNet: `features.4.block.2.fc1.bias` of
 * `blocks.2.0.se.conv_reduce.bias`, say. `blockName` gives that of a block, such as `features.4`.
 */
export function torchvisionName(name: string, stages: Stages, blockName: (place: TensorPlace) => string): string {
  const place = tensorPlace(name, stages);
  const layer = `${place.isNorm ? 1 : 0}.${place.variable}`;
  if (place.part === 'stem') return `features.0.${layer}`;
  if (place.part === 'last') return `${blockName(place)}.${layer}`;
  const inner =
    place.part === 'squeeze' ? place.variable.replace('conv_reduce', 'fc1').replace('conv_expand', 'fc2') : layer;
  return `${blockName(place)}.block.${place.position}.${inner}`;
}
