import test from 'ava';
import { toJson } from '../../src/core/json.ts';
import { photoScoreSchema, scoreOf } from '../../src/evaluations/score-line.ts';
import { photoOf } from './_photos.ts';

test('a photo is scored by the IoU of the classes in its mask, and keeps the pixels that these come from', (t) => {
  t.deepEqual(scoreOf(photoOf('a.jpg', [0, 0, 0, 1, 255], [0, 0, 2, 1, 1], 0.25)), {
    photo: 'a.jpg',
    height: 1,
    width: 5,
    score: (2 / 3 + 1) / 2,
    loss: 0.25,
    iou: [2 / 3, 1, null],
    truePositives: [2, 1, 0],
    falsePositives: [0, 0, 1],
    falseNegatives: [1, 0, 0],
  });
});

test('a photo whose pixels are all ignored has no score, and its line is read back so', (t) => {
  const score = scoreOf(photoOf('a.jpg', [255], [1], NaN));
  t.deepEqual([score.score, score.loss], [NaN, NaN]);
  t.deepEqual(photoScoreSchema.parse(JSON.parse(toJson(score))), score);
});
