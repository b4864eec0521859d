import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { torchvisionFile } from '../../../src/weights/sources/address.ts';
import { addressOf, locate, parseSource } from '../../../src/weights/sources/index.ts';
import { newFolder } from '../../helpers/tessera.ts';

const commit = 'a'.repeat(40);

async function surroundings() {
  const home = await newFolder();
  const environment = { HF_HOME: join(home, 'hf'), TORCH_HOME: join(home, 'torch'), XDG_CACHE_HOME: home };
  return { workingDirectory: await newFolder(), environment };
}

async function write(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
}

test('a path is found in the working directory, and elsewhere only if it is absolute', async (t) => {
  const place = await surroundings();
  const file = join(place.workingDirectory, 'weights.safetensors');
  t.is(await locate({ kind: 'path', path: 'weights.safetensors' }, place), undefined);
  await write(file);
  t.is(await locate({ kind: 'path', path: 'weights.safetensors' }, place), file);
  t.is(await locate({ kind: 'path', path: file }, { ...place, workingDirectory: '/' }), file);
});

test('what is downloaded is found in the cache of its kind, once it is there', async (t) => {
  const place = await surroundings();
  const torchvision = { kind: 'torchvision', file: 'resnet18-f37072fd.pth' } as const;
  t.is(await locate(torchvision, place), undefined);
  const file = torchvisionFile(torchvision.file, place.environment);
  t.true(file.startsWith(place.environment.TORCH_HOME));
  await write(file);
  t.is(await locate(torchvision, place), file);
  const hub = { kind: 'hub', repo: 'timm/resnet18', revision: commit, file: 'model.safetensors' } as const;
  t.is(await locate(hub, place), undefined);
  const snapshot = join(place.environment.HF_HOME, 'hub', 'models--timm--resnet18', 'snapshots', commit, hub.file);
  await write(snapshot);
  t.is(await locate(hub, place), snapshot);
  const address = { kind: 'address', url: 'https://example.org/a.pth' } as const;
  t.is(await locate(address, place), undefined);
});

test('each source but a path has an address', (t) => {
  const of = (text: string) => addressOf(parseSource(text), {});
  t.is(of('weights/a.pth'), undefined);
  t.is(of('https://example.org/a.pth'), 'https://example.org/a.pth');
  t.is(
    of('hf://timm/resnet18/model.safetensors'),
    'https://huggingface.co/timm/resnet18/resolve/main/model.safetensors',
  );
  t.is(
    addressOf({ kind: 'torchvision', file: 'resnet18-f37072fd.pth' }, {}),
    'https://download.pytorch.org/models/resnet18-f37072fd.pth',
  );
});
