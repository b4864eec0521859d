import test from 'ava';
import { polygonRuns } from '../../../../src/data/annotations/coco/polygon-runs.ts';
import { unpack } from '../../../helpers/data.ts';
import { cases, drawRuns, height, width } from './_fixture.ts';

cases.forEach(({ polygon, pixels }, index) => {
  test(`polygon ${index}: the mask that pycocotools draws`, (t) => {
    t.deepEqual(drawRuns(polygonRuns(polygon, height, width)), unpack(pixels));
  });
});
