import { access } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { downloads, installedVersion } from '../../src/engine/packages.ts';

test('where the project has ONNX Runtime, npm fetches none', async (t) => {
  t.is(installedVersion('onnxruntime-node'), '1.30.0');
  await import('../../src/cli/postinstall.ts');
  await t.throwsAsync(access(join(downloads, 'node_modules/onnxruntime-node')));
  await t.throwsAsync(access(join(downloads, 'onnxruntime-failed.txt')));
});
