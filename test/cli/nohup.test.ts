import test from 'ava';
import { startedWithNohup } from '../../src/cli/nohup.ts';

/** A `/proc` with the flags of standard input and the signals that the parent process ignores. */
const proc =
  ({ flags = '0100002', ignored = '0000000000001000' } = {}) =>
  (file: string) =>
    file === '/proc/self/fdinfo/0'
      ? `pos:\t0\nflags:\t${flags}\nmnt_id:\t26\n`
      : file === `/proc/${process.ppid}/status`
        ? `Name:\tbash\nSigBlk:\t0000000000000001\nSigIgn:\t${ignored}\nSigCgt:\t0000000000000001\n`
        : '';

test('an ordinary start is not one under nohup, and neither is one where nothing can be read', (t) => {
  t.false(startedWithNohup({ _: '/usr/bin/node' }, proc()));
  t.false(startedWithNohup({ _: '/home/nohup/bin/node' }, proc()));
  t.false(startedWithNohup({}, () => ''));
});

test('shells name the command that they start', (t) => {
  t.true(startedWithNohup({ _: '/usr/bin/nohup' }, proc()));
});

test('nohup leaves a standard input that can only be written', (t) => {
  t.true(startedWithNohup({}, proc({ flags: '0100001' })));
  t.false(startedWithNohup({}, proc({ flags: '0100000' })), 'only read');
});

test('what a script under nohup starts is under nohup too', (t) => {
  t.true(startedWithNohup({}, proc({ ignored: '0000000000001001' })));
  t.false(startedWithNohup({}, proc({ ignored: '0000000000001002' })), 'that is SIGINT');
});
