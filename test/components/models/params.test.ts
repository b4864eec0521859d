import test from 'ava';
import { atrousRatesParam, auxiliaryHeads, channelDropout } from '../../../src/components/models/params.ts';

test('without keys an auxiliary head is on the last level but one and counts 0.4', (t) => {
  t.deepEqual(auxiliaryHeads.parse([{}]), [{ level: -2, weight: 0.4, dropout: 0.1 }]);
  t.deepEqual(auxiliaryHeads.parse(undefined), []);
});

test('a weight of zero, a width of zero and an unknown key are refused', (t) => {
  for (const head of [{ weight: 0 }, { channels: 0 }, { stride: 16 }, { level: 0.5 }])
    t.false(auxiliaryHeads.safeParse([head]).success, JSON.stringify(head));
});

test('a probability is below 1', (t) => {
  t.is(channelDropout(0.1).parse(undefined), 0.1);
  t.true(channelDropout(0).safeParse(0.99).success);
  for (const p of [1, -0.1]) t.false(channelDropout(0).safeParse(p).success);
});

test('a rate is a positive integer, and there is one', (t) => {
  t.deepEqual(atrousRatesParam.parse([1, 2]), [1, 2]);
  for (const rates of [[], [0], [1.5]]) t.false(atrousRatesParam.safeParse(rates).success);
});
