import test from 'ava';
import { combineLoggers, type Logger } from '../../src/log/index.ts';

function recordingLogger(name: string, calls: string[]): Logger {
  const note =
    (method: string) =>
    (...args: unknown[]) =>
      void calls.push(`${name} ${method} ${JSON.stringify(args)}`);
  return {
    scalars: note('scalars'),
    epochScalars: note('epochScalars'),
    image: note('image'),
    histogram: note('histogram'),
    prCurve: note('prCurve'),
    text: note('text'),
    layout: note('layout'),
    graph: note('graph'),
    hyperParameters: note('hyperParameters'),
    flush: () => Promise.resolve(note('flush')()),
    close: (outcome) => Promise.resolve(note('close')(outcome)),
  };
}

test('every call reaches every logger, in order', async (t) => {
  const calls: string[] = [];
  const logger = combineLoggers(recordingLogger('a', calls), recordingLogger('b', calls));
  logger.scalars('val', 3, { loss: 1 });
  logger.epochScalars({ epoch: 1, step: 3 }, { loss: 2 });
  logger.image('val', 3, 'panel', { width: 1, height: 1, png: new Uint8Array() });
  logger.histogram('train', 3, 'weights', Float32Array.of(1));
  logger.prCurve('val', 3, 'pr', { truePositives: [1], falsePositives: [2], trueNegatives: [3], falseNegatives: [4] });
  logger.text('config', 'name: x');
  logger.layout([{ title: 'loss', charts: [] }]);
  logger.graph([{ name: 'a', op: 'Conv2D', inputs: [] }]);
  logger.hyperParameters({ seed: 0 });
  await logger.flush();
  await logger.close('interrupted');
  t.deepEqual(
    calls.filter((call) => call.startsWith('b')),
    [
      'b scalars ["val",3,{"loss":1}]',
      'b epochScalars [{"epoch":1,"step":3},{"loss":2}]',
      'b image ["val",3,"panel",{"width":1,"height":1,"png":{}}]',
      'b histogram ["train",3,"weights",{"0":1}]',
      'b prCurve ["val",3,"pr",{"truePositives":[1],"falsePositives":[2],"trueNegatives":[3],"falseNegatives":[4]}]',
      'b text ["config","name: x"]',
      'b layout [[{"title":"loss","charts":[]}]]',
      'b graph [[{"name":"a","op":"Conv2D","inputs":[]}]]',
      'b hyperParameters [{"seed":0}]',
      'b flush []',
      'b close ["interrupted"]',
    ],
  );
  t.deepEqual(
    calls.map((call) => call[0]),
    [...'ababababababababababab'],
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

test('a logger that has no method for something is passed over', (t) => {
  const told: string[] = [];
  const few = {
    scalars: () => void told.push('scalars'),
    flush: async () => undefined,
    close: async () => undefined,
  };
  const both = combineLoggers(few, { ...few, text: (tag) => void told.push(`text ${tag}`) });
  both.scalars('train', 1, { loss: 1 });
  both.text('config', '');
  both.layout([]);
  t.deepEqual(told, ['scalars', 'scalars', 'text config']);
});
