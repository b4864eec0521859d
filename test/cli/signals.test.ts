import { EventEmitter } from 'node:events';
import test from 'ava';
import { createSignals } from '../../src/cli/signals.ts';

/** Signals of a process that isn't there, on a clock that the test sets. */
function given({ ignoresHangup = false } = {}) {
  const source = new EventEmitter();
  let time = 5000;
  const heard: string[] = [];
  const signals = createSignals(source, {
    ignoresHangup,
    end: (signal) => heard.push(`end ${signal}`),
    now: () => time,
  });
  return { source, signals, heard, wait: (milliseconds: number) => (time += milliseconds) };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  test(`${signal} asks to stop, and the first signal is remembered`, (t) => {
    const { source, signals, heard } = given();
    signals.onInterrupt((how) => heard.push(how));
    t.is(signals.interruptedBy(), undefined);
    source.emit(signal);
    t.deepEqual(heard, ['stop']);
    t.is(signals.interruptedBy() as string, signal);
  });

test('signals within a second are one: a scheduler signals a whole group, and a sweep passes its own on', (t) => {
  const { source, signals, heard, wait } = given();
  signals.onInterrupt((how) => heard.push(how));
  source.emit('SIGTERM');
  source.emit('SIGINT');
  wait(1000);
  source.emit('SIGINT');
  t.deepEqual(heard, ['stop']);
  t.is(signals.interruptedBy(), 'SIGTERM');
});

test('a later Ctrl-C ends without saving; other signals that come again change nothing', (t) => {
  const { source, signals, heard, wait } = given();
  signals.onInterrupt((how) => heard.push(how));
  source.emit('SIGINT');
  wait(1001);
  source.emit('SIGTERM');
  source.emit('SIGHUP');
  t.deepEqual(heard, ['stop']);
  source.emit('SIGINT');
  t.deepEqual(heard, ['stop', 'kill']);
});

test('while nobody listens, a signal ends the process as usual', (t) => {
  const { source, signals, heard } = given();
  const listening = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => source.listenerCount(signal));
  t.deepEqual(listening(), [0, 0, 0]);
  const [first, second] = ['a', 'b'].map((name) => signals.onInterrupt((how) => heard.push(`${name} ${how}`)));
  t.deepEqual(listening(), [1, 1, 1]);
  first!();
  t.deepEqual(listening(), [1, 1, 1]);
  second!();
  t.deepEqual(listening(), [0, 0, 0]);
});

test('a signal that comes again while a command ends is one request; a later one ends it at once', (t) => {
  const { source, signals, heard, wait } = given();
  const release = signals.onInterrupt((how) => heard.push(how));
  source.emit('SIGTERM');
  release();
  wait(1000);
  source.emit('SIGTERM');
  t.deepEqual(heard, ['stop']);
  wait(1);
  source.emit('SIGHUP');
  t.deepEqual(heard, ['stop', 'end SIGTERM']);
});

test('each listener hears an interrupt until it stops listening', (t) => {
  const { source, signals, heard, wait } = given();
  const [first, second] = ['a', 'b'].map((name) => signals.onInterrupt((how) => heard.push(`${name} ${how}`)));
  first!();
  source.emit('SIGINT');
  t.deepEqual(heard, ['b stop']);
  second!();
  wait(1001);
  source.emit('SIGINT');
  t.deepEqual(heard, ['b stop', 'end SIGINT']);
});

test('under nohup, a closed terminal neither stops nor ends the process', (t) => {
  const { source, signals, heard } = given({ ignoresHangup: true });
  t.is(source.listenerCount('SIGHUP'), 1, 'without a listener Node.js would end');
  signals.onInterrupt((how) => heard.push(how));
  source.emit('SIGHUP');
  t.deepEqual(heard, []);
  t.is(signals.interruptedBy(), undefined);
  source.emit('SIGTERM');
  t.deepEqual(heard, ['stop']);
});

test('SIGUSR2 asks for a checkpoint, once in a second, and never ends the process', (t) => {
  const { source, signals, heard, wait } = given();
  t.is(source.listenerCount('SIGUSR2'), 1);
  source.emit('SIGUSR2');
  const stopListening = signals.onSave(() => heard.push('save'));
  wait(1001);
  source.emit('SIGUSR2');
  source.emit('SIGUSR2');
  t.deepEqual(heard, ['save']);
  wait(1001);
  source.emit('SIGUSR2');
  t.deepEqual(heard, ['save', 'save']);
  wait(1001);
  stopListening();
  source.emit('SIGUSR2');
  t.deepEqual(heard, ['save', 'save']);
  t.is(signals.interruptedBy(), undefined);
});
