import test from 'ava';
import { published, torchvisionFiles } from '../../src/weights/published.ts';
import { parseSource } from '../../src/weights/sources/index.ts';

test('every published file has a licence and a source that can be read, and every encoder has `imagenet`', (t) => {
  for (const [encoder, files] of Object.entries(published)) {
    t.true(Object.hasOwn(files, 'imagenet'), encoder);
    for (const { from, licence } of Object.values(files)) {
      t.not(parseSource(from).kind, 'path', from);
      t.regex(licence, /^(Apache-2\.0|BSD-3-Clause)$/);
    }
  }
});

test("`imagenet` is torchvision's first weights, as `pretrained=True` was", (t) => {
  t.deepEqual(parseSource(published.resnext50_32x4d.imagenet!.from), {
    kind: 'torchvision',
    file: 'resnext50_32x4d-7cdf4587.pth',
  });
  t.is(published.resnet50.imagenet!.bytes, Math.round(97.781 * 2 ** 20));
});

test('names of torchvision files end with the beginning of their hash', (t) => {
  for (const versions of Object.values(torchvisionFiles))
    for (const { file } of Object.values(versions)) t.regex(file, /-[0-9a-f]{8}\.pth$/);
});

test("MobileNetV1's weights have the size of the published model of each width", (t) => {
  // The model of width 0.75 has 10,457,307 bytes in 56 files.
  t.is(published['mobilenet_v1 0.75'].imagenet!.bytes, 10_457_307);
  t.regex(published['mobilenet_v1 1'].imagenet!.from, /mobilenet_v1_1\.0_224\/model\.json$/);
});

test("timm's files have the size of torchvision's, which have the same tensors", (t) => {
  for (const [encoder, files] of Object.entries(published)) {
    const sizes = (start: string) =>
      Object.values<{ from: string; bytes?: number }>(files).flatMap(({ from, bytes }) =>
        from.startsWith(start) ? [bytes!] : [],
      );
    // One of torchvision's may be in half precision.
    const nearest = Math.max(...sizes('torchvision://'));
    for (const bytes of sizes('timm/'))
      t.true(Math.abs(bytes / nearest - 1) < 0.01, `${encoder}: ${bytes}, ${nearest}`);
  }
  t.is(published.resnet34['timm/resnet34.a1_in1k']!.bytes, 87_259_072);
});
