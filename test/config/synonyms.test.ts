import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { compositionKeys } from '../../src/config/composition-keys.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { synonymsOf } from '../../src/config/synonyms.ts';
import { keysOf } from '../../src/config/walk-schema.ts';
import { trainSection, engineSection } from '../../schemas/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

test('names of other frameworks are keys that exist here', (t) => {
  const registry = createRegistry(...builtins);
  const known = new Set([
    ...compositionKeys,
    ...keysOf(schemaOf(registry), {}),
    ...keysOf(trainSection, {}),
    ...keysOf(engineSection, {}),
    ...builtins.flatMap((component) => Object.keys(registry.schema(component).shape)),
  ]);
  for (const name of [
    'learning_rate',
    'wd',
    'bs',
    'num_epochs',
    'criterion',
    'backbone',
    'pretrained',
    '_base_',
    'prob',
    'device',
    'gradient_clip_val',
    'accumulate_grad_batches',
    'max_iters',
    'warmup_steps',
    'finetune',
    'auxiliary_head',
    'class_weights',
    'param_groups',
    'loss_weight',
    'encoder_name',
    'encoder_weights',
    'monitor',
    'T_max',
    'T_0',
    'eta_min',
    'pct_start',
    'imgsz',
    'crop_size',
    'cat_max_ratio',
    'hue_shift_limit',
  ]) {
    t.true(synonymsOf(name).length > 0, name);
    for (const key of synonymsOf(name)) t.true(known.has(key), `${name} -> ${key}`);
  }
});

test('other names have none, those of all objects too', (t) => {
  for (const name of ['lr', 'anything', 'constructor', 'toString', '__proto__']) t.deepEqual(synonymsOf(name), []);
});
