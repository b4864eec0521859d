import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { findPython } from '../../src/cli/tensorboard-program.ts';
import { builtins } from '../../src/components/index.ts';
import { AgreementCounter } from '../../src/export/agreement.ts';
import { ownLogits } from '../../src/export/own-logits.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { openNetwork } from '../../src/trained/open-network.ts';
import { openTrained } from '../../src/trained/open-trained.ts';
import type { Part } from '../part.ts';
import { tinyExperiment } from '../tiny-experiment.ts';

/** The networks that run_exported.py has too. */
const networks = {
  unet: '{type: unet, encoder: {type: convnet, widths: [4, 8, 16]}}',
  pspnet: '{type: pspnet, encoder: {type: mobilenet_v1, alpha: 0.25}, bins: [1, 2, 3, 6], out_channels: 6, dropout: 0}',
};
const images = { count: 2, height: 64, width: 96 };

/** Trained networks answer in real PyTorch as they do here, with the weights of `export --to safetensors`. */
export const pytorchPart: Part = {
  name: 'pytorch',
  title: 'Exported weights in PyTorch',
  run: async (root, log) => {
    const python = await findPython(process.env, ['torch', 'numpy']);
    if (python === undefined)
      return { passed: true, text: 'Not run: no Python has torch (`TESSERA_PYTHON` names one).' };
    const folder = await mkdtemp(join(tmpdir(), 'tessera-pytorch-'));
    try {
      const lines: string[] = [];
      let passed = true;
      for (const [kind, model] of Object.entries(networks)) {
        const { agrees, text } = await compare(join(root, 'dist/src/cli/tessera.js'), folder, python, kind, model);
        passed &&= agrees;
        lines.push(`- ${kind}: ${agrees ? '' : '**not so**: '}${text}`);
        log(lines.at(-1)!);
      }
      return { passed, text: lines.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compare(program: string, folder: string, python: string, kind: string, model: string) {
  const tessera = (...args: string[]) => execa('node', [program, ...args], { cwd: folder });
  const text = tinyExperiment
    .replace('name: x', `name: ${kind}`)
    .replace('image_size: 32', 'image_size: 64')
    .replace(/^model: .*$/m, `model: ${model}`);
  await writeFile(join(folder, `${kind}.yaml`), text);
  await tessera('run', `${kind}.yaml`);
  await tessera('export', kind, '--to', 'safetensors', '--file', `${kind}.safetensors`);
  const [run] = (await readdir(join(folder, 'runs'))).filter((name) => name.startsWith(`${kind}-`));

  const trained = await openTrained(join(folder, 'runs', run!), {
    registry: createRegistry(...builtins),
    workingDirectory: folder,
    environment: {},
    runs: 'runs',
  });
  const network = await openNetwork(trained);
  const { count, height, width } = images;
  const values = Float32Array.from({ length: count * height * width * 3 }, (_, at) => 2 * Math.sin(at * 0.37));
  const own = await ownLogits(network.model, { ...images, pixels: new Uint8Array() }, values);
  network.model.dispose();

  const [input, output] = [join(folder, `${kind}.in`), join(folder, `${kind}.out`)];
  await writeFile(input, values);
  const script = fileURLToPath(new URL('run_exported.py', import.meta.url));
  const sizes = [count, height, width].map(String);
  const { stdout } = await execa(python, [script, kind, join(folder, `${kind}.safetensors`), input, ...sizes, output]);
  const { torch, tensors } = JSON.parse(stdout) as { torch: string; tensors: number };
  const bytes = await readFile(output);
  const counter = new AgreementCounter(network.classes.length);
  counter.addLogits(own, new Float32Array(Uint8Array.from(bytes).buffer));
  const { largestDifference, largestLogit, differentLabels, pixels } = counter.result;
  return {
    agrees: counter.agrees,
    text:
      `\`load_state_dict\` of PyTorch ${torch} takes its ${tensors} tensors, and logits differ by at most ` +
      `${largestDifference.toExponential(1)}, where they reach ${largestLogit.toPrecision(3)} (allowed: a ` +
      `ten-thousandth of that); ${differentLabels} of ${pixels} labels differ`,
  };
}
