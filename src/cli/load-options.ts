import type { LoadOptions } from '../config/index.ts';
import type { CliContext } from './context.ts';

/** What loading an experiment takes: the built-in components, the `--set` arguments, folder and environment. */
export async function loadOptions(
  { workingDirectory, environment }: CliContext,
  overrides: readonly string[] = [],
): Promise<LoadOptions> {
  const { builtins } = await import('../components/index.ts');
  const { createRegistry } = await import('../registry/index.ts');
  return { registry: createRegistry(...builtins), overrides, workingDirectory, environment };
}
