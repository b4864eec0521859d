import test from 'ava';
import { combineLoggers, type Logger } from '../../src/log/index.ts';

function recordingLogger(name: string, calls: string[]): Logger {
  const note =
    (method: string) =>
    (...args: unknown[]) =>
      void calls.push(`${name} ${method} ${JSON.stringify(args)}`);
  return {
    scalars: note('scalars'),
    image: note('image'),
    histogram: note('histogram'),
    text: note('text'),
    hyperParameters: note('hyperParameters'),
    flush: () => Promise.resolve(note('flush')()),
    close: (outcome) => Promise.resolve(note('close')(outcome)),
  };
}

test('every call reaches every logger, in order', async (t) => {
  const calls: string[] = [];
  const logger = combineLoggers(recordingLogger('a', calls), recordingLogger('b', calls));
  logger.scalars('val', 3, { loss: 1 });
  logger.image('val', 3, 'panel', { width: 1, height: 1, png: new Uint8Array() });
  logger.histogram('train', 3, 'weights', Float32Array.of(1));
  logger.text('config', 'name: x');
  logger.hyperParameters({ seed: 0 });
  await logger.flush();
  await logger.close('interrupted');
  t.deepEqual(
    calls.filter((call) => call.startsWith('b')),
    [
      'b scalars ["val",3,{"loss":1}]',
      'b image ["val",3,"panel",{"width":1,"height":1,"png":{}}]',
      'b histogram ["train",3,"weights",{"0":1}]',
      'b text ["config","name: x"]',
      'b hyperParameters [{"seed":0}]',
      'b flush []',
      'b close ["interrupted"]',
    ],
  );
  t.deepEqual(
    calls.map((call) => call[0]),
    [...'ababababababab'],
  );
});

test('a logger that fails to close keeps none of the others from it, and its error is the one that is thrown', async (t) => {
  const calls: string[] = [];
  const broken = { ...recordingLogger('a', calls), close: () => Promise.reject(new Error('the network is down')) };
  await t.throwsAsync(combineLoggers(broken, recordingLogger('b', calls)).close('completed'), {
    message: 'the network is down',
  });
  t.deepEqual(calls, ['b close ["completed"]']);
});

test('of several errors the first one is thrown', async (t) => {
  const broken = (message: string) => ({
    ...recordingLogger('a', []),
    flush: () => Promise.reject(new Error(message)),
  });
  await t.throwsAsync(combineLoggers(broken('first'), broken('second')).flush(), { message: 'first' });
});
