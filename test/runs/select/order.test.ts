import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { inOrder, parseOrder } from '../../../src/runs/select/order.ts';
import { bestIou, listedRun } from './_runs.ts';

const runs = [
  listedRun('run-10', { ...bestIou(0.2), seconds: 3 }),
  listedRun('run-9', { ...bestIou(NaN), seconds: 1 }),
  listedRun('run-8', { ...bestIou(0.9), seconds: 3 }),
  listedRun('run-7', { seconds: 2 }),
];
const ordered = async (text: string) =>
  (await inOrder(runs, await parseOrder(text, runs))).map(({ path }) => path.slice(4)).join(' ');

test('numbers within texts are numbers, equal values keep their order, and what is no number comes last', async (t) => {
  t.is(await ordered('run'), '7 8 9 10');
  t.is(await ordered('run:desc'), '10 9 8 7');
  t.is(await ordered('seconds'), '9 7 10 8');
  t.is(await ordered('seconds:desc'), '10 8 7 9');
  t.is(await ordered('val'), '8 10 9 7');
  t.is(await ordered('val:asc'), '10 8 9 7');
});

test('a key that no run has is underlined in the option', async (t) => {
  const { problems } = await t.throwsAsync(parseOrder('nothing:desc', runs), { instanceOf: TesseraError });
  t.like(problems[0], { code: 'bad-argument', where: { file: '--sort', text: 'nothing:desc', column: 1, length: 7 } });
});
