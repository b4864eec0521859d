import test from 'ava';
import { installedVersion, reason, requireOptional } from '../../src/engine/packages.ts';

test('an installed package has its version, another one none', (t) => {
  t.is(installedVersion('@tensorflow/tfjs-core'), '4.22.0');
  t.is(installedVersion('tessera-is-not-a-package'), undefined);
});

test('a package is loaded as CommonJS', (t) => {
  t.is((requireOptional('@tensorflow/tfjs-core/package.json') as { name: string }).name, '@tensorflow/tfjs-core');
});

test('the reason is the first line of what was thrown', (t) => {
  t.is(reason(new Error(' no such file \n at a\n at b')), 'no such file');
  t.is(reason('just text'), 'just text');
});
