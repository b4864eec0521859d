import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { componentExample } from '../../src/config/component-example.ts';
import { checkFile } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

const base = `
name: base
dataset: {type: image-folder, root: data, image_size: 64, labels: {0: background, 1: object}}
model: {type: unet, encoder: {type: convnet}}
loss: {type: cross-entropy}
optimizer: {type: adam}
train: {epochs: 2}
`;

const named = (kind: string, type: string) => builtins.find((one) => one.kind === kind && one.type === type)!;

test('an example names the component where an experiment does', (t) => {
  t.is(componentExample(named('loss', 'dice')), 'loss:\n  type: dice');
  t.is(componentExample(named('augmentation', 'random-crop')), 'augmentations:\n  - {type: random-crop, size: 224}');
  t.is(componentExample(named('encoder', 'resnet18')), 'model:\n  type: unet\n  encoder: {type: resnet18}');
  t.is(componentExample(named('storage', 'memmap')), 'dataset:\n  storage: {type: memmap}');
  t.is(componentExample(named('logger', 'tensorboard')), 'log:\n  loggers: [{type: tensorboard}]');
});

test('the example of each component loads', async (t) => {
  const examples = builtins.map(
    (component) => [`${component.kind}-${component.type}.yaml`, componentExample(component)] as const,
  );
  const files = examples.map(([file, text]) => [file, `extends: ./_base.yaml\n${text}\n`] as const);
  const workingDirectory = await createWorkspace(t, { '_base.yaml': base, ...Object.fromEntries(files) });
  const options = { registry: createRegistry(...builtins), workingDirectory, environment: {}, cache: new Map() };
  for (const [file, text] of examples) {
    const { problems } = await checkFile(file, options);
    t.deepEqual(problems, [], text);
  }
});
