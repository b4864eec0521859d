import test from 'ava';
import { describeMisfit } from '../../src/weights/describe-misfit.ts';
import type { Fit } from '../../src/weights/fit.ts';

const none: Fit = { fitting: new Map(), missing: [], misshapen: [], unexpected: [] };
const missing = (...names: string[]) => names.map((name) => ({ name, expected: [1, 2] }));

test('what fits is no problem', (t) => t.deepEqual(describeMisfit(none, 'f', ['x'], true), []));

test('the first three of a group are named, and how many there are', (t) => {
  const [problem] = describeMisfit(
    { ...none, missing: missing('aaaa', 'bbbb', 'cccc', 'dddd') },
    'f',
    ['width?'],
    true,
  );
  t.is(
    problem!.message,
    "f lacks 4 of the encoder's 4 tensors: `aaaa` [1, 2], `bbbb` [1, 2], `cccc` [1, 2], ... (4 in all)",
  );
  t.deepEqual(problem!.hints, ['width?']);
});

test('a prefix is proposed if most of what is missing is there with it', (t) => {
  const hints = (unexpected: string[]) =>
    describeMisfit({ ...none, missing: missing('a.weight', 'b.weight', 'c.weight'), unexpected }, 'f', [], true)[0]!
      .hints!;
  t.regex(hints(['net.a.weight', 'net.b.weight']).join('\n'), /they are there with `net\.` before the name/);
  t.notRegex(hints(['net.a.weight']).join('\n'), /before the name/);
});

test('a near name is proposed for the one it is nearest to', (t) => {
  const fit = {
    ...none,
    missing: missing('layer1.conv.weight', 'layer2.conv.weight'),
    unexpected: ['layer2.conf.weight'],
  };
  t.deepEqual(describeMisfit(fit, 'f', [], true)[0]!.hints, [
    '`layer2.conv.weight`: did you mean `layer2.conf.weight`? `weights: {from: ..., map: ...}` renames',
  ]);
});

test('what is set already is not advised', (t) => {
  const hintsOf = (strict: boolean) => describeMisfit({ ...none, unexpected: ['a'] }, 'f', [], strict)[0]!.hints;
  t.deepEqual(hintsOf(true), ['to load what fits, set `weights: {from: ..., strict: false}`']);
  t.deepEqual(hintsOf(false), ['nothing of it fits']);
});

test('one tensor that is left over is one tensor', (t) => {
  const messages = (unexpected: string[]) =>
    describeMisfit({ ...none, unexpected }, 'f', [], true).map(({ message }) => message);
  t.deepEqual(messages(['a']), ["f has 1 tensor that the encoder doesn't have: `a`"]);
  t.deepEqual(messages(['a', 'b']), ["f has 2 tensors that the encoder doesn't have: `a`, `b`"]);
});
