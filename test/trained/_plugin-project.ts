import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder, tinyExperiment } from '../helpers/tessera.ts';

/** A loss that is `scale` times the cross-entropy, in two modules. */
const lossModule = `import { scale } from './scale.mjs';
export const scaled = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'scaled', description: 'Scaled.', params: z.strictObject({}),
  build: (_, { tf, classes }) => (logits, target) => tf.tidy(() => {
    const wanted = tf.oneHot(target, classes.length).toFloat();
    return tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), -1).mean().mul(-scale).asScalar();
  }),
});
`;

/** A project with a plugin and an experiment of two steps that uses it. */
export async function pluginProject() {
  const folder = await newFolder();
  await mkdir(join(folder, 'plugins'));
  await writeFile(join(folder, 'plugins/scaled.mjs'), lossModule);
  const scale = (value: number) => writeFile(join(folder, 'plugins/scale.mjs'), `export const scale = ${value};\n`);
  await scale(1);
  const text = tinyExperiment
    .replace('loss: {type: cross-entropy}', 'plugins: [./plugins/scaled.mjs]\nloss: {type: scaled}')
    .replace('epochs: 3', 'epochs: 1');
  const file = join(folder, 'x.yaml');
  await writeFile(file, `${text}engine: {backend: wasm}\n`);
  return { folder, file, runs: join(folder, 'runs'), scale };
}
