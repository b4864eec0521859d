import test from 'ava';
import type { PhotoFacts } from '../../../src/data/sources/sample-facts.ts';
import { startSurvey } from '../../../src/data/survey/survey-counts.ts';

const photo = (name: string, more: Partial<PhotoFacts> = {}): PhotoFacts => ({
  name,
  height: 2,
  width: 3,
  imageHash: `hash of ${name}`,
  values: [{ value: '0', label: 0, pixels: 6 }],
  ...more,
});

test('photos are named in the order of their positions, in whatever order they come', (t) => {
  const survey = startSurvey();
  survey.add(1, { photo: photo('b', { height: 9 }) });
  survey.addUnreadable(2, [{ code: 'bad-image', message: 'c' }]);
  survey.add(0, { photo: photo('a', { width: 8, turned: { orientation: 3, fitsBoth: true } }) });
  survey.add(3, { photo: photo('d', { turned: { orientation: 6, fitsBoth: false } }) });
  const result = survey.result(4);
  t.deepEqual([result.samples, result.photos], [4, 3]);
  t.deepEqual(
    result.imageHashes.map(([, name]) => name),
    ['a', 'b', 'd'],
  );
  t.deepEqual(result.turned, ['a']);
  t.deepEqual(result.emptyMasks, ['a', 'b', 'd']);
  t.deepEqual(result.unreadable, [2]);
  t.deepEqual(
    [result.smallest, result.largest],
    [
      { height: 2, width: 3 },
      { height: 9, width: 8 },
    ],
  );
});

test('remarks of one kind are one, with all that they are about, in order', (t) => {
  const jpeg = { one: 'mask is a JPEG', many: 'masks are JPEGs' };
  const empty = { one: 'annotation is empty', many: 'annotations are empty' };
  const survey = startSurvey();
  const remark = (kind: typeof jpeg, of: string) => ({ kind, of });
  survey.add(1, { photo: photo('b', { remarks: [remark(jpeg, 'b'), remark(empty, 'annotation 7')] }) });
  survey.add(0, { photo: photo('a', { remarks: [remark(jpeg, 'a')] }) });
  t.deepEqual(survey.result(2).remarks, [
    { kind: jpeg, of: ['a', 'b'] },
    { kind: empty, of: ['annotation 7'] },
  ]);
});

test('labels are those of samples as training gets them; without, those of the file', (t) => {
  const survey = startSurvey();
  const values = [
    { value: '7', label: 1, pixels: 4 },
    { value: '9', pixels: 2 },
  ];
  survey.add(0, { photo: photo('a', { values }), labels: [[255, 1]] });
  survey.add(1, { labels: [[0, 5]] });
  survey.add(2, { photo: photo('b', { values }) });
  const result = survey.result(3);
  t.deepEqual(result.labels, [
    [0, 5],
    [1, 4],
    [255, 1],
  ]);
  t.deepEqual(result.values, [
    { value: '7', label: 1, pixels: 8, masks: 2 },
    { value: '9', pixels: 4, masks: 2 },
  ]);
  t.deepEqual(result.emptyMasks, []);
});

test('of no photo there is no size', (t) => {
  t.false('smallest' in startSurvey().result(0));
});
