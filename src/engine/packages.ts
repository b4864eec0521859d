import { createRequire } from 'node:module';
import { messageOf } from '../core/errors/index.ts';

/** Loads packages that may not be installed, in CommonJS: most native ones are, and their errors come unwrapped. */
export const requireOptional = createRequire(import.meta.url);

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
