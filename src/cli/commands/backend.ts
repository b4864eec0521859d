import { resolve } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import type { DefineCommand } from './index.ts';

export const defineBackend: DefineCommand = (command, context) => {
  command.name('backend').description('Install a backend that npm does not bring.');
  command
    .command('install')
    .exitOverride()
    .description(
      "Build the native backend against TensorFlow's own Python wheel; TESSERA_PYTHON names the Python that has it.",
    )
    .argument('<name>', 'tensorflow')
    .option('--from <path>', 'a wheel, or a folder that holds TensorFlow, instead of what Python imports')
    .action((name: string, options: { from?: string }) => install(name, options, context));
};

async function install(name: string, { from }: { from?: string }, context: CliContext): Promise<void> {
  if (name !== 'tensorflow') throw notInstallable(name);
  const { installTensorFlow } = await import('../../engine/backends/tensorflow/install.ts');
  context.err('Building the addon of @tensorflow/tfjs-node-gpu; this takes a minute or so.');
  const library = await installTensorFlow({
    from: from === undefined ? undefined : resolve(context.workingDirectory, from),
    python: context.environment['TESSERA_PYTHON'] ?? 'python3',
  });
  context.out(`Built against ${library}.`);
  const { tensorflowBackend } = await import('../../engine/backends/tensorflow/index.ts');
  const presence = await tensorflowBackend.probe({ threads: 1 });
  if (!presence.there)
    throw new TesseraError({ code: 'backend-install', message: `Expected the backend to load, but ${presence.why}.` });
  context.out(`engine: {backend: auto} now takes tensorflow: ${presence.what}.`);
}

function notInstallable(name: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `Expected the name of a backend that can be built, tensorflow, got «${name}».`,
    hints: ['onnxruntime, wasm and cpu come with npm install', '`tessera doctor` says how to get webgpu'],
  });
}
