import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { isInside, parseSource } from '../../../src/weights/sources/parse-source.ts';

const hub = (repo: string, revision = 'main', file = 'model.safetensors') => ({ kind: 'hub', repo, revision, file });
const hash = 'ab'.repeat(32);

for (const [text, source] of [
  ['weights/a.pth', { kind: 'path', path: 'weights/a.pth' }],
  ['./timm/a.pth', { kind: 'path', path: './timm/a.pth' }],
  ['runs/pets-1', { kind: 'path', path: 'runs/pets-1' }],
  ['timm/resnet34.a1_in1k', hub('timm/resnet34.a1_in1k')],
  ['timm/resnet34.a1_in1k@v1', hub('timm/resnet34.a1_in1k', 'v1')],
  ['hf://a/b', hub('a/b')],
  ['hf://a/b/c/d.pth', hub('a/b', 'main', 'c/d.pth')],
  ['hf://a/b.c/d.pth@v1.0', hub('a/b.c', 'v1.0', 'd.pth')],
  ['hf://a/b@v1/d.pth', hub('a/b', 'v1', 'd.pth')],
  ['torchvision://resnet34', { kind: 'torchvision', file: 'resnet34-b627a593.pth' }],
  ['torchvision://resnet50@IMAGENET1K_V2', { kind: 'torchvision', file: 'resnet50-11ad3fa6.pth' }],
  ['torchvision://fcn_resnet50_coco-1167a1af.pth', { kind: 'torchvision', file: 'fcn_resnet50_coco-1167a1af.pth' }],
  ['https://a.example/b.pth?x=1', { kind: 'address', url: 'https://a.example/b.pth?x=1' }],
  [`https://a.example/b.pth#sha256=${hash}`, { kind: 'address', url: 'https://a.example/b.pth', sha256: hash }],
  ['http://127.0.0.1:80/b.pth', { kind: 'address', url: 'http://127.0.0.1/b.pth' }],
] as const)
  test(`it reads ${text}`, (t) => t.deepEqual<unknown, unknown>(parseSource(text), source));

for (const [text, message] of [
  ['hf://a', /to be `hf:\/\/<owner>\/<repo>\/<file>`/],
  ['hf://a/b/../../c', /to be `hf:/],
  ['hf://a/b@v1/d.pth@v2', /to be `hf:/],
  ['hf://a/b/c.pth@../x', /to be `hf:/],
  ['timm/', /to be `timm\/<model>`/],
  ['timm/a/b', /to be `timm\/<model>`/],
  ['torchvision://resnet35', /to name one of resnet18, .*did you mean `torchvision:\/\/resnet/s],
  ['torchvision://resnet50@IMAGENET1K_V3', /to have IMAGENET1K_V1 or IMAGENET1K_V2 after the @/],
  ['http://a.example/b.pth', /to begin with https/],
  ['https://a.example/b.pth#sha256=12', /64 hexadecimal digits/],
  ['s3://bucket/a.pth', /to begin with `hf:\/\/`/],
] as const)
  test(`it refuses ${text}`, (t) => {
    const error = t.throws(() => parseSource(text), { instanceOf: TesseraError });
    t.is(error.problems[0]!.code, 'bad-value');
    t.regex([error.problems[0]!.message, ...error.problems[0]!.hints!].join('\n'), message);
  });

test('a name stays below where it is put, or is refused', (t) => {
  for (const name of ['a', 'a/b', 'a..b', '..a']) t.true(isInside(name), name);
  for (const name of ['', '/a', '../a', 'a/../b', '..', 'a\\b']) t.false(isInside(name), name);
});
