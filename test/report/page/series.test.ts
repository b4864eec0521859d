import test from 'ava';
import { groupLabel, groupPlaces, mixedColor, shortKey, styleOf } from '../../../src/report/page/series.ts';

test('styles differ in colour, then in dashes, and at last all are faint', (t) => {
  const styles = Array.from({ length: 24 }, (_, place) => JSON.stringify(styleOf(place)));
  t.is(new Set(styles).size, 24);
  t.deepEqual(styleOf(8), { color: 'var(--series-1)', dash: '7 3' });
  t.deepEqual(styleOf(24), { color: 'var(--faint)' });
  t.is(mixedColor(1, 8), 'var(--series-2)');
  t.is(mixedColor(5, 11), 'color-mix(in oklab, var(--series-1) 50%, var(--series-5))');
});

test('a group is called by what tells it apart', (t) => {
  const group = (run: number, loss: string, lr: string) => ({
    runs: [run],
    figures: [],
    settings: [
      { key: 'loss.type', text: loss },
      { key: 'optimizer.lr', text: lr },
    ],
  });
  const groups = [group(1, 'dice', '0.1'), group(0, 'focal', '0.1')];
  const report = { runs: [{ name: 'a' }, { name: 'b' }], groups };
  t.deepEqual(
    groups.map((one) => groupLabel(report, one)),
    ['loss dice', 'loss focal'],
  );
  t.deepEqual(groupPlaces(report), [1, 0]);
  t.is(groupLabel({ ...report, groups: [group(0, 'a', 'b'), group(0, 'a', 'b')] }, groups[0]!), 'b');
  t.deepEqual(['optimizer.lr', 'loss.type', 'seed', 'type'].map(shortKey), ['lr', 'loss', 'seed', 'type']);
});
