import type { LoadOptions } from '../config/index.ts';
import type { CliContext } from './context.ts';

/** What every command that reads an experiment passes on: the built-in components, `--set`, folder and environment. */
export async function loadOptions(
  { workingDirectory, environment }: CliContext,
  overrides: readonly string[] = [],
): Promise<LoadOptions> {
  const { builtins } = await import('../components/index.ts');
  const { createRegistry } = await import('../registry/index.ts');
  return { registry: createRegistry(...builtins), overrides, workingDirectory, environment };
}

/** For options that may be given more than once. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
