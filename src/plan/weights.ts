import type { Experiment } from '../../schemas/index.ts';
import { componentsIn, type ComponentDownload, type Registry } from '../registry/index.ts';

/** Files that a run downloads before it builds the model, such as weights. Makes no connection. */
export async function planWeights(
  { model }: Experiment,
  registry: Registry,
  workingDirectory: string,
): Promise<ComponentDownload[]> {
  const downloads = componentsIn(model, registry).map(
    async ({ component, section }) => (await component.downloads?.(section as never, { workingDirectory })) ?? [],
  );
  return (await Promise.all(downloads)).flat();
}
