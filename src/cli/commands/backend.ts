import { resolve } from 'node:path';
import { Argument } from 'commander';
import { TesseraError } from '../../core/errors/index.ts';
import type { Presence } from '../../engine/backend.ts';
import type { CliContext } from '../context.ts';
import { jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface InstallOptions {
  readonly from?: string;
  readonly json?: boolean;
}

/** What an installation tells: where it came from, and whether it loads. */
interface Installed {
  readonly library?: string;
  readonly presence: Presence;
}

export const defineBackend: DefineCommand = (command, context) => {
  command.name('backend').description('Install a backend that npm does not bring.');
  command
    .command('install')
    .exitOverride()
    .description(
      "Fetch ONNX Runtime from npm's registry, or build a backend against TensorFlow's own Python wheel; " +
        'TESSERA_PYTHON names the Python that has it.',
    )
    .addArgument(new Argument('<name>', 'wasm and cpu come with npm').choices(['onnxruntime', 'tensorflow']))
    .option('--from <path>', 'for tensorflow: a wheel, or a folder that holds it, instead of what Python imports')
    .addOption(jsonOption())
    .action((name: string, options: InstallOptions) => install(name, options, context));
};

async function install(name: string, { from, json }: InstallOptions, context: CliContext): Promise<void> {
  const { library, presence } =
    name === 'onnxruntime' ? await installRuntime(context) : await installAddon(from, context);
  if (!presence.there)
    throw new TesseraError({ code: 'backend-install', message: `expected the backend to load, but ${presence.why}` });
  const { what } = presence;
  if (json) return context.data(JSON.stringify({ backend: name, ...(library !== undefined && { library }), what }));
  if (library !== undefined) context.out(`Built against ${library}.`);
  context.out(`engine: {backend: ${name}} takes it: ${what}.`);
}

async function installRuntime(context: CliContext): Promise<Installed> {
  const { fetchWithNpm, installOnnxRuntime } = await import('../../engine/backends/onnxruntime/install.ts');
  const { onnxruntimeBackend } = await import('../../engine/backends/onnxruntime/index.ts');
  const before = await onnxruntimeBackend.probe({ threads: 1 });
  if (before.there) return { presence: before };
  context.err("Fetching ONNX Runtime from npm's registry: 80 MB, of which 45 MB are kept.");
  await installOnnxRuntime({ fetchPackages: fetchWithNpm(context.workingDirectory) });
  return { presence: await onnxruntimeBackend.probe({ threads: 1 }) };
}

async function installAddon(from: string | undefined, context: CliContext): Promise<Installed> {
  const { installTensorFlow } = await import('../../engine/backends/tensorflow/install.ts');
  context.err('Building the addon of @tensorflow/tfjs-node-gpu; this takes a minute or so.');
  const library = await installTensorFlow({
    from: from === undefined ? undefined : resolve(context.workingDirectory, from),
    python: context.environment['TESSERA_PYTHON'] ?? 'python3',
  });
  const { tensorflowBackend } = await import('../../engine/backends/tensorflow/index.ts');
  return { library, presence: await tensorflowBackend.probe({ threads: 1 }) };
}
