import type { Component } from '../registry/index.ts';
import { dataBuiltins } from './data.ts';
import { convnet } from './encoders/convnet.ts';
import { efficientnetB0 } from './encoders/efficientnet.ts';
import { mobilenetV1 } from './encoders/mobilenet-v1.ts';
import { mobilenetV2 } from './encoders/mobilenet-v2.ts';
import { mobilenetV3 } from './encoders/mobilenet-v3.ts';
import { resnets } from './encoders/resnet.ts';
import { local } from './launchers/local.ts';
import { slurm } from './launchers/slurm.ts';
import { ssh } from './launchers/ssh.ts';
import { jsonLines } from './loggers/json-lines.ts';
import { tensorboard } from './loggers/tensorboard.ts';
import { bce } from './losses/bce.ts';
import { crossEntropy } from './losses/cross-entropy.ts';
import { dice } from './losses/dice.ts';
import { focal } from './losses/focal.ts';
import { jaccard } from './losses/jaccard.ts';
import { lovasz } from './losses/lovasz.ts';
import { tversky } from './losses/tversky.ts';
import { auc } from './metrics/auc.ts';
import { dice as diceMetric } from './metrics/dice.ts';
import { f1 } from './metrics/f1.ts';
import { iou } from './metrics/iou.ts';
import { pixelAccuracy } from './metrics/pixel-accuracy.ts';
import { precision } from './metrics/precision.ts';
import { recall } from './metrics/recall.ts';
import { specificity } from './metrics/specificity.ts';
import { deeplabv3 } from './models/deeplabv3.ts';
import { deeplabv3plus } from './models/deeplabv3plus.ts';
import { fpn } from './models/fpn.ts';
import { pspnet } from './models/pspnet.ts';
import { unet } from './models/unet.ts';
import { unetplusplus } from './models/unetplusplus.ts';
import { adam } from './optimizers/adam.ts';
import { adamw } from './optimizers/adamw.ts';
import { rmsprop } from './optimizers/rmsprop.ts';
import { sgd } from './optimizers/sgd.ts';
import { asha } from './pruners/asha.ts';
import { median } from './pruners/median.ts';
import { constant } from './schedulers/constant.ts';
import { cosineRestarts } from './schedulers/cosine-restarts.ts';
import { cosine } from './schedulers/cosine.ts';
import { exponential } from './schedulers/exponential.ts';
import { multiStep } from './schedulers/multi-step.ts';
import { oneCycle } from './schedulers/one-cycle.ts';
import { poly } from './schedulers/poly.ts';
import { reduceOnPlateau } from './schedulers/reduce-on-plateau.ts';
import { step } from './schedulers/step.ts';
import { randomSearch } from './searches/random.ts';
import { tpe } from './searches/tpe.ts';

/** Every component that comes with Tessera. To add one, add a file in its folder and a line here or in `data.ts`. */
export const builtins: readonly Component[] = [
  ...dataBuiltins,
  mobilenetV1,
  mobilenetV2,
  ...mobilenetV3,
  efficientnetB0,
  ...resnets,
  convnet,
  pspnet,
  unet,
  unetplusplus,
  fpn,
  deeplabv3,
  deeplabv3plus,
  crossEntropy,
  focal,
  bce,
  dice,
  jaccard,
  lovasz,
  tversky,
  iou,
  recall,
  diceMetric,
  f1,
  precision,
  pixelAccuracy,
  specificity,
  auc,
  adam,
  adamw,
  sgd,
  rmsprop,
  constant,
  step,
  multiStep,
  exponential,
  cosine,
  cosineRestarts,
  poly,
  oneCycle,
  reduceOnPlateau,
  tensorboard,
  jsonLines,
  randomSearch,
  tpe,
  asha,
  median,
  local,
  slurm,
  ssh,
];
