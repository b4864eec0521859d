import test from 'ava';
import { ConvNet } from '../../../../src/components/encoders/convnet/network.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

for (const [name, convsPerStage] of [
  ['convnet', 1],
  ['convnet.two', 2],
] as const) {
  test.serial(`every level has PyTorch's features, ${convsPerStage} to a stage`, async (t) => {
    const encoder = new ConvNet({ widths: [4, 6], convsPerStage, random: createRandom(0) });
    await assertPart(t, name, encoder, ([images], pass) => encoder.forward(images!, pass), [[2, 8, 12, 3]]);
  });
}

test.serial("images are normalised by ImageNet's statistics, as in torchvision", (t) => {
  const encoder = new ConvNet({ widths: [4], convsPerStage: 1, random: createRandom(0) });
  t.deepEqual(encoder.normalization, { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
  encoder.dispose();
});
