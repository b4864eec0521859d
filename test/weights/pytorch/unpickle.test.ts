import test from 'ava';
import type { Global, PickleValue } from '../../../src/weights/pytorch/pickle-values.ts';
import { unpickle } from '../../../src/weights/pytorch/unpickle.ts';

const calls: unknown[] = [];
const objects = {
  call(what: Global, args: readonly PickleValue[]) {
    calls.push([String(what), args]);
    return 'called';
  },
  persistent: (id: PickleValue) => `outside ${String(id)}`,
};
const read = (hex: string) => unpickle(Buffer.from(hex, 'hex'), objects).value;

/** Made by Python 3.12's `pickle.dumps(value, protocol=p)`; the titles are the values. */
const cases: readonly (readonly [title: string, hex: string, value: unknown])[] = [
  [
    '[None, True, False, 7, 300, -5, 70000]',
    '80025d7100284e88894b074d2c014afbffffff4a70110100652e',
    [null, true, false, 7, 300, -5, 70000],
  ],
  ['2 ** 62', '80028a0800000000000000402e', 2n ** 62n],
  ['-(2 ** 40)', '80028a060000000000ff2e', -(2 ** 40)],
  ['1.5', '8002473ff80000000000002e', 1.5],
  ['"größe", protocol 2', '800258070000006772c3b6c39f6571002e', 'größe'],
  ['"größe", protocol 4', '80049509000000000000008c076772c3b6c39f65942e', 'größe'],
  [
    '((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4))',
    '80022829' + '4b018571004b014b02867101' + '4b014b024b03877102' + '284b014b024b034b0474710374710' + '42e',
    [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]],
  ],
  [
    '{"a": 1, "b": {}}',
    '80027d71002858010000006171014b0158010000006271027d7103752e',
    new Map<string, unknown>([
      ['a', 1],
      ['b', new Map()],
    ]),
  ],
  ['{"a": 1}', '80027d710058010000006171014b01732e', new Map([['a', 1]])],
  ['{1, 2}, protocol 4', '8004950b000000000000008f94284b014b02902e', new Set([1, 2])],
  ['b"ab", protocol 4', '8004950600000000000000430261629' + '42e', Buffer.from('ab')],
  ['x = [1]; (x, x)', '80025d71004b01616800867101' + '2e', [[1], [1]]],
];
for (const [title, hex, value] of cases) test(`it reads ${title}`, (t) => t.deepEqual(read(hex), value));

test('a name is not looked up, and what a call of it means is asked', (t) => {
  // os.system("ls") in protocol 2, and in protocol 4 with the names on the stack.
  const name = '63' + Buffer.from('os\nsystem\n').toString('hex');
  t.is(read(`8002${name}58020000006c7385522e`), 'called');
  t.is(read('8004' + '8c026f738c0673797374656d93' + '8c026c738552' + '2e'), 'called');
  t.deepEqual(calls, [
    ['os.system', ['ls']],
    ['os.system', ['ls']],
  ]);
  t.is(read('80024b05512e'), 'outside 5');
});

test('a second pickle begins where the first ends', (t) => {
  const bytes = Buffer.from('80024b012e80024b022e', 'hex');
  const first = unpickle(bytes, objects);
  t.deepEqual(first, { value: 1, end: 5 });
  t.deepEqual(unpickle(bytes, objects, first.end), { value: 2, end: 10 });
});

for (const [title, hex, message] of [
  ['that ends early', '80024b', /cut short/],
  ['of protocol 0', '4930310a2e', /no pickle of protocol 2 to 5/],
  ['of a later protocol', '80064e2e', /no pickle of protocol 2 to 5/],
  ['with an opcode of another protocol', '8002490a2e', /opcode 0x49/],
  ['that takes from an empty stack', '80022e', /damaged/],
  ['with a mark that was never set', '800274' + '2e', /damaged/],
  ['that recalls what it never remembered', '800268052e', /damaged/],
  ['that calls a number', '80024b0129522e', /damaged/],
  ['with a key without a value', '80027d284b01752e', /damaged/],
] as const)
  test(`a pickle ${title} is refused`, (t) => void t.throws(() => read(hex), { message }));
