import type { ExplainedStep, Explanation } from '../../config/index.ts';
import { cellsOf, padCells } from '../../core/cells.ts';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { jsonOption, pluginsOption, setOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface ExplainOptions {
  readonly set?: readonly string[];
  readonly plugins: boolean;
  readonly point?: string;
  readonly json?: boolean;
}

export const defineExplain: DefineCommand = (command, context, exit) => {
  command
    .name('explain')
    .description('Say where each value of an experiment comes from: default, parent file, file, --set, sweep axis.')
    .argument('<file>', 'experiment')
    .argument('[key]', 'only this key, such as optimizer.lr, or this section')
    .addOption(setOption())
    .addOption(pluginsOption())
    .option('--point <id>', 'explain this point of the sweep instead of the file without it')
    .addOption(jsonOption())
    .action(async (file: string, key: string | undefined, options: ExplainOptions) =>
      exit(await explain(file, key, options, context)),
    );
};

async function explain(
  file: string,
  key: string | undefined,
  options: ExplainOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { explainExperiment } = await import('../../config/index.ts');
  const load = await loadOptions(context, options.set);
  const explanations = await explainExperiment(file, {
    ...load,
    runPlugins: options.plugins,
    key,
    point: options.point,
  });
  if (options.json) context.data(JSON.stringify(explanations));
  else {
    const [only] = explanations;
    context.out(only && only.path === key ? detail(only) : table(explanations, context.columns()));
  }
  return exitCodes.done;
}

/** `optimizer.lr  0.0003  default 0.001 -> experiments/_pets.yaml:31 -> experiments/x.yaml:7` */
function table(explanations: readonly Explanation[], columns = Infinity): string {
  const rows = explanations.map(
    ({ path, value, steps }) => [path, format(value), steps.map(placeWithTemplate).join(' -> ')] as const,
  );
  const width = (column: 0 | 1, most: number, share: number) =>
    Math.min(most, Math.floor(share * columns), Math.max(...rows.map((row) => cellsOf(row[column]))));
  const [first, second] = [width(0, 44, 0.35), width(1, 32, 0.2)];
  return rows
    .map(([path, value, chain]) => `${padCells(path, first)}  ${padCells(value, second)}  ${chain}`.trimEnd())
    .join('\n');
}

function detail({ path, value, description, steps }: Explanation): string {
  const width = Math.max(...steps.map((step) => place(step).length));
  const lines = steps.map(
    (step, index) =>
      `  ${place(step).padEnd(width)}  ${format(step.value)}${index === steps.length - 1 ? '  <- decides' : ''}`,
  );
  return [`${path} = ${format(value)}${description === undefined ? '' : `    ${description}`}`, ...lines].join('\n');
}

function place({ by, where }: ExplainedStep): string {
  if (!where) return 'default';
  if (by === 'set') return `--set ${where.text ?? ''}`;
  return `${by === 'axis' ? 'axis ' : ''}${where.file}:${where.line}`;
}

function placeWithTemplate(step: ExplainedStep): string {
  return typeof step.value === 'string' && step.value.includes('${') ? `${place(step)} ${step.value}` : place(step);
}

function format(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
