import test from 'ava';
import { problemsOf, summarize, withLines, type Files } from './_workspace.ts';

type Lines = Readonly<Record<number, string>>;
interface Case {
  readonly lines?: Lines;
  /** Other files; `x.yaml` here replaces the valid experiment. */
  readonly files?: Files;
  readonly set?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}
/** `line:column code`, and the first suggestion. */
type Expected = readonly [place: string, suggestion: string];

function broken(
  title: string,
  { lines = {}, files = {}, set = [], environment = {} }: Case,
  ...expected: readonly Expected[]
): void {
  test(title, async (t) => {
    const problems = await problemsOf(t, { 'x.yaml': withLines(lines), ...files }, { overrides: set, environment });
    t.deepEqual(
      problems.map((problem) => [summarize(problem), problem.hints?.[0] ?? '']),
      expected.map((row) => [...row]),
    );
    for (const { message } of problems) t.notRegex(message, /undefined|\[object/);
  });
}

// Keys
broken('a misspelt key suggests the nearest of its section', { lines: { 13: '  lrr: 1e-3' } }, [
  '13:3 unknown-key',
  'did you mean `lr`?',
]);
broken('a transposed key suggests the right order', { lines: { 13: '  wieght_decay: 1e-5' } }, [
  '13:3 unknown-key',
  'did you mean `weight_decay`?',
]);
broken('a misspelt top-level key suggests the nearest', { lines: { 2: 'sed: 1' } }, [
  '2:1 unknown-key',
  'did you mean `seed`?',
]);
broken('a key of another section names that section', { lines: { 2: 'lr: 1e-3' } }, [
  '2:1 unknown-key',
  '`lr` belongs under `optimizer`',
]);
broken('a training key at the top level belongs under train', { lines: { 2: 'batch_size: 8' } }, [
  '2:1 unknown-key',
  '`batch_size` belongs under `train`',
]);
broken('a top-level key inside a section belongs to the top level', { lines: { 16: '  epochs: 2', 17: '  seed: 3' } }, [
  '17:3 unknown-key',
  '`seed` belongs at the top level',
]);
broken('a scheduler key in the optimizer belongs under scheduler', { lines: { 13: '  step_size: 3' } }, [
  '13:3 unknown-key',
  '`step_size` belongs under `scheduler`',
]);
broken('a key under its name in other frameworks is translated', { lines: { 13: '  learning_rate: 1e-3' } }, [
  '13:3 unknown-key',
  'did you mean `lr`?',
]);
broken('a section under its name in other frameworks is translated', { lines: { 9: 'criterion: {type: focal}' } }, [
  '9:1 unknown-key',
  'did you mean `loss`?',
]);
broken('a backbone is an encoder here', { lines: { 8: '  backbone: {type: mobilenet_v1}' } }, [
  '8:3 unknown-key',
  'did you mean `encoder`?',
]);
broken('a key in camel case suggests snake case', { lines: { 13: '  weightDecay: 1e-5' } }, [
  '13:3 unknown-key',
  'did you mean `weight_decay`?',
]);
broken('a key of a component in a list is checked', { lines: { 5: '  - {type: horizontal-flip, prob: 0.5}' } }, [
  '5:29 unknown-key',
  'did you mean `p`?',
]);
broken('a key of a nested component is checked', { lines: { 8: '  encoder: {type: mobilenet_v1, frosen: true}' } }, [
  '8:33 unknown-key',
  'did you mean `frozen`?',
]);
broken(
  'a parameter of another component of the kind is refused',
  { lines: { 9: 'loss: {type: cross-entropy, gamma: 2}' } },
  ['9:29 unknown-key', '`gamma` is a parameter of loss `focal`'],
);
broken('a misspelt extends suggests extends', { lines: { 2: 'extend: ./a.yaml' } }, [
  '2:1 unknown-key',
  'did you mean `extends`?',
]);
broken('a Hydra defaults list suggests extends', { lines: { 2: 'defaults: [a]' } }, [
  '2:1 unknown-key',
  'did you mean `extends`?',
]);
broken('a YAML merge key points to extends', { lines: { 2: '<<: {seed: 1}' } }, [
  '2:1 unknown-key',
  'YAML merge keys are not used here: name a parent with `extends`',
]);
broken('an unknown key without a near name lists the keys', { lines: { 13: '  banana: 1' } }, [
  '13:3 unknown-key',
  'keys: type, lr, betas, weight_decay',
]);
broken(
  'two unknown keys in one line are both reported',
  { lines: { 9: 'loss: {type: focal, gama: 1, apha: 2}' } },
  ['9:21 unknown-key', 'did you mean `gamma`?'],
  ['9:30 unknown-key', 'keys: type, gamma'],
);
broken('a missing name is reported at the start of the file', { lines: { 1: '' } }, [
  '2:1 missing-key',
  'add `name: <string>` (Name of the experiment, with which the names of its run folders begin.)',
]);
broken('a missing section is reported', { lines: { 9: '' } }, [
  '1:1 missing-key',
  'add `loss: {type: ...}` (The function that training minimises, or a list of functions whose weighted sum is minimised. Each part of a sum is logged as `loss/<type>`.)',
]);
broken('a missing required parameter is reported at its section', { lines: { 14: 'scheduler: {type: step}' } }, [
  '14:1 missing-key',
  'add `step_size: <number>`',
]);
broken('a missing parameter of a nested component is reported', { lines: { 8: '' } }, [
  '6:1 missing-key',
  'add `encoder: {type: ...}` (Gives the features.)',
]);
broken('a missing key in an empty section is reported', { lines: { 16: '' } }, [
  '15:7 wrong-type',
  'write a value, or remove the key; to remove a key that a parent wrote, use `drop`',
]);

// Components
broken('a component without type lists the types', { lines: { 9: 'loss: {gamma: 2}' } }, [
  '9:1 missing-key',
  'add `type: ...`; losses: cross-entropy, focal',
]);
broken('a misspelt component suggests the nearest', { lines: { 12: '  type: adamm' } }, [
  '12:9 unknown-component',
  'did you mean `adam`?',
]);
broken('a component with an underscore suggests the dash', { lines: { 5: '  - {type: horizontal_flip}' } }, [
  '5:12 unknown-component',
  'did you mean `horizontal-flip`?',
]);
broken('an unknown encoder suggests the nearest', { lines: { 8: '  encoder: {type: resnext50}' } }, [
  '8:19 unknown-component',
  'did you mean `resnext50_32x4d`?',
]);
broken('an unknown component without a near name lists those that exist', { lines: { 9: 'loss: {type: dice}' } }, [
  '9:14 unknown-component',
  'losses: cross-entropy, focal',
]);
broken(
  'an unknown component inside a component suggests the nearest',
  { lines: { 3: 'dataset: {type: folder, root: data, storage: {type: memmory}}' } },
  ['3:53 unknown-component', 'did you mean `memory`?'],
);
broken('a component type that is a number is refused', { lines: { 9: 'loss: {type: 3}' } }, [
  '9:14 wrong-type',
  'losses: cross-entropy, focal',
]);
broken('a component written as its name only suggests the section', { lines: { 14: 'scheduler: step' } }, [
  '14:12 wrong-type',
  'did you mean `{type: step}`?',
]);
broken('an augmentation written as its name only suggests the section', { lines: { 5: '  - horizontal-flip' } }, [
  '5:5 wrong-type',
  'did you mean `{type: horizontal-flip}`?',
]);

// Values
broken('a number in quotes is not a number', { lines: { 13: '  lr: "1e-3"' } }, [
  '13:7 wrong-type',
  'did you mean `1e-3` without quotes?',
]);
broken('a text where a number is expected', { lines: { 13: '  lr: fast' } }, [
  '13:7 wrong-type',
  '`optimizer.lr`: Learning rate. default: 0.001',
]);
broken('a fraction where an integer is expected', { lines: { 16: '  epochs: 1.5' } }, [
  '16:11 wrong-type',
  'did you mean `2`?',
]);
broken('a number where a text is expected', { lines: { 1: 'name: 12' } }, ['1:7 wrong-type', 'did you mean `"12"`?']);
broken('yes is not a boolean', { lines: { 8: '  encoder: {type: mobilenet_v1, frozen: yes}' } }, [
  '8:41 wrong-type',
  'did you mean `true`?',
]);
broken('a single value where a list is expected', { lines: { 10: 'metrics: {type: iou}' } }, [
  '10:10 wrong-type',
  'write it in brackets: `[{...}]`',
]);
broken('a list where a section is expected', { lines: { 15: 'train: [1, 2]', 16: '' } }, [
  '15:8 wrong-type',
  'keys: epochs, max_steps, max_time, batch_size, accumulate, drop_last, clip_gradients, ema, validate_every, augment_validation, checkpoint_every, keep, log_every, best, early_stopping, init_from, normalization, overfit_batches, freeze, unfreeze_at, frozen_batch_norm',
]);
broken('an empty value is not a section', { lines: { 9: 'loss:' } }, [
  '9:6 wrong-type',
  'write a value, or remove the key; to remove a key that a parent wrote, use `drop`',
]);
broken('an empty value where a number is expected', { lines: { 13: '  lr:' } }, [
  '13:6 wrong-type',
  'write a value, or remove the key; to remove a key that a parent wrote, use `drop`',
]);
broken('not a number is not a number', { lines: { 13: '  lr: .nan' } }, [
  '13:7 wrong-type',
  '`optimizer.lr`: Learning rate. default: 0.001',
]);
broken('infinity is refused', { lines: { 13: '  lr: .inf' } }, [
  '13:7 wrong-type',
  '`optimizer.lr`: Learning rate. default: 0.001',
]);
broken('a name with a blank is refused', { lines: { 1: 'name: my cats' } }, [
  '1:7 bad-value',
  '`name`: Name of the experiment, with which the names of its run folders begin.',
]);
broken('a negative learning rate is refused', { lines: { 13: '  lr: -1' } }, [
  '13:7 bad-value',
  '`optimizer.lr`: Learning rate. default: 0.001',
]);
broken('zero epochs are refused', { lines: { 16: '  epochs: 0' } }, [
  '16:11 bad-value',
  '`train.epochs`: Passes over the training split.',
]);
broken('a probability above one is refused', { lines: { 5: '  - {type: horizontal-flip, p: 1.5}' } }, [
  '5:32 bad-value',
  '`augmentations.0.p`: How often it is applied. default: 0.5',
]);
broken(
  'an image size that is no multiple suggests the nearest ones',
  { lines: { 3: 'dataset: {type: folder, root: data, image_size: 250}' } },
  ['3:49 bad-value', 'nearest: 224 or 256'],
);
broken('a share of one is refused', { lines: { 3: 'dataset: {type: folder, root: data, split: {train: 1}}' } }, [
  '3:52 bad-value',
  '`dataset.split.train`: default: 0.8',
]);
broken('an empty list of metrics is refused', { lines: { 10: 'metrics: []' } }, [
  '10:10 bad-value',
  '`metrics`: Figures that validation and test report. default: [{"type":"iou","average":"macro"},{"type":"recall","average":"macro"}]',
]);
broken('a pair with one number is refused', { lines: { 13: '  betas: [0.9]' } }, [
  '13:10 bad-value',
  '`optimizer.betas`: default: [0.9,0.999]',
]);
broken('a pair with three numbers is refused', { lines: { 13: '  betas: [0.9, 0.99, 0.999]' } }, [
  '13:10 bad-value',
  '`optimizer.betas`: default: [0.9,0.999]',
]);
broken(
  'a wrong item of a list of numbers is reported at the item',
  { lines: { 7: '  type: pspnet\n  bins: [1, x, -3]' } },
  ['8:13 wrong-type', '`model.bins`: default: [1,2,3,6]'],
  ['8:16 bad-value', '`model.bins`: default: [1,2,3,6]'],
);
broken(
  'a value that is not among the allowed suggests the nearest',
  { lines: { 10: 'metrics: [{type: iou, average: makro}]' } },
  ['10:32 bad-value', 'did you mean `macro`?'],
);
broken('a value that is not among the allowed lists them', { lines: { 10: 'metrics: [{type: iou, average: none}]' } }, [
  '10:32 bad-value',
  'allowed: `macro`, `micro`',
]);
broken(
  'an interval in both steps and epochs is refused',
  { lines: { 16: '  epochs: 2\n  validate_every: {steps: 1, epochs: 2}' } },
  ['17:19 bad-value', 'keep one of them'],
);
broken(
  'an interval in an unknown unit suggests the nearest',
  { lines: { 16: '  epochs: 2\n  validate_every: {step: 10}' } },
  ['17:19 bad-value', 'did you mean `steps`?'],
);
broken('an interval without a unit is refused', { lines: { 16: '  epochs: 2\n  validate_every: 10' } }, [
  '17:19 wrong-type',
  'did you mean `{steps: 10}`?',
]);
broken('an interval of zero steps is refused', { lines: { 16: '  epochs: 2\n  validate_every: {steps: 0}' } }, [
  '17:27 bad-value',
  '`train.validate_every.steps`: Optimizer steps between two validations.',
]);
broken('an unknown backend lists the backends', { lines: { 2: 'engine: {backend: cuda}' } }, [
  '2:19 bad-value',
  'allowed: `auto`, `tensorflow`, `onnxruntime`, `wasm`, `cpu`',
]);

// YAML
broken('an unclosed bracket is a syntax error', { lines: { 10: 'metrics: [{type: iou}' } }, [
  '11:1 yaml-syntax',
  'close the `[` or `{` that is still open here',
]);
broken('a tab as indentation is a syntax error', { lines: { 13: '\tlr: 1e-3' } }, [
  '13:1 yaml-syntax',
  'replace tabs by spaces',
]);
broken(
  'a reference without quotes in braces suggests quotes',
  { lines: { 9: 'loss: {type: focal, gamma: ${seed}}' } },
  ['9:29 yaml-syntax', 'inside braces or brackets, put a reference in quotes: `"${...}"`'],
);
broken('a duplicate key is refused at the second', { lines: { 13: '  lr: 1e-3\n  lr: 1e-4' } }, [
  '14:3 yaml-unsafe',
  'it is written in line 13 already; remove one of them',
]);
broken('a duplicate section is refused at the second', { lines: { 14: 'loss: {type: cross-entropy}' } }, [
  '14:1 yaml-unsafe',
  'it is written in line 9 already; remove one of them',
]);
broken('two documents in a file are refused', { lines: { 14: '---' } }, [
  '14:1 yaml-syntax',
  'remove the `---` and what follows, or make it a file of its own',
]);
broken('a tag is refused', { lines: { 13: '  lr: !!js/function "x"' } }, [
  '13:7 yaml-syntax',
  'remove the tag: configurations are plain data',
]);
broken('an alias without an anchor is refused', { lines: { 13: '  lr: *missing' } }, [
  '13:7 yaml-syntax',
  'mark the value to repeat with `&missing`, or put a text that starts with `*` in quotes',
]);
broken('__proto__ is refused', { lines: { 13: '  __proto__: {lr: 1}' } }, ['13:3 yaml-unsafe', 'remove it']);
broken('constructor is an unknown key like any other', { lines: { 13: '  constructor: 1' } }, [
  '13:3 unknown-key',
  'keys: type, lr, betas, weight_decay',
]);
broken('a key that is a list is refused', { lines: { 13: '  ? [a, b]\n  : 1' } }, [
  '13:5 yaml-syntax',
  'write the name of a setting before the `:`',
]);
broken('a wrong indentation is a syntax error', { lines: { 13: ' lr: 1e-3' } }, [
  '13:1 yaml-syntax',
  'indent all keys of a section by the same number of spaces',
]);
broken('a file that is a list is refused', { files: { 'x.yaml': '- name: cats\n' } }, [
  '1:1 wrong-type',
  'start with `name: my-experiment`',
]);
broken('an empty file is refused', { files: { 'x.yaml': '' } }, ['1:1 wrong-type', 'start with `name: my-experiment`']);
broken(
  'bytes that are not UTF-8 are located',
  { files: { 'x.yaml': Buffer.from('name: cats\ndescription: caf\xe9\n', 'latin1') } },
  ['2:17 yaml-unsafe', 'save the file as UTF-8'],
);
broken('UTF-16 is refused', { files: { 'x.yaml': Buffer.from('\ufeffname: cats\n', 'utf16le') } }, [
  '1:1 yaml-unsafe',
  'save the file as UTF-8',
]);
broken(
  'an alias bomb is refused',
  {
    files: {
      'x.yaml':
        'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n',
    },
  },
  ['5:29 yaml-unsafe', 'write the values without aliases, or share them with `extends`'],
);
broken('nesting without end is refused', { lines: { 13: '  lr: ' + '['.repeat(200) } }, [
  '13:71 yaml-unsafe',
  'no setting is nested that deep: write the sections as they are in the documentation',
]);
broken(
  'sections nested without end are refused',
  { lines: { 13: '  lr:\n' + Array.from({ length: 100 }, (_, i) => ' '.repeat(4 + i) + 'a:').join('\n') } },
  ['77:68 yaml-unsafe', 'no setting is nested that deep: write the sections as they are in the documentation'],
);
broken('a file above the limit is refused', { files: { 'x.yaml': '#'.repeat(256 * 1024 + 1) } }, [
  ' yaml-unsafe',
  'split a sweep with many values into several files',
]);

// Parents
broken(
  'an inherited unknown key names the line of the parent',
  { lines: { 2: 'extends: ./_base.yaml' }, files: { '_base.yaml': 'seed: 1\nlog:\n  panel_sample: 3\n' } },
  ['_base.yaml:3:3 unknown-key', 'did you mean `panel_samples`?'],
);
broken(
  'an inherited wrong value names the line of the parent',
  { lines: { 2: 'extends: ./_base.yaml' }, files: { '_base.yaml': 'seed: one\n' } },
  ['_base.yaml:1:7 wrong-type', '`seed`: Seed of every random draw of the run. default: 0'],
);
broken(
  'a wrong value of a grandparent names its file',
  { lines: { 2: 'extends: ./a.yaml' }, files: { 'a.yaml': 'extends: b/b.yaml', 'b/b.yaml': '\n\nseed: -1\n' } },
  ['b/b.yaml:3:7 bad-value', '`seed`: Seed of every random draw of the run. default: 0'],
);
broken('a parent that is missing is reported where it is named', { lines: { 2: 'extends: ./_bas.yaml' } }, [
  '2:10 file-missing',
  'did you mean `x.yaml`?',
]);
broken(
  'a parent that is missing in a list is reported at its item',
  { lines: { 2: 'extends: [./_a.yaml, ./_b.yaml]' }, files: { '_a.yaml': 'seed: 2' } },
  ['2:22 file-missing', 'did you mean `_a.yaml`?'],
);
broken(
  'a parent that is misspelt suggests the file beside it',
  { lines: { 2: 'extends: ./_bsae.yaml' }, files: { '_base.yaml': '' } },
  ['2:10 file-missing', 'did you mean `_base.yaml`?'],
);
broken('a file that extends itself is a cycle', { lines: { 2: 'extends: ./x.yaml' } }, [
  '2:10 extends-cycle',
  'remove one of these `extends` keys',
]);
broken(
  'parents that extend each other are a cycle',
  { lines: { 2: 'extends: ./a.yaml' }, files: { 'a.yaml': 'extends: b.yaml', 'b.yaml': 'extends: a.yaml' } },
  ['b.yaml:1:10 extends-cycle', 'remove one of these `extends` keys'],
);
broken('extends that is a number is refused', { lines: { 2: 'extends: 3' } }, [
  '2:10 wrong-type',
  'extends: ./_base.yaml',
]);
broken(
  'a syntax error in a parent names the parent',
  { lines: { 2: 'extends: ./a.yaml' }, files: { 'a.yaml': 'seed: [1\n' } },
  ['a.yaml:2:1 yaml-syntax', 'close the `[` or `{` that is still open here'],
);
broken('dropping a key that is not inherited is refused', { lines: { 2: 'drop: [optimizer.lr]' } }, [
  '2:8 bad-value',
  '`drop` removes a key that a parent wrote; to remove a key of this file, delete it',
]);
broken(
  'appending to a list that is not inherited is refused',
  { lines: { 2: 'append: {augmentatons: [{type: color-jitter}]}' } },
  ['2:10 bad-value', 'write `augmentatons` itself, without `append`'],
);
broken('appending to a section is refused', { lines: { 2: 'append: {optimizer: [1]}' } }, [
  '2:10 bad-value',
  '`append` adds to lists; sections merge without it',
]);
broken(
  'appending something else than a list is refused',
  { lines: { 2: 'append: {augmentations: {type: color-jitter}}' } },
  ['2:25 wrong-type', 'write it in brackets: `[...]`'],
);
broken(
  'an appended component is checked where it is written',
  { lines: { 2: 'append: {augmentations: [{type: color-jiter}]}' } },
  ['2:33 unknown-component', 'did you mean `color-jitter`?'],
);

// References
broken('a reference to an unknown key suggests the nearest', { lines: { 13: '  lr: ${optimizer.weight_decy}' } }, [
  '13:7 bad-interpolation',
  'did you mean `${optimizer.weight_decay}`?',
]);
broken('a reference to an unknown section suggests the nearest', { lines: { 13: '  lr: ${optimiser.lr}' } }, [
  '13:7 bad-interpolation',
  'did you mean `${optimizer.lr}`?',
]);
broken('a reference to itself is refused', { lines: { 13: '  lr: ${optimizer.lr}' } }, [
  '13:7 bad-interpolation',
  'write a value in place of one of these references',
]);
broken('references in a circle are refused', { lines: { 2: 'seed: ${train.epochs}', 16: '  epochs: ${seed}' } }, [
  '2:7 bad-interpolation',
  'write a value in place of one of these references',
]);
broken('a reference to a section that contains it is refused', { lines: { 13: '  lr: ${optimizer}' } }, [
  '13:7 bad-interpolation',
  'write a value in place of one of these references',
]);
broken(
  'an environment variable that is not set is refused',
  { lines: { 3: 'dataset: {type: folder, root: "${env:PETS_ROOT}"}' } },
  ['3:31 bad-interpolation', 'set it, or give a default: `${env:PETS_ROOT:default}`'],
);
broken(
  'an environment variable of the wrong type is reported where it is used',
  { lines: { 16: '  epochs: ${env:EPOCHS}' }, environment: { EPOCHS: 'many' } },
  ['16:11 wrong-type', '`train.epochs`: Passes over the training split.'],
);
broken('a reference that is not closed is refused', { lines: { 13: '  lr: ${seed' } }, [
  '13:7 bad-interpolation',
  'for a literal `${`, write `$${`',
]);
broken('an empty reference is refused', { lines: { 13: '  lr: ${}' } }, [
  '13:7 bad-interpolation',
  'write `${dataset.root}`, `${env:NAME}` or `${env:NAME:default}`',
]);
broken('a section inside a text is refused', { lines: { 3: 'dataset: {type: folder, root: "a/${train}"}' } }, [
  '3:31 bad-interpolation',
  'write the reference alone, without other text, to insert all of it',
]);
broken(
  'a derived value out of range is reported where it is derived',
  { lines: { 16: '  epochs: ${seed}', 2: 'seed: 0' } },
  ['16:11 bad-value', '`train.epochs`: Passes over the training split.'],
);

// Overrides
broken('--set without a value is refused', { set: ['optimizer.lr'] }, [
  '--set:1 bad-override',
  'for example: `--set optimizer.lr=1e-3`',
]);
broken('--set of an unknown key suggests the nearest', { set: ['optimizer.lrr=1'] }, [
  '--set:11 bad-override',
  'did you mean `optimizer.lr`?',
]);
broken('--set of an unknown section suggests the nearest', { set: ['optimiser.lr=1'] }, [
  '--set:1 bad-override',
  'did you mean `optimizer`?',
]);
broken('--set of a key of another section names that section', { set: ['train.lr=1'] }, [
  '--set:7 bad-override',
  '`lr` belongs under `optimizer`',
]);
broken("--set of another library's name names the key", { set: ['train.learning_rate=1'] }, [
  '--set:7 bad-override',
  'did you mean `optimizer.lr`?',
]);
broken('--set of a list by name is refused', { set: ['augmentations.first.p=1'] }, [
  '--set:15 bad-override',
  '`augmentations.0` is its first item',
]);
broken('a section that may be a list has keys where it is written as a section', { set: ['loss.gama=1'] }, [
  '--set:6 bad-override',
  'did you mean `loss.gamma`?',
]);
broken('--set beyond the end of a list is refused', { set: ['augmentations.3.p=1'] }, [
  '--set:15 bad-override',
  'the first item is `0`; `1` appends an item',
]);
broken('--set of a value that is no YAML is refused', { set: ['model.bins=[1, 2'] }, [
  '--set:17 bad-override',
  'close the `[` or `{` that is still open here',
]);
broken('--set of a wrong value names the argument', { set: ['optimizer.lr=-1'] }, [
  '--set:14 bad-value',
  '`optimizer.lr`: Learning rate. default: 0.001',
]);
broken('--set of a value of the wrong type names the argument', { set: ['train.epochs=many'] }, [
  '--set:14 wrong-type',
  '`train.epochs`: Passes over the training split.',
]);
broken('--set of an unknown component names the argument', { set: ['loss.type=focl'] }, [
  '--set:11 unknown-component',
  'did you mean `focal`?',
]);
broken('--set of a wrong value in a list names the argument', { set: ['augmentations.0.p=2'] }, [
  '--set:19 bad-value',
  '`augmentations.0.p`: How often it is applied. default: 0.5',
]);
broken('--set without a path is refused', { set: ['=3'] }, [
  '--set:1 bad-override',
  'for example: `--set optimizer.lr=1e-3`',
]);
broken(
  'every wrong --set is reported',
  { set: ['optimizer.lrr=1', 'seed=x'] },
  ['--set:6 wrong-type', '`seed`: Seed of every random draw of the run. default: 0'],
  ['--set:11 bad-override', 'did you mean `optimizer.lr`?'],
);

// Sweeps
broken(
  'an axis of an unknown key suggests the nearest',
  { lines: { 17: 'sweep:\n  grid:\n    optimizer.lrr: [1, 2]' } },
  ['19:15 bad-axis', 'did you mean `optimizer.lr`?'],
);
broken('an axis without values is refused', { lines: { 17: 'sweep:\n  grid:\n    optimizer.lr: []' } }, [
  '19:19 bad-value',
  '`sweep.grid`: The axes: paths of keys, each with the list of its values. Every combination of the values is a run.',
]);
broken('an axis that is no list is refused', { lines: { 17: 'sweep:\n  grid:\n    optimizer.lr: 3' } }, [
  '19:19 wrong-type',
  'did you mean `[3]`?',
]);
broken(
  'an axis value out of range names axis and value',
  { lines: { 17: 'sweep:\n  grid:\n    optimizer.lr: [1e-3, -1]' } },
  ['19:26 bad-value', '`optimizer.lr`: Learning rate. default: 0.001'],
);
broken(
  'an axis value that is no component names the value',
  { lines: { 17: 'sweep:\n  grid:\n    loss.type: [focal, dise, cros-entropy]' } },
  ['19:24 unknown-component', 'losses: cross-entropy, focal'],
  ['19:30 unknown-component', 'did you mean `cross-entropy`?'],
);
broken(
  'a parameter in an axis value that its component lacks is reported there',
  { lines: { 17: 'sweep:\n  grid:\n    loss: [{type: focal}, {type: cross-entropy, gamma: 2}]' } },
  ['19:49 unknown-key', '`gamma` is a parameter of loss `focal`'],
);
broken(
  'an axis with the same value twice is refused',
  { lines: { 17: 'sweep:\n  grid:\n    optimizer.lr: [1e-3, 0.001]' } },
  ['19:26 bad-axis', 'remove one of them'],
);
broken('an axis over the name is refused', { lines: { 17: 'sweep:\n  grid:\n    name: [a, b]' } }, [
  '19:5 bad-axis',
  'remove this axis',
]);
broken(
  'a misspelt key of the sweep suggests the nearest',
  { lines: { 17: 'sweep:\n  gird:\n    optimizer.lr: [1, 2]' } },
  ['18:3 unknown-key', 'did you mean `grid`?'],
);
broken(
  'a mistake in the base of a sweep is reported once',
  { lines: { 13: '  lr: x', 17: 'sweep:\n  grid:\n    seed: [1, 2, 3]' } },
  ['13:7 wrong-type', '`optimizer.lr`: Learning rate. default: 0.001'],
);
broken(
  'a sweep of too many points is refused',
  {
    lines: {
      17:
        'sweep:\n  grid:\n    seed: [' +
        Array.from({ length: 400 }, (_, i) => i) +
        ']\n    train.epochs: [' +
        Array.from({ length: 400 }, (_, i) => i + 1) +
        ']',
    },
  },
  ['18:3 bad-axis', 'leave out values, or split the sweep'],
);
broken(
  'a derived value that an axis breaks is reported where it is derived',
  { lines: { 14: 'scheduler: {type: step, step_size: "${seed}"}', 17: 'sweep:\n  grid:\n    seed: [1, 0]' } },
  ['14:36 bad-value', '`scheduler`: How the learning rate changes during training. default: {"type":"constant"}'],
);

// Plugins
broken('a plugin that is missing is reported at its name', { lines: { 2: 'plugins: [./my-loss.js]' } }, [
  '2:11 bad-plugin',
  'a path that starts with `./` is relative to this file; any other is relative to the folder in which the command is started, or names a package',
]);
broken(
  'a plugin that throws is reported at its name',
  { lines: { 2: 'plugins: [./a.mjs]' }, files: { 'a.mjs': 'throw new Error("no luck")' } },
  ['2:11 bad-plugin', 'run `node a.mjs` to see the whole error'],
);
broken(
  'a plugin with a syntax error is reported at its name',
  { lines: { 2: 'plugins: [./a.mjs]' }, files: { 'a.mjs': 'export const = 3' } },
  ['2:11 bad-plugin', 'run `node a.mjs` to see the whole error'],
);
broken('a plugin that exports nothing is refused', { lines: { 2: 'plugins: [./a.mjs]' }, files: { 'a.mjs': '' } }, [
  '2:11 bad-plugin',
  'export what `defineComponent({kind, type, description, params, build})` returns',
]);
broken(
  'a plugin that exports something else is refused',
  { lines: { 2: 'plugins: [./a.mjs]' }, files: { 'a.mjs': 'export const answer = 42' } },
  ['2:11 bad-plugin', 'export what `defineComponent({kind, type, description, params, build})` returns'],
);
broken(
  'a plugin of an unknown kind is refused',
  {
    lines: { 2: 'plugins: [./a.mjs]' },
    files: { 'a.mjs': 'export default { kind: "lossy", type: "x", description: "", params: () => {}, build() {} }' },
  },
  ['2:11 bad-plugin', 'export what `defineComponent({kind, type, description, params, build})` returns'],
);
broken(
  'a plugin that registers an existing type is refused',
  {
    lines: { 2: 'plugins: [./a.mjs]' },
    files: { 'a.mjs': 'export default { kind: "loss", type: "focal", description: "", params: () => {}, build() {} }' },
  },
  ['2:11 bad-plugin', 'choose another type, such as `my-focal`'],
);
broken('a plugin that is a number is refused', { lines: { 2: 'plugins: [3]' } }, [
  '2:11 wrong-type',
  'did you mean `"3"`?',
]);
broken(
  'a plugin package that is not installed is reported at its name',
  { lines: { 2: 'plugins: [no-such-package]' } },
  [
    '2:11 bad-plugin',
    'a path that starts with `./` is relative to this file; any other is relative to the folder in which the command is started, or names a package',
  ],
);
broken('plugins given as a single name suggest a list', { lines: { 2: 'plugins: ./a.mjs' }, files: { 'a.mjs': '' } }, [
  '2:10 wrong-type',
  'did you mean `[./a.mjs]`?',
]);
