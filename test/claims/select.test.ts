import test from 'ava';
import { selectGroups } from '../../src/claims/select.ts';
import { groups } from './_scope.ts';

const span = { start: 0, end: 1 };
const select = (...conditions: readonly string[]) => {
  const selectors = conditions.map((text) => {
    const [path, value] = text.split('=');
    return value === undefined ? { span, text: path! } : { span, path: path!, text: value };
  });
  const chosen = selectGroups(selectors, groups);
  return 'groups' in chosen ? chosen.groups.map(({ key }) => key) : [chosen.flaw.message, ...(chosen.flaw.hints ?? [])];
};

test('points have all that is said: a name, or values however they are written', (t) => {
  t.deepEqual(select(), ['plain', 'focal', 'ce']);
  t.deepEqual(select('plain'), ['plain']);
  t.deepEqual(select('optimizer.lr=1e-3'), ['focal', 'ce']);
  t.deepEqual(select('optimizer.lr=0.001', 'loss.type=ce'), [
    'expected a value of `loss.type` in the sweep, got `ce`',
    'one of: focal, cross-entropy',
  ]);
  t.deepEqual(select('optimizer.lr=1e-3', 'loss.type=focal'), ['focal']);
});

test('keys, values and names that the sweep does not have', (t) => {
  t.deepEqual(select('plan'), ['expected the name of a point, got `plan`', 'did you mean `plain`?', 'one of: plain']);
  t.deepEqual(select('loss.typ=focal').slice(0, 2), [
    'expected a key that the sweep varies, got `loss.typ`',
    'did you mean `loss.type`?',
  ]);
  t.deepEqual(select('loss.type=focall').slice(0, 2), [
    'expected a value of `loss.type` in the sweep, got `focall`',
    'did you mean `focal`?',
  ]);
  t.deepEqual(select('seed=1'), [
    'expected a key that the sweep varies, got `seed`',
    'a claim is judged over all seeds',
  ]);
  t.deepEqual(select('loss.type=focal', 'plain'), ['expected a point of the sweep, none of 1 has all of this']);
});

test('a section is chosen by the name of its point', (t) => {
  const sections = [{ key: 'a', values: { loss: { type: 'focal' } }, figures: [] }];
  const chosen = selectGroups([{ span, path: 'loss', text: 'focal' }], sections);
  t.is('flaw' in chosen && chosen.flaw.message, 'expected a key with single values, `loss` has sections or lists');
});
