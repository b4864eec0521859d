import test from 'ava';
import { efficientNetB0 } from '../../../src/components/encoders/efficientnet/stages.ts';
import { torchvisionName } from '../../../src/components/encoders/inverted-residuals/torchvision-name.ts';
import { assertEncoder } from '../../helpers/encoder-fixture.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("its features are timm's, in training and in inference", async (t) => {
  await assertEncoder(t, 'timm.efficientnet_b0', { type: 'efficientnet_b0' }, { inTraining: true });
});

test.serial("by torchvision's names its features are torchvision's", async (t) => {
  const stages = efficientNetB0();
  const rename = (name: string) =>
    torchvisionName(name, stages, ({ stage, block }) => `features.${stage + 1}.${block}`);
  await assertEncoder(t, 'torchvision.efficientnet_b0', { type: 'efficientnet_b0' }, { rename });
});
