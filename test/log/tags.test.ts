import test from 'ava';
import { describeTag, tagReference, tagRow, tagTable } from '../../src/log/tags.ts';

const finds = test.macro({
  exec(t, tag: string, row: string) {
    t.is(tagRow(tag)?.tag, row);
  },
  title: (_, tag, row) => `${tag} is in the row ${row}`,
});

test(finds, 'train/loss', 'train/loss');
test(finds, 'val/loss/dice', '<split>/loss/<name>');
test(finds, 'val/iou/macro/image', '<split>/<metric>');
test(finds, 'best/val/iou/macro/image', 'best/val/<name>');
test(finds, 'best/01 cat_3', 'best/<rank> <sample>');
test(finds, 'class/iou/macro/image/cat', 'class/<metric>/<class>');
test(finds, 'norm/gradients', 'norm/gradients');
test(finds, 'norm/gradients/decoder', 'norm/gradients/<part>');
test(finds, 'lr/encoder.*', 'lr/<group>');
test(finds, 'weights/decoder.conv.weight', 'weights/<parameter>');
test(finds, 'pr/test/cat', 'pr/<split>/<class>');
test(finds, 'seeds/val/loss/low', 'seeds/<figure>/<bound>');

test('a tag that nothing of ours logs has no row', (t) => {
  for (const tag of ['mine', 'train', 'values/loss', 'xlr']) t.is(describeTag(tag), undefined, tag);
});

test('every tag of the table finds its own row', (t) => {
  for (const { tag } of tagTable) {
    const example = tag.replaceAll('<split>', 'val').replaceAll('<rank>', '01').replaceAll(/[<>]/g, '');
    t.is(tagRow(example)?.tag, tag);
  }
});

test('a description says what it is, the unit and what its steps are', (t) => {
  t.is(
    describeTag('time/step_seconds'),
    'The time of an optimizer step, waiting included. Unit: seconds. Step: optimizer steps, at each logged step.',
  );
  t.is(describeTag('epoch/loss'), 'The mean of the training loss over the images of an epoch. Step: epochs.');
  t.regex(describeTag('confusion/test')!, /Step: as `test\/loss`\.$/);
});

test('a metric is described by its component, also where it is of one class', (t) => {
  const describe = (type: string) => (type === 'iou' ? 'Overlap.' : undefined);
  const expected = 'A metric of the experiment, by its name. Overlap. Unit: 0 to 1. Step: as `val/loss`.';
  t.is(describeTag('val/iou/macro/image', describe), expected);
  t.regex(describeTag('class/iou/macro/image/cat', describe)!, /for one class\. Overlap\./);
  t.notRegex(describeTag('val/loss', describe)!, /Overlap/);
});

test('the docs have a row for each tag, with the key that switches it', (t) => {
  const rows = tagReference().split('\n');
  t.is(rows.length, tagTable.length + 2);
  t.is(
    rows.find((row) => row.includes('`epoch/loss`')),
    '| `epoch/loss` | scalar | The mean of the training loss over the images of an epoch. |  | epochs | `epoch_loss` |',
  );
});
