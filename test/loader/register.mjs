// `node -C tessera-source --import=./test/loader/register.mjs x.ts` runs TypeScript from source, as AVA does for the tests: the
// condition is that under which packages of this repository are loaded from theirs.
import * as nodeModule from 'node:module';
import { loadInThread } from './in-thread.mjs';
import { isOurs, sourceOf } from './source.mjs';

// AVA asks for source maps. Here no module needs them, and Node would read those of TensorFlow.js at every start.
process.setSourceMapsEnabled(false);

if (nodeModule.registerHooks) {
  nodeModule.registerHooks({
    load: (url, context, nextLoad) =>
      isOurs(url) ? { format: 'module', source: sourceOf(url), shortCircuit: true } : nextLoad(url, context),
  });
} else if (!loadInThread()) {
  nodeModule.register('./hooks.mjs', import.meta.url);
}
