import { atPath } from '../core/errors/at-path.ts';
import { TesseraError } from '../core/errors/index.ts';
import { baseContext, type ComponentReference, type Launcher, type Registry } from '../registry/index.ts';
import type { CliContext } from './context.ts';
import { loadOptions } from './load-options.ts';

/**
 * Builds the launcher that a `launch` section names.
 * @param known the registry with the components of the experiment's plugins; by default only those of Tessera
 */
export async function launcherOf(launch: ComponentReference, context: CliContext, known?: Registry): Promise<Launcher> {
  const registry = known ?? (await loadOptions(context)).registry;
  if (!registry.get('launcher', launch.type)) throw ofPlugin(launch.type);
  const { workingDirectory, environment } = context;
  return atPath('launcher', 'launch', () =>
    registry.build('launcher', launch, { ...baseContext({ seed: 0 }, workingDirectory), environment }),
  );
}

function ofPlugin(type: string): TesseraError {
  return new TesseraError({
    code: 'unknown-component',
    message: `expected a launcher of Tessera, got \`${type}\`, which a plugin of the experiment registers`,
    hints: ['name the experiment file instead of the folder of its sweep'],
  });
}
