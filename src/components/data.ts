import type { Component } from '../registry/index.ts';
import { brightnessContrast } from './augmentations/brightness-contrast.ts';
import { classBalancedCrop } from './augmentations/class-balanced-crop.ts';
import { colorJitter } from './augmentations/color-jitter.ts';
import { compose } from './augmentations/compose.ts';
import { cutmix } from './augmentations/cutmix.ts';
import { elastic } from './augmentations/elastic.ts';
import { gaussianBlur } from './augmentations/gaussian-blur.ts';
import { gaussianNoise } from './augmentations/gaussian-noise.ts';
import { grayscale } from './augmentations/grayscale.ts';
import { horizontalFlip } from './augmentations/horizontal-flip.ts';
import { hueSaturationValue } from './augmentations/hue-saturation-value.ts';
import { mixup } from './augmentations/mixup.ts';
import { oneOf } from './augmentations/one-of.ts';
import { randomAffine } from './augmentations/random-affine.ts';
import { randomCrop } from './augmentations/random-crop.ts';
import { randomErasing } from './augmentations/random-erasing.ts';
import { randomPerspective } from './augmentations/random-perspective.ts';
import { randomResizedCrop } from './augmentations/random-resized-crop.ts';
import { randomRotate90 } from './augmentations/random-rotate90.ts';
import { randomRotation } from './augmentations/random-rotation.ts';
import { randomScale } from './augmentations/random-scale.ts';
import { verticalFlip } from './augmentations/vertical-flip.ts';
import { annotationList } from './datasets/annotation-list.ts';
import { coco } from './datasets/coco.ts';
import { imageFolder } from './datasets/image-folder.ts';
import { oxfordIiitPet } from './datasets/oxford-iiit-pet.ts';
import { shapes } from './datasets/shapes.ts';
import { auto } from './storages/auto.ts';
import { hdf5 } from './storages/hdf5.ts';
import { memmap } from './storages/memmap.ts';
import { memory } from './storages/memory.ts';
import { raw } from './storages/raw.ts';

/** The components that make samples: all that threads need. */
export const dataBuiltins: readonly Component[] = [
  shapes,
  oxfordIiitPet,
  annotationList,
  imageFolder,
  coco,
  memory,
  raw,
  auto,
  memmap,
  hdf5,
  horizontalFlip,
  colorJitter,
  randomPerspective,
  verticalFlip,
  randomResizedCrop,
  randomCrop,
  randomAffine,
  randomRotation,
  randomRotate90,
  randomScale,
  classBalancedCrop,
  elastic,
  hueSaturationValue,
  brightnessContrast,
  mixup,
  cutmix,
  gaussianBlur,
  gaussianNoise,
  randomErasing,
  grayscale,
  oneOf,
  compose,
];
