import test from 'ava';
import { normalLogDensity, normalMass } from '../../../src/components/searches/normal.ts';

// Values of `math.erfc` of Python 3.

const near = (actual: number, expected: number) => Math.abs(actual / expected - 1) < 1e-12;

test('density and mass of the normal distribution follow from the error function', (t) => {
  t.true(near(normalLogDensity(1.5), -2.0439385332046727));
  t.true(near(normalMass(-1, 1), 0.6826894921370859));
  t.true(near(normalMass(0, 2.5), 0.49379033467422384));
  t.true(near(normalMass(-6, -5), 2.856649842341569e-7));
});

test('of two numbers far out, the mass keeps its digits on both sides', (t) => {
  t.true(near(normalMass(8, 9), 6.219831985865866e-16));
  t.is(normalMass(8, 9), normalMass(-9, -8));
  t.true(Math.abs(normalMass(2.9999999, 3.0000001) / (2e-7 * Math.exp(normalLogDensity(3))) - 1) < 1e-6);
});
