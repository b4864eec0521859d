import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { expectedSource, isInside, isSecure, parseSource } from '../../../src/weights/sources/parse-source.ts';

const hub = (repo: string, revision = 'main', file = 'model.safetensors') => ({ kind: 'hub', repo, revision, file });
const hash = 'ab'.repeat(32);

for (const [text, source] of [
  ['weights/a.pth', { kind: 'path', path: 'weights/a.pth' }],
  ['./timm/a.pth', { kind: 'path', path: './timm/a.pth' }],
  ['runs/pets-1', { kind: 'path', path: 'runs/pets-1' }],
  ['timm/resnet34.a1_in1k', hub('timm/resnet34.a1_in1k')],
  ['timm/resnet34.a1_in1k@v1', hub('timm/resnet34.a1_in1k', 'v1')],
  ['hf://a/b', hub('a/b')],
  ['hf://a-b/_c.d', hub('a-b/_c.d')],
  [`hf://a/${'b'.repeat(96)}`, hub(`a/${'b'.repeat(96)}`)],
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

for (const [text, expected] of [
  ['hf://a', /^`hf:\/\/<owner>\/<repo>\/<file>`/],
  ['hf://a/b/../../c', /^`hf:/],
  ['hf://../..', /^`hf:/],
  ['hf://./a', /^`hf:/],
  ['hf://a/..', /^`hf:/],
  ['hf://a/.', /^`hf:/],
  ['hf://a/-b', /^`hf:/],
  ['hf://a/b-', /^`hf:/],
  ['hf://a/b.git', /^`hf:/],
  ['hf://a/b--c', /^`hf:/],
  ['hf://a/b..c', /^`hf:/],
  ['hf://.a/b', /^`hf:/],
  [`hf://a/${'b'.repeat(97)}`, /^`hf:/],
  ['timm/..', /^`timm\/<model>`/],
  ['hf://a/b@v1/d.pth@v2', /^`hf:/],
  ['hf://a/b/c.pth@../x', /^`hf:/],
  ['timm/', /^`timm\/<model>`/],
  ['timm/a/b', /^`timm\/<model>`/],
  ['torchvision://resnet35', /^one of resnet18, .*\(`torchvision:\/\/resnet\d+` is near\)$/],
  ['torchvision://toString', /^one of resnet18, .* its hash$/],
  ['torchvision://resnet50@IMAGENET1K_V3', /^IMAGENET1K_V1 or IMAGENET1K_V2 after the @$/],
  ['http://a.example/b.pth', /^an address that begins with https/],
  ['https://a.example/b.pth#sha256=12', /64 hexadecimal digits$/],
  ['https://a b', /^an address, with nothing after a #/],
  ['s3://bucket/a.pth', /^a path, or an address that begins with `hf:\/\/`/],
] as const)
  test(`it refuses ${text}`, (t) => {
    t.regex(expectedSource(text)!, expected);
    const error = t.throws(() => parseSource(text), { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'bad-value', message: `expected ${expectedSource(text)}, got \`${text}\`` });
  });

test('a name stays below where it is put, or is refused', (t) => {
  for (const name of ['a', 'a/b', 'a..b', '..a']) t.true(isInside(name), name);
  for (const name of ['', '/a', '../a', 'a/../b', '..', 'a\\b']) t.false(isInside(name), name);
});

test('https is secure anywhere, http within this machine', (t) => {
  for (const url of ['https://a.example', 'http://127.0.0.1:8', 'http://localhost/a', 'http://[::1]/a'])
    t.true(isSecure(new URL(url)), url);
  for (const url of ['http://a.example', 'http://localhost.example', 'http://127.0.0.1.example', 'ftp://a.example'])
    t.false(isSecure(new URL(url)), url);
});
