import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { figuresOf } from '../../src/config/figures-of.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

test('what runs will measure: metrics, what is shown beside them, parts of the loss and losses beside it', async (t) => {
  const registry = createRegistry(...builtins);
  const workingDirectory = await createWorkspace(t, {
    'x.yaml': `name: x
dataset: {type: shapes, image_size: 64}
model: {type: unet, encoder: {type: convnet, widths: [4]}}
loss: [{type: focal}, {type: dice}]
log: {losses: [cross-entropy]}
optimizer: {type: adam, lr: 1e-3}
metrics: [{type: iou}]
train: {epochs: 1}
`,
  });
  const { experiment } = await loadExperiment('x.yaml', { registry, workingDirectory, environment: {} });
  const { metrics, reported, loss, losses } = (await figuresOf(experiment, registry, workingDirectory))!;
  const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name);
  t.deepEqual(names(metrics), ['iou/macro/image']);
  t.deepEqual(names(reported), ['iou/macro/image', 'iou/macro/dataset']);
  t.deepEqual(names(loss.parts), ['loss/focal', 'loss/dice']);
  t.deepEqual(names(losses), ['loss/cross-entropy']);

  const unknown = { ...experiment, metrics: [{ type: 'of-a-plugin' }] };
  t.is(await figuresOf(unknown, registry, workingDirectory), undefined);
});
