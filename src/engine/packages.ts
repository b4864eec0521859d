import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../core/errors/index.ts';
import { packageFile } from '../core/package-file.ts';

/** Where `tessera backend install` puts packages that npm doesn't install: beside our package.json. */
export const downloads = fileURLToPath(new URL('.cache/packages/', packageFile('package.json')));

const fromHere = createRequire(import.meta.url);
const fromDownloads = createRequire(`${downloads}index.js`);

/**
 * Loads packages that may not be installed, in CommonJS: most native ones are, and their errors come unwrapped.
 * One that the user has installed goes before one of the downloads, since it may have parts for graphics cards.
 */
export const requireOptional = Object.assign((name: string): unknown => fromWhereItIs(name)(name), {
  resolve: (name: string): string => fromWhereItIs(name).resolve(name),
});

/** The version of an installed package, or undefined if it isn't installed. */
export function installedVersion(name: string): string | undefined {
  try {
    return (requireOptional(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** The first line of what went wrong; native loaders say the rest at length. */
export function reason(error: unknown): string {
  const message = messageOf(error);
  return message.split('\n')[0]!.trim();
}

function fromWhereItIs(name: string): NodeJS.Require {
  try {
    fromHere.resolve(name);
    return fromHere;
  } catch {
    return fromDownloads;
  }
}
