import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { type ExitCode, exitCodes, messageOf, TesseraError } from '../../core/errors/index.ts';
import { unlessAborted } from '../../core/unless-aborted.ts';
import type { DemoModel } from '../../demo/open-model.ts';
import type { Example, Site } from '../../demo/site.ts';
import { baseContext } from '../../registry/index.ts';
import type { Trained } from '../../trained/trained.ts';
import type { CliContext } from '../context.ts';
import { interruptedCode, withInterrupt } from '../interrupt.ts';
import { openTrainedNamed } from '../load.ts';
import { countOption, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface DemoOptions {
  readonly runs: string;
  readonly checkpoint?: string;
  readonly output?: string;
  readonly examples?: number;
  readonly port?: number;
  readonly host: string;
  readonly webgpu: boolean;
  readonly json?: boolean;
}

export const defineDemo: DefineCommand = (command, context, exit) => {
  command
    .name('demo')
    .description(
      'Serve a page that segments photos: drop one, and see the mask over it. The network runs in the browser, ' +
        'and no photo leaves it. Ctrl-C ends it.',
    )
    .argument(
      '<run>',
      'a run (its folder, its name, the beginning of it, its id), a checkpoint file, or a model that `tessera ' +
        'export` wrote',
    )
    .addOption(runsOption())
    .option('--checkpoint <name>', 'best (the default), last, epoch-3, ..., or a file')
    .addOption(
      command
        .createOption('--output <folder>', 'write the page there, for any static host, instead of serving it')
        .conflicts(['port', 'host']),
    )
    .addOption(
      countOption(
        '--examples <n>',
        'photos of the test split, for visitors to try; by default 6 on a page that only this machine sees, ' +
          'otherwise none',
      ),
    )
    .addOption(countOption('--port <n>', 'by default 8000, or the next that is free'))
    .option('--host <name>', 'address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
    .option('--no-webgpu', 'leave out what WebGPU needs, 27 MB: the page then runs on WebAssembly everywhere')
    .addOption(jsonOption('print the address, or what was written, as JSON'))
    .action(async (run: string, options: DemoOptions) => exit(await demo(run, options, context)));
};

async function demo(name: string, options: DemoOptions, context: CliContext): Promise<ExitCode> {
  const output = options.output === undefined ? undefined : resolve(context.workingDirectory, options.output);
  const { assertNewFolder, writeSite } = await import('../../demo/write-site.ts');
  if (output !== undefined) await assertNewFolder(output);
  const opened = await open(name, options, context);
  if (!opened) return interruptedCode(context);
  const { demoSite } = await import('../../demo/site.ts');
  const site = demoSite({ ...opened, webgpu: options.webgpu });
  if (output === undefined) return serve(site, opened.description.name, options, context);
  await writeSite(site, output);
  if (options.json) context.data(JSON.stringify({ folder: output, files: site.size }));
  else context.out(`Wrote ${site.size} files to ${options.output}. Any static host serves them, below any path.`);
  return exitCodes.done;
}

/** The network and the examples, or undefined if it was interrupted. */
async function open(
  name: string,
  options: DemoOptions,
  context: CliContext,
): Promise<(DemoModel & { readonly examples: readonly Example[] }) | undefined> {
  const { modelOfFile, modelOfRun } = await import('../../demo/open-model.ts');
  if (name.endsWith('.onnx')) {
    if (options.examples !== undefined) throw needsRun(name);
    return { ...(await modelOfFile(resolve(context.workingDirectory, name))), examples: [] };
  }
  const trained = await openTrainedNamed(name, options, context);
  const { createProgress } = await import('../report/progress.ts');
  const progress = createProgress(context);
  const observer = {
    compared: (done: number, total: number) => progress.update('comparing', done, total, ''),
    failedLater: (error: unknown) => progress.log(`also failed: ${messageOf(error)}`),
  };
  try {
    return await withInterrupt(
      context,
      (signal) =>
        unlessAborted(
          modelOfRun(trained, { observer, signal }).then(async (model) => ({
            ...model,
            examples: await examplesOf(trained, options),
          })),
          signal,
        ),
      'Stopping after this batch.',
    );
  } finally {
    progress.close();
  }
}

/** Photos may not be for everybody: where others see the page, it has those that were asked for. */
function exampleCount({ examples, output, host }: DemoOptions): number {
  return examples ?? (output === undefined && isLoopback(host) ? 6 : 0);
}

async function examplesOf(trained: Trained, options: DemoOptions): Promise<Example[]> {
  const count = exampleCount(options);
  if (count === 0) return [];
  const { exampleFiles } = await import('../../demo/examples.ts');
  const { experiment, registry } = trained.loaded;
  const base = baseContext(experiment, trained.workingDirectory);
  const building = Promise.resolve(registry.build('dataset', experiment.dataset, base));
  const dataset = await building.catch((error: unknown) => {
    // The page works without photos, unless they were asked for.
    if (options.examples === undefined && error instanceof TesseraError) return undefined;
    throw error;
  });
  if (!dataset) return [];
  try {
    const { test, val } = dataset.splits;
    return await exampleFiles(test.length > 0 ? test : val, count);
  } finally {
    await dataset.storage.close();
  }
}

function needsRun(name: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a run for \`--examples\`, got the model ${name}, which has no photos`,
    hints: ['name the run: tessera demo <run> --examples 6'],
  });
}

/** Serves until it is interrupted. */
async function serve(
  site: Site,
  name: string,
  { host, port, json }: DemoOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { serveSite } = await import('../../demo/serve-site.ts');
  const served = await serveSite(site, { host, port });
  const interrupted = new Promise<void>((done) => {
    const release = context.onInterrupt(() => {
      release();
      done();
    });
  });
  const url = addressOf(host, served.port);
  if (json) context.data(JSON.stringify({ url }));
  else context.out(`The demo of ${name} is at ${url} (Ctrl-C ends it)`);
  if (!isLoopback(host))
    context.err('note: on other machines the page runs on one thread: browsers allow more by https only');
  await interrupted;
  await served.close();
  return exitCodes.done;
}

function addressOf(host: string, port: number): string {
  const isEverywhere = ['0.0.0.0', '::'].includes(host);
  const shown = isEverywhere ? hostname() : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}/`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
