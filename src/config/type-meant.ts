import { nearest } from '../core/errors/index.ts';

/**
 * The type of component that is probably meant by a name, which may be that of PyTorch, torchvision, torchmetrics,
 * timm, Albumentations, mmsegmentation, smp or Ultralytics: `nn.BCEWithLogitsLoss` is `bce`. Undefined if none is near.
 */
export function typeMeant(written: string, types: readonly string[]): string | undefined {
  // `torch.nn.CrossEntropyLoss`, `smp.Unet`.
  const name = written.split('.').at(-1)!;
  const known = (synonyms[folded(name)] ?? synonyms[bare(name)] ?? []).find((type) => types.includes(type));
  return (
    types.find((type) => folded(type) === folded(name)) ??
    known ??
    types.find((type) => bare(type) === bare(name)) ??
    longest(types.filter((type) => folded(type).length >= 4 && folded(name).startsWith(folded(type)))) ??
    nearest(name, types.filter(isOfSize(name))) ??
    nearest(bare(name), types.filter(isOfSize(name)))
  );
}

function longest(types: readonly string[]): string | undefined {
  return types.toSorted((a, b) => b.length - a.length)[0];
}

/** Not another size of the same network, as `resnet18` for `resnet152`, which is no slip of the pen. */
function isOfSize(name: string): (type: string) => boolean {
  const [letters, digits] = [folded(name).replaceAll(/\d/g, ''), folded(name).replaceAll(/\D/g, '')];
  return (type) =>
    digits === '' || folded(type).replaceAll(/\d/g, '') !== letters || folded(type).replaceAll(/\D/g, '') === digits;
}

/** In small letters and digits. */
function folded(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('+', 'plus')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** Without what says of which kind a thing is, or of how many classes. */
function bare(name: string): string {
  return folded(name)
    .replace(/^(tu|timm|random|multiclass|binary|multilabel|soft|m(?=iou|dice|fscore|acc|precision|recall))/, '')
    .replace(/(loss|lr|lrscheduler|scheduler|score|index|head|transform)$/, '');
}

/** What no rule leads to, folded. Several types where kinds differ. */
const synonyms: Readonly<Record<string, readonly string[]>> = Object.assign(Object.create(null) as object, {
  ce: ['cross-entropy'],
  softmax: ['cross-entropy'],
  nll: ['cross-entropy'],
  ohem: ['cross-entropy'],
  ohempixelsampler: ['cross-entropy'],
  bcewithlogits: ['bce'],
  binarycrossentropy: ['bce'],
  sigmoidfocal: ['focal'],
  lovaszsoftmax: ['lovasz'],
  focaltversky: ['tversky'],
  iou: ['jaccard'],

  jaccard: ['iou'],
  accuracy: ['pixel-accuracy'],
  acc: ['pixel-accuracy'],
  aacc: ['pixel-accuracy'],
  macc: ['recall'],
  sensitivity: ['recall'],
  tpr: ['recall'],
  fscore: ['f1'],
  fbeta: ['f1'],
  auroc: ['auc'],
  rocauc: ['auc'],

  aspp: ['deeplabv3'],
  depthwiseseparableaspp: ['deeplabv3plus'],
  psp: ['pspnet'],
  nestedunet: ['unetplusplus'],
  panopticfpn: ['fpn'],

  cosineannealing: ['cosine'],
  coslr: ['cosine'],
  cosineannealingwarmrestarts: ['cosine-restarts'],
  cosinerestart: ['cosine-restarts'],
  polynomial: ['poly'],
  plateau: ['reduce-on-plateau'],

  flip: ['horizontal-flip'],
  hflip: ['horizontal-flip'],
  fliplr: ['horizontal-flip'],
  vflip: ['vertical-flip'],
  flipud: ['vertical-flip'],
  rotate: ['random-rotation'],
  shiftscalerotate: ['random-affine'],
  randomresize: ['random-scale'],
  scalejitter: ['random-scale'],
  cropnonemptymaskifexists: ['class-balanced-crop'],
  photometricdistortion: ['color-jitter'],
  togray: ['grayscale'],
  gaussnoise: ['gaussian-noise'],
  coarsedropout: ['random-erasing'],
  cutout: ['random-erasing'],
  randomcutout: ['random-erasing'],
  randomchoice: ['one-of'],

  cocodetection: ['coco'],
  cocostuff: ['coco'],
  basesegdataset: ['image-folder'],
  h5: ['hdf5'],
  h5py: ['hdf5'],
  numpy: ['memmap'],
  ram: ['memory'],
  jsonl: ['json-lines'],
  hyperband: ['asha'],
  successivehalving: ['asha'],
});
