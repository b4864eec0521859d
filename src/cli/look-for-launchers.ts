import { TesseraError } from '../core/errors/index.ts';
import type { Presence } from '../engine/backend.ts';
import type { Component, ComponentReference, Registry } from '../registry/index.ts';
import type { CliContext } from './context.ts';
import { launcherOf } from './launcher-of.ts';
import { loadOptions } from './load-options.ts';

/**
 * Whether a launcher can work on this machine. `what` is the room that there is, or what an experiment must say for it.
 */
export type LauncherPresence = { readonly type: string } & Presence;

/** Asks each launcher how much room it has here. Nothing is submitted. */
export async function lookForLaunchers(context: CliContext, known?: Registry): Promise<readonly LauncherPresence[]> {
  const registry = known ?? (await loadOptions(context)).registry;
  return Promise.all(registry.list('launcher').map((component) => look(component, registry, context)));
}

async function look(
  component: Component<'launcher'>,
  registry: Registry,
  context: CliContext,
): Promise<LauncherPresence> {
  const { type, example } = component;
  const bare = registry.schema(component).safeParse({ type });
  const missing = bare.success ? [] : bare.error.issues.map(({ path }) => `\`launch.${path.join('.')}\``);
  const section = bare.success ? bare.data : registry.schema(component).parse({ type, ...example });
  try {
    const launcher = await launcherOf(section as ComponentReference, context, registry);
    const { detail } = await launcher.capacity();
    const what = bare.success ? detail : `for experiments with ${missing.join(' and ')}`;
    return { type, there: true, what };
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    const { message, hints = [] } = error.problems[0]!;
    return { type, there: false, why: message, howToGet: hints };
  }
}
