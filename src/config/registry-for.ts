import { TesseraError, type Problem } from '../core/errors/index.ts';
import { createRegistry, kinds, type Registry } from '../registry/index.ts';
import { composeFile } from './extend.ts';
import type { LoadOptions } from './load.ts';
import { loadPlugins } from './plugins.ts';

/**
 * The registry with the components of all plugins that the files name. @throws TesseraError as `loadExperiment` does.
 */
export async function registryFor(files: readonly string[], options: LoadOptions): Promise<Registry> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const result = createRegistry(...kinds.flatMap((kind) => options.registry.list(kind)));
  for (const file of files) {
    const { tree } = await composeFile(file, options.workingDirectory, report, options.cache);
    if (!tree) continue;
    const { registry } = await loadPlugins(tree, options.registry, options.workingDirectory, report);
    for (const component of kinds.flatMap((kind) => registry.list(kind))) {
      if (!result.get(component.kind, component.type)) result.add(component);
    }
  }
  if (problems.length > 0) throw new TesseraError(problems);
  return result;
}
