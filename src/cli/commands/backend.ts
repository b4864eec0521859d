import { resolve } from 'node:path';
import { Argument } from 'commander';
import { TesseraError } from '../../core/errors/index.ts';
import type { Presence } from '../../engine/backend.ts';
import type { CliContext } from '../context.ts';
import type { DefineCommand } from './index.ts';

export const defineBackend: DefineCommand = (command, context) => {
  command.name('backend').description('Install a backend that npm does not bring.');
  command
    .command('install')
    .exitOverride()
    .description(
      "Fetch ONNX Runtime from npm's registry, or build a backend against TensorFlow's own Python wheel; TESSERA_PYTHON names the Python that has it.",
    )
    .addArgument(
      new Argument('<name>', 'wasm and cpu come with npm; tessera doctor says how to get webgpu').choices([
        'onnxruntime',
        'tensorflow',
      ]),
    )
    .option('--from <path>', 'a wheel, or a folder that holds TensorFlow, instead of what Python imports')
    .action((name: string, options: { from?: string }) =>
      name === 'onnxruntime' ? installRuntime(context) : installAddon(options, context),
    );
};

async function installRuntime(context: CliContext): Promise<void> {
  const { fetchWithNpm, installOnnxRuntime } = await import('../../engine/backends/onnxruntime/install.ts');
  const { onnxruntimeBackend } = await import('../../engine/backends/onnxruntime/index.ts');
  const before = await onnxruntimeBackend.probe({ threads: 1 });
  if (before.there) return context.out(`engine: {backend: onnxruntime} is there already: ${before.what}.`);
  context.err("Fetching ONNX Runtime from npm's registry: 80 MB, of which 45 MB are kept.");
  await installOnnxRuntime({ fetchPackages: fetchWithNpm(context.workingDirectory) });
  sayThatItLoads('onnxruntime', await onnxruntimeBackend.probe({ threads: 1 }), context);
}

async function installAddon({ from }: { from?: string }, context: CliContext): Promise<void> {
  const { installTensorFlow } = await import('../../engine/backends/tensorflow/install.ts');
  context.err('Building the addon of @tensorflow/tfjs-node-gpu; this takes a minute or so.');
  const library = await installTensorFlow({
    from: from === undefined ? undefined : resolve(context.workingDirectory, from),
    python: context.environment['TESSERA_PYTHON'] ?? 'python3',
  });
  context.out(`Built against ${library}.`);
  const { tensorflowBackend } = await import('../../engine/backends/tensorflow/index.ts');
  sayThatItLoads('tensorflow', await tensorflowBackend.probe({ threads: 1 }), context);
}

function sayThatItLoads(name: string, presence: Presence, context: CliContext): void {
  if (!presence.there)
    throw new TesseraError({ code: 'backend-install', message: `expected the backend to load, but ${presence.why}` });
  context.out(`engine: {backend: ${name}} takes it: ${presence.what}.`);
}
