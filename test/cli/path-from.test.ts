import test from 'ava';
import { pathFrom } from '../../src/cli/path-from.ts';

test('a path inside the folder is relative to it, any other stays as it is', (t) => {
  t.is(pathFrom('/a/b', '/a/b/runs/x'), 'runs/x');
  t.is(pathFrom('/a/b', '/a/c'), '/a/c');
  t.is(pathFrom('/a/b', '/a/bc'), '/a/bc');
  t.is(pathFrom('/a/b', '/a/b'), '/a/b');
});
