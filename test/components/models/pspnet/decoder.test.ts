import test from 'ava';
import { Decoder } from '../../../../src/components/models/pspnet/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const notebook = { copies: 2, enlarge: 'nearest', enlargeFirst: false, dropout: 0, random: createRandom(0) } as const;

test.serial("the decoder has PyTorch's outputs, and gradients of both features", async (t) => {
  const decoder = new Decoder({ ...notebook, mainChannels: 8, suppChannels: 6, outChannels: 3, bins: [1, 2] });
  const shapes: [number, number, number, number][] = [
    [2, 8, 12, 8],
    [2, 2, 3, 6],
  ];
  await assertPart(t, 'decoder', decoder, ([main, supp], pass) => decoder.forward(main!, supp!, pass), shapes, {
    every: 4,
  });
});

test.serial("the paper's variant, with the feature once and bilinear, has PyTorch's too", async (t) => {
  const paper = { copies: 1, enlarge: 'bilinear' } as const;
  const decoder = new Decoder({
    ...notebook,
    ...paper,
    mainChannels: 8,
    suppChannels: 6,
    outChannels: 3,
    bins: [1, 2],
  });
  const shapes: [number, number, number, number][] = [
    [2, 8, 12, 8],
    [2, 2, 3, 6],
  ];
  await assertPart(t, 'decoder.paper', decoder, ([main, supp], pass) => decoder.forward(main!, supp!, pass), shapes, {
    every: 4,
  });
});

test.serial("its state has the notebook's names, and each bin a share of the channels", (t) => {
  const decoder = new Decoder({ ...notebook, mainChannels: 12, suppChannels: 6, outChannels: 5, bins: [1, 2, 3] });
  const shape = (name: string) => decoder.stateDict().get(name)?.shape;
  t.deepEqual(shape('PPM.bins.2.1.weight'), [1, 1, 12, 4]);
  t.deepEqual(shape('SM.suppl.4.weight'), [1, 1, 3, 12]);
  t.deepEqual(shape('UM.upsample.0.us_transform.0.weight'), [3, 3, 48, 12]);
  t.deepEqual(shape('UM.upsample.2.us_transform.0.weight'), [3, 3, 6, 5]);
  decoder.dispose();
});
