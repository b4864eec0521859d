import { createRequire } from 'node:module';
import { isOurs, sourceOf } from './source.mjs';

/**
 * Node 20 has only hooks that run in a thread of their own. Each import then waits for messages to it, which takes as
 * long as all the rest of a start. With `--expose-internals`, its loader itself can be told what a .ts file is.
 * @returns whether it was: not where the flag is missing, or in another version of Node
 */
export function loadInThread() {
  if (!process.version.startsWith('v20.') || !process.execArgv.includes('--expose-internals')) return false;
  const require = createRequire(import.meta.url);
  const { extensionFormatMap } = require('internal/modules/esm/formats');
  const { translators } = require('internal/modules/esm/translators');
  extensionFormatMap['.ts'] = 'module';
  const translate = translators.get('module');
  translators.set('module', function (url, source, ...rest) {
    return Reflect.apply(translate, this, [url, isOurs(url) ? sourceOf(url) : source, ...rest]);
  });
  return true;
}
