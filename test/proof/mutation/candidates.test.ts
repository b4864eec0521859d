import test from 'ava';
import { candidatesOfText } from './_tree.ts';

test('types, imports and texts of messages are left alone', (t) => {
  const text = `
    import { a } from './a.ts';
    export { b } from './b.ts';
    interface C { d: 'e' }
    type F = 1 | 2;
    const g = { message: 'h', hints: [i + 1] } satisfies Record<'j', 1>;
    process.kill(k, 0);
    const l = new TypeError(m + 1);
    const n = await import('o');
    const p = q['r'];
    const s = 'two words';
  `;
  t.deepEqual(
    candidatesOfText(text).map(({ from, to }) => [from, to]),
    [
      [
        "const g = { message: 'h', hints: [i + 1] } satisfies Record<'j', 1>;",
        "const g = {} satisfies Record<'j', 1>;",
      ],
      ['process.kill(k, 0);', ';'],
    ],
  );
});

test('a mutant says where it is: file, line, and the functions around it', (t) => {
  const [mutant] = candidatesOfText('class A {\n  b() {\n    const c = (d) => d[0];\n  }\n}\n').filter(
    ({ operator }) => operator === 'number',
  );
  t.like(mutant, { file: 'src/room/file.ts', line: 3, within: 'A.b.c', replacement: '1' });
  t.is(mutant?.from, 'const c = (d) => d[0];');
  t.is(mutant?.to, 'const c = (d) => d[1];');
});
