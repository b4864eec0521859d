import { fileURLToPath } from 'node:url';
import test from 'ava';
import { addonFile, addonHome } from '../../../../src/engine/backends/tensorflow/addon-home.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

test("the addon is built beside the package's own package.json", (t) => {
  t.is(addonHome, `${root}.cache/tensorflow`);
  t.is(addonFile, `${root}.cache/tensorflow/lib/napi-v8/tfjs_binding.node`);
});
