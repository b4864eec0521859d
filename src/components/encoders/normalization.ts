import type { Normalization } from '../../registry/index.ts';

/** Mean and standard deviation of ImageNet, which torchvision and timm use for most of their models. */
export const imageNet: Normalization = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** Maps pixels of 0 to 255 to x / 127.5 - 1, as Keras's MobileNets and some of timm's models want them. */
export const plusMinusOne: Normalization = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
