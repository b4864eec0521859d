import test from 'ava';
import { sharedNames } from '../../../src/components/datasets/class-names.ts';

test('two classes of one name are told with both places', (t) => {
  t.deepEqual(sharedNames([{ name: 'a' }, { name: 'b' }, { name: 'a' }]), [
    {
      path: ['classes', 2],
      message: 'expected classes with names of their own, `a` is dataset.classes.0 and dataset.classes.2',
    },
  ]);
  t.deepEqual(sharedNames([{ name: 'a' }, { name: 'b' }]), []);
});
