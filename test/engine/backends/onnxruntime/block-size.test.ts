import { readFileSync } from 'node:fs';
import test from 'ava';
import { probeBlockSize } from '../../../../src/engine/backends/onnxruntime/block-size.ts';
import { testIf } from '../../../helpers/requirements.ts';

const testOnLinux = await testIf('linux');

test('the processor has blocks of 8 or 16 channels, or none', async (t) => {
  t.true([1, 8, 16].includes(await probeBlockSize()));
});

testOnLinux('blocks are as wide as the vectors that the system says the processor has', async (t) => {
  const flags = /^flags.*$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[0];
  if (flags === undefined) return t.pass('not an x64 processor');
  t.is(await probeBlockSize(), /\bavx512f\b/.test(flags) ? 16 : 8);
});
