import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where our own build of the addon lives: beside the project's node_modules, so that `npm ci` leaves it alone. */
export const addonHome = join(projectFolder(), '.cache', 'tensorflow');

/** The highest N-API version that tfjs-node 4.22 has; its folder is named after it on every Node from 20 on. */
export const addonFile = join(addonHome, 'lib', 'napi-v8', 'tfjs_binding.node');

/** The nearest folder above this file with a package.json: the same from source and from dist. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
