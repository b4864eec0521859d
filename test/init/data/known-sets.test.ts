import test from 'ava';
import { vocColor } from '../../../src/components/datasets/class-colors.ts';
import { camvidColors, cityscapesIds, meansIgnored, vocBorder, vocNames } from '../../../src/init/data/known-sets.ts';

test('the sets have the sizes of their benchmarks', (t) => {
  t.is(vocNames.length, 21);
  t.is(vocNames[15], 'person');
  t.is(cityscapesIds.size, 19);
  t.is(camvidColors.size, 32);
  const colors = [...camvidColors.values()].map((color) => color.join());
  t.is(new Set(colors).size, 32, 'each colour is of one class');
  t.deepEqual(vocColor(255), vocBorder, 'the border is the colour of 255 in the same scheme');
});

test('names of what is not evaluated, whole words only', (t) => {
  const ignored = ['void', 'Void', '__ignore__', 'unlabeled', 'unlabelled', 'dont care', 'dont_care', 'unknown'];
  t.deepEqual(
    ignored.filter((name) => !meansIgnored(name)),
    [],
  );
  t.deepEqual(['avoid', 'background', 'unlabeled area', ''].filter(meansIgnored), []);
});
