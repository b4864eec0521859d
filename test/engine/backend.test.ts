import { cpus } from 'node:os';
import test from 'ava';
import { processor } from '../../src/engine/backend.ts';

test('the processor has the name that the system gives it, without blanks around it', (t) => {
  const { kind, name } = processor();
  t.is(kind, 'cpu');
  t.is(name, name.trim());
  t.true((cpus()[0]?.model ?? 'unknown').includes(name));
  t.not(name, '');
});
