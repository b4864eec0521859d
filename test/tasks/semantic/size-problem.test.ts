import test from 'ava';
import { sizeProblem } from '../../../src/tasks/semantic/size-problem.ts';

test('each side must be a multiple; the nearest that fits is at least one multiple', (t) => {
  t.is(sizeProblem({ height: 64, width: 32 }, 32, 'unet', 'x'), undefined);
  t.like(sizeProblem({ height: 64, width: 40 }, 32, 'unet', 'x'), {
    code: 'bad-size',
    path: 'x',
    message: 'unet takes images whose height and width are multiples of 32, got 64 x 40',
    hints: ['the nearest that fits is 64 x 32'],
  });
  t.deepEqual(sizeProblem({ height: 5, width: 5 }, 32, 'unet', 'x')?.hints, ['the nearest that fits is 32']);
});
