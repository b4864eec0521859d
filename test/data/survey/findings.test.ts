import test from 'ava';
import { findings, type SomeSurveys } from '../../../src/data/survey/findings.ts';
import type { SplitSurvey } from '../../../src/data/survey/survey.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'cat', color: [1, 1, 1] as const },
];
const imageSize = { height: 8, width: 8 };

const survey = (given: Partial<SplitSurvey> = {}): SplitSurvey => ({
  samples: 2,
  photos: 2,
  values: [
    { value: '0', label: 0, pixels: 75, masks: 2 },
    { value: '1', label: 1, pixels: 25, masks: 2 },
    { value: '255', label: 255, pixels: 100, masks: 2 },
  ],
  labels: [
    [0, 75],
    [1, 25],
    [255, 100],
  ],
  emptyMasks: [],
  imageHashes: [],
  turned: [],
  unreadable: [],
  problems: [],
  ...given,
});
const onlyBackground = { values: [{ value: '0', label: 0, pixels: 9, masks: 2 }], labels: [[0, 9]] as const };
const onlyIgnored = { values: [{ value: '255', label: 255, pixels: 9, masks: 2 }], labels: [[255, 9]] as const };

const judge = (surveys: SomeSurveys, more = {}, skipBad = false) =>
  findings(surveys, { classes, imageSize, ...more }, skipBad);
const told = ({ problems }: ReturnType<typeof findings>) => problems.map(({ code, message }) => `${code}: ${message}`);

test('what is not suspicious is not told: half of the pixels ignored, an empty split', (t) => {
  const empty = survey({ samples: 0, photos: 0, values: [], labels: [] });
  t.deepEqual(judge({ train: survey(), val: empty }), { problems: [], warnings: [] });
});

test('a class without a pixel is an error in train, with what masks hold and how to allow it', (t) => {
  const found = judge({ train: survey(onlyBackground) }, { explainValues: () => ['perhaps 0 is cat'] });
  t.deepEqual(told(found), ['empty-class: expected pixels of every class in the split `train`, found none of cat']);
  t.deepEqual(found.problems[0]!.hints, [
    'the masks hold 0 (100.0%, background)',
    'perhaps 0 is cat',
    'if that is meant, write `allow_empty: [cat]` in the section `dataset`',
  ]);
});

test('a class without a pixel is a warning in val and test', (t) => {
  const { problems, warnings } = judge({ train: survey(), val: survey(onlyBackground), test: survey(onlyBackground) });
  t.deepEqual(problems, []);
  t.deepEqual(warnings, ['val: no pixel is cat', 'test: no pixel is cat']);
});

test('a split of which every sample would be skipped is wrong, one that keeps some is not', (t) => {
  const problems = [{ code: 'bad-image', message: 'no photo' } as const];
  const unreadable = survey({ photos: 0, values: [], labels: [], unreadable: [0, 1], problems });
  t.deepEqual(told(judge({ train: survey(), val: unreadable }, {}, true)), ['bad-image: no photo']);
  t.deepEqual(told(judge({ train: survey(), val: survey({ photos: 1, unreadable: [0], problems }) }, {}, true)), []);
});

test('a class that may be empty is not told of', (t) => {
  const allowed = [classes[0]!, { ...classes[1]!, allowEmpty: true }];
  const bare = survey(onlyBackground);
  t.deepEqual(judge({ train: bare, val: bare }, { classes: allowed }), { problems: [], warnings: [] });
});

test('a class that resizing loses is told as that', (t) => {
  const [problem] = judge({ train: survey({ labels: [[0, 64]] }) }).problems;
  t.is(
    problem!.message,
    'expected pixels of every class in the split `train`, found none of cat; the masks have cat, but not after resizing and cropping to 8 x 8',
  );
  t.is(problem!.hints![0], 'take a larger `image_size`, or `tiles`');
});

test('a split without a pixel that counts is an error, and nothing that follows from it is told', (t) => {
  const found = judge({ train: survey(onlyIgnored), test: survey(onlyIgnored) });
  t.deepEqual(told(found), [
    'empty-split: expected pixels that count in the split `train`, all are ignored',
    'empty-split: expected pixels that count in the split `test`, all are ignored',
  ]);
  t.deepEqual(found.problems[0]!.hints, ['the masks hold 255 (100.0%, ignored)']);
  t.deepEqual(found.warnings, []);
});

test('what may follow from masks that were not read is not told, unless those are skipped', (t) => {
  const broken = survey({ ...onlyBackground, unreadable: [1], problems: [{ code: 'bad-image', message: 'a' }] });
  t.deepEqual(told(judge({ train: broken, val: survey(onlyBackground) })), ['bad-image: a']);
  t.deepEqual(judge({ train: broken, val: survey(onlyBackground) }).warnings, ['val: no pixel is cat']);
  t.deepEqual(told(judge({ train: broken }, {}, true)), [
    'empty-class: expected pixels of every class in the split `train`, found none of cat',
  ]);
  t.is(judge({ train: broken }, {}, true).problems[0]!.hints![0], 'it may be in the sample that cannot be read');
  t.deepEqual(judge({ train: survey(), val: broken }, {}, true).warnings, []);
});

test('what was noticed while reading is told once for a split, and explains a class that is absent', (t) => {
  const remarks = [{ kind: { one: 'mask is a JPEG', many: 'masks are JPEGs' }, of: ['a', 'b'] }];
  t.deepEqual(judge({ train: survey({ remarks }), val: survey() }).warnings, ['train: 2 masks are JPEGs: a, b']);
  const { problems } = judge({ train: survey({ ...onlyBackground, remarks }) });
  t.true(problems[0]!.hints!.includes('2 masks are JPEGs: a, b'));
});

test('empty masks, ignored pixels, turned photos and repeated images are warned of', (t) => {
  const train = survey({
    values: [
      { value: '0', label: 0, pixels: 49, masks: 1 },
      { value: '255', label: 255, pixels: 51, masks: 1 },
    ],
    emptyMasks: ['a', 'b', 'c', 'd', 'e', 'f'],
    turned: ['a'],
    imageHashes: [
      ['h1', 'a'],
      ['h2', 'b'],
      ['h2', 'c'],
    ],
  });
  const val = survey({ emptyMasks: ['x'], imageHashes: [['h1', 'x']] });
  t.deepEqual(judge({ train, val }).warnings, [
    'train: 6 masks hold nothing but background: a, b, c, d, e, ... (6 in all)',
    'train: 51.0% of the pixels are ignored; the masks hold 255 (51.0%, ignored), 0 (49.0%, background)',
    'train: 1 photo is turned by EXIF, and by size the masks fit them as shown and as stored: a; they are taken as `mask_orientation` says',
    'val: 1 mask holds nothing but background: x',
    '1 image is in more than one split: train/a = val/x',
    '1 image is more than once in a split: train/b = train/c',
  ]);
});

test('however many duplicates there are, a warning stays a line', (t) => {
  const imageHashes = Array.from({ length: 20_000 }, (_, index) => ['same', `photo ${index}`] as const);
  const pairs = Array.from({ length: 5_000 }, (_, index) => [`h${index}`, `other ${index}`] as const);
  const { warnings } = judge({
    train: survey({ imageHashes: [...imageHashes, ...pairs] }),
    val: survey({ imageHashes: [['same', 'v'], ...pairs] }),
  });
  t.is(warnings.length, 1);
  t.true(
    warnings[0]!.startsWith(
      '5001 images are in more than one split: train/photo 0 = val/v = train/photo 1 and 19998 more, train/other 0 = val/other 0, ',
    ),
  );
  t.true(warnings[0]!.endsWith(', ... (5,001 in all)'));
});
