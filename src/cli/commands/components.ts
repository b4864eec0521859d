import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { Component, Kind, Registry } from '../../registry/index.ts';
import type { DescribedComponent } from '../../config/describe-component.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { collect, jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ComponentsOptions {
  readonly pluginsOf?: readonly string[];
  readonly json?: boolean;
}

export const defineComponents: DefineCommand = (command, context, exit) => {
  command
    .name('components')
    .description(
      'List what an experiment can name: datasets, models, losses and so on, with parameters, defaults and an example.',
    )
    .argument('[kind]', 'dataset, model, loss, ...')
    .argument('[type]', 'one component of the kind: its parameters and an example')
    .option('--plugins-of <file>', "also what an experiment's plugins register (repeatable)", collect)
    .addOption(jsonOption('print all about them as JSON'))
    .action(async (kind: string | undefined, type: string | undefined, options: ComponentsOptions) =>
      exit(await components(kind, type, options, context)),
    );
};

async function components(
  kind: string | undefined,
  type: string | undefined,
  { pluginsOf = [], json }: ComponentsOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { registryFor } = await import('../../config/index.ts');
  const { describeComponent } = await import('../../config/describe-component.ts');
  const registry = await registryFor(pluginsOf, await loadOptions(context));
  const chosen = await choose(registry, kind, type);
  if (json) context.data(JSON.stringify(chosen.map(describeComponent)));
  else if (type !== undefined || (kind !== undefined && chosen.every((one) => one.type === kind)))
    context.out(chosen.map((one) => detail(describeComponent(one))).join('\n\n'));
  else context.out(list(chosen));
  return exitCodes.done;
}

/** Components of the kind and type. The name of a component alone is enough, and so is a kind's plural. */
async function choose(registry: Registry, kind: string | undefined, type: string | undefined): Promise<Component[]> {
  const { kinds } = await import('../../registry/index.ts');
  const all = kinds.flatMap((own) => registry.list(own) as readonly Component[]);
  if (kind === undefined) return all;
  const own = kinds.find((one) => one === kind || plural(one) === kind);
  const ofKind = all.filter((component) => component.kind === own);
  const wanted =
    own === undefined && type === undefined
      ? all.filter((one) => one.type === kind)
      : ofKind.filter((one) => type === undefined || one.type === type);
  if (wanted.length > 0) return wanted;
  const { typeMeant } = await import('../../config/type-meant.ts');
  if (own === undefined) {
    const names = [...kinds, ...all.map((one) => one.type)];
    throw unknown(kind, 'a kind of component', kinds, typeMeant(kind, names));
  }
  const types = ofKind.map((one) => one.type);
  throw unknown(type!, `the type of a ${own}`, types, typeMeant(type!, types));
}

function unknown(got: string, what: string, shown: readonly string[], near: string | undefined): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected ${what}, got \`${got}\``,
    hints: [...(near === undefined ? [] : [`did you mean \`${near}\`?`]), `one of ${shown.join(', ')}`],
  });
}

function plural(kind: Kind): string {
  return kind === 'loss' ? 'losses' : `${kind}s`;
}

/** A line for each, under the name of its kind. */
function list(chosen: readonly Component[]): string {
  const width = Math.max(...chosen.map(({ type }) => type.length));
  const kinds = [...new Set(chosen.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const own = chosen.filter((component) => component.kind === kind);
      return [plural(kind), ...own.map(({ type, description }) => `  ${type.padEnd(width)}  ${description}`)].join(
        '\n',
      );
    })
    .join('\n\n');
}

function detail({ kind, type, description, parameters, example }: DescribedComponent): string {
  const rows = parameters.flatMap((row) => {
    const value = row.required
      ? ', required'
      : row.default === undefined
        ? ''
        : `, default ${JSON.stringify(row.default)}`;
    return [
      `  ${row.key}: ${row.type.replaceAll('`', '')}${value}`,
      ...(row.meaning === '' ? [] : [`      ${row.meaning}`]),
    ];
  });
  return [
    `${kind} ${type}`,
    description,
    '',
    ...(rows.length === 0 ? ['No parameters.'] : ['Parameters:', ...rows]),
    '',
    'Example:',
    ...example.split('\n').map((line) => `  ${line}`),
  ].join('\n');
}
