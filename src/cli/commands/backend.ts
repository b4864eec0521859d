import { resolve } from 'node:path';
import { Argument } from 'commander';
import { TesseraError } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface InstallOptions {
  readonly from?: string;
  readonly json?: boolean;
}

export const defineBackend: DefineCommand = (command, context) => {
  command.name('backend').description('Install a backend that npm does not bring.');
  command
    .command('install')
    .exitOverride()
    .description(
      "Build the native backend against TensorFlow's own Python wheel; TESSERA_PYTHON names the Python that has it.",
    )
    .addArgument(
      new Argument(
        '<name>',
        'onnxruntime, wasm and cpu come with npm; `tessera doctor` says how to get webgpu',
      ).choices(['tensorflow']),
    )
    .option('--from <path>', 'a wheel, or a folder that holds TensorFlow, instead of what Python imports')
    .addOption(jsonOption())
    .action((_name: string, options: InstallOptions) => install(options, context));
};

async function install({ from, json }: InstallOptions, context: CliContext): Promise<void> {
  const { installTensorFlow } = await import('../../engine/backends/tensorflow/install.ts');
  context.err('Building the addon of @tensorflow/tfjs-node-gpu; this takes a minute or so.');
  const library = await installTensorFlow({
    from: from === undefined ? undefined : resolve(context.workingDirectory, from),
    python: context.environment['TESSERA_PYTHON'] ?? 'python3',
  });
  if (!json) context.out(`Built against ${library}.`);
  const { tensorflowBackend } = await import('../../engine/backends/tensorflow/index.ts');
  const presence = await tensorflowBackend.probe({ threads: 1 });
  if (!presence.there)
    throw new TesseraError({ code: 'backend-install', message: `expected the backend to load, but ${presence.why}` });
  if (json) context.data(JSON.stringify({ backend: 'tensorflow', library, what: presence.what }));
  else context.out(`engine: {backend: tensorflow} takes it: ${presence.what}.`);
}
