import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../../../core/package-file.ts';

/** Where our own build of the addon lives: beside our package.json, so that `npm ci` leaves it alone. */
export const addonHome = fileURLToPath(new URL('.cache/tensorflow', packageFile('package.json')));

/** The highest N-API version that tfjs-node 4.22 has; its folder is named after it on every Node from 20 on. */
export const addonFile = join(addonHome, 'lib', 'napi-v8', 'tfjs_binding.node');
