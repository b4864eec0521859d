import type { LoadOptions } from '../config/index.ts';
import { once } from '../core/once.ts';
import type { CliContext } from './context.ts';

/** What loading an experiment takes: the built-in components, the `--set` arguments, folder and environment. */
export async function loadOptions(
  { workingDirectory, environment }: CliContext,
  overrides: readonly string[] = [],
): Promise<LoadOptions> {
  return { registry: await builtInRegistry(), overrides, workingDirectory, environment };
}

/** Nothing is added to it, so that a process which does many tasks builds its schemas once. */
const builtInRegistry = once(async () => {
  const { builtins } = await import('../components/index.ts');
  const { createRegistry } = await import('../registry/index.ts');
  return createRegistry(...builtins);
});
