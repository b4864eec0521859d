import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { missingWeights, obtainWeights, sourceOf, weightDownloads } from '../../src/weights/obtain-weights.ts';
import { published } from '../../src/weights/published.ts';
import { weightFiles } from '../../src/weights/weight-files.ts';
import { newFolder } from '../helpers/tessera.ts';
import { content, fakeHub } from './sources/_hub.ts';

const names = published.resnet34;

/** A folder of its own for every cache. The tests run one after the other, since they share the environment. */
async function emptyCaches(): Promise<string> {
  const home = await newFolder();
  Object.assign(process.env, { HOME: home, XDG_CACHE_HOME: join(home, 'cache') });
  for (const name of ['HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_TOKEN', 'HF_HUB_OFFLINE', 'TORCH_HOME'])
    Reflect.deleteProperty(process.env, name);
  return home;
}

test.serial('a short name stands for what is published for the encoder; others are read as they are', (t) => {
  t.deepEqual(sourceOf('imagenet', names), { kind: 'torchvision', file: 'resnet34-b627a593.pth' });
  t.deepEqual(sourceOf('imagenet', {}), { kind: 'path', path: 'imagenet' });
  t.deepEqual(sourceOf('toString', names), { kind: 'path', path: 'toString' });
});

test.serial(
  'a plan tells what would be downloaded, with size and licence where they are known, until it is there',
  async (t) => {
    const home = await emptyCaches();
    const context = { workingDirectory: home };
    t.deepEqual(await weightDownloads('imagenet', names, context), [
      {
        name: 'imagenet',
        address: 'https://download.pytorch.org/models/resnet34-b627a593.pth',
        bytes: Math.round(83.275 * 2 ** 20),
        licence: 'BSD-3-Clause',
      },
    ]);
    t.deepEqual(await weightDownloads('timm/resnet34.a1_in1k', names, context), [
      {
        name: 'timm/resnet34.a1_in1k',
        address: 'https://huggingface.co/timm/resnet34.a1_in1k/resolve/main/model.safetensors',
        // 21,797,672 parameters and 17,024 running statistics of 4 bytes, and 36 counts of 8.
        bytes: 4 * (21_797_672 + 17_024) + 8 * 36,
        licence: 'Apache-2.0',
      },
    ]);
    t.like((await weightDownloads('torchvision://resnet34', names, context))[0], { licence: 'BSD-3-Clause' });
    t.deepEqual(await weightDownloads('hf://a/b/c.pth', names, context), [
      { name: 'hf://a/b/c.pth', address: 'https://huggingface.co/a/b/resolve/main/c.pth' },
    ]);
    t.deepEqual(await weightDownloads('a/path.pth', names, context), []);
    const error = await t.throwsAsync(obtainWeights('imagenet', names, context), { instanceOf: TesseraError });
    t.is(error.problems[0]!.code, 'not-downloaded');

    const file = join(home, 'cache/torch/hub/checkpoints/resnet34-b627a593.pth');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'x');
    t.deepEqual(await weightDownloads('imagenet', names, context), []);
    t.is(await obtainWeights('imagenet', names, context), file);
    t.deepEqual(await weightFiles('imagenet', names, context), [{ name: 'imagenet', path: file }]);
  },
);

test.serial('a run downloads what is not there, and only then its file is known', async (t) => {
  const home = await emptyCaches();
  const { endpoint, options, storage } = await fakeHub(t);
  process.env['HF_ENDPOINT'] = endpoint;
  t.deepEqual(await weightFiles('timm/net', {}, { workingDirectory: home }), []);
  const context = { workingDirectory: home, download: options };
  const path = await obtainWeights('timm/net', {}, context);
  t.is(await obtainWeights('timm/net', {}, context), path);
  t.is(storage.length, 1);
  t.deepEqual(await weightFiles('timm/net', {}, { workingDirectory: home }), [{ name: 'timm/net', path }]);
  t.true(content.length > 0);
});

test.serial('a file that is not there is named, with the name that may be meant', async (t) => {
  const error = await t.throwsAsync(obtainWeights('imagnet', names, { workingDirectory: '/somewhere' }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(error.problems, [
    {
      code: 'file-missing',
      message: 'expected a weight file at /somewhere/imagnet; it cannot be read',
      hints: [
        'did you mean `imagenet`?',
        'names for this encoder: imagenet, torchvision://resnet34, timm/resnet34.a1_in1k, timm/resnet34.tv_in1k',
      ],
    },
  ]);
});

test.serial(
  'a path that leads nowhere is a problem at the key; what is there or can be downloaded is none',
  async (t) => {
    const workingDirectory = await emptyCaches();
    await writeFile(join(workingDirectory, 'there.safetensors'), 'x');
    const of = (from: string) => missingWeights(from, names, { workingDirectory });
    t.like((await of('nowhere.pth'))[0], { code: 'file-missing', path: 'model.encoder.weights' });
    for (const from of ['there.safetensors', 'there', 'imagenet', 'hf://a/b/c.pth'])
      t.deepEqual(await of(from), [], from);
  },
);
