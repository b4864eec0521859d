import { ByteCursor } from './byte-cursor.ts';
import { Global, Opaque, type PickleValue } from './pickle-values.ts';

/** What a pickle can't say by itself. Each may refuse, by an error that names what it refuses. */
export interface PickleObjects {
  /** What a call of a Python function or class stands for. */
  call(what: Global, args: readonly PickleValue[]): PickleValue;
  /** The object outside of the pickle with this id, such as a storage. */
  persistent(id: PickleValue): PickleValue;
}

/**
 * Reads one pickle (protocols 2 to 5, https://docs.python.org/3/library/pickletools.html) without running any code: a
 * name of Python's is a `Global`, and what calling it means is up to `objects`.
 * @returns the value and the place of the byte after it
 * @throws Error saying what is wrong or refused; the caller knows which file it is
 */
export function unpickle(
  bytes: Uint8Array,
  objects: PickleObjects,
  start = 0,
): { readonly value: PickleValue; readonly end: number } {
  const machine = new Machine(new ByteCursor(bytes, start), objects);
  return { value: machine.run(), end: machine.cursor.position };
}

class Machine {
  readonly cursor: ByteCursor;
  readonly #objects: PickleObjects;
  #stack: PickleValue[] = [];
  /** The stacks below each mark. */
  readonly #below: PickleValue[][] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(cursor: ByteCursor, objects: PickleObjects) {
    this.cursor = cursor;
    this.#objects = objects;
  }

  run(): PickleValue {
    const isProtocol = this.cursor.uint8() === 0x80;
    const protocol = isProtocol ? this.cursor.uint8() : 0;
    if (protocol < 2 || protocol > 5) throw new Error(`it is no pickle of protocol 2 to 5`);
    for (;;) {
      const opcode = this.cursor.uint8();
      if (opcode === code('.')) return this.#pop();
      const step = steps.get(opcode);
      if (!step) throw new Error(`it has the pickle opcode 0x${opcode.toString(16)}, which is not supported`);
      step(this);
    }
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    return this.#pop();
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw malformed();
    return value;
  }

  mark(): void {
    this.#below.push(this.#stack);
    this.#stack = [];
  }

  /** What was pushed since the last mark, which is taken away. */
  sinceMark(): PickleValue[] {
    const pushed = this.#stack;
    const below = this.#below.pop();
    if (!below) throw malformed();
    this.#stack = below;
    return pushed;
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw malformed();
    this.#stack.push(value);
  }

  /** Calls what lies below the arguments. */
  call(): void {
    const args = this.#pop();
    const what = this.#pop();
    if (!(what instanceof Global) || !Array.isArray(args)) throw malformed();
    this.#stack.push(this.#objects.call(what, args));
  }

  persistent(): void {
    this.#stack.push(this.#objects.persistent(this.#pop()));
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined) throw malformed();
    return value;
  }
}

type Step = (machine: Machine) => void;

const code = (character: string) => character.charCodeAt(0);

/** What each opcode does. Those with text arguments, of protocol 0, are not among them. */
const steps = new Map<number, Step>([
  [0x95, (m) => void m.cursor.bytes(8)], // FRAME
  [code('('), (m) => m.mark()],
  [code('0'), (m) => void m.pop()],
  [code('1'), (m) => void m.sinceMark()],
  [code('2'), (m) => m.push(m.top())],

  [code('N'), (m) => m.push(null)],
  [0x88, (m) => m.push(true)],
  [0x89, (m) => m.push(false)],
  [code('J'), (m) => m.push(m.cursor.int32())],
  [code('K'), (m) => m.push(m.cursor.uint8())],
  [code('M'), (m) => m.push(m.cursor.uint16())],
  [0x8a, (m) => m.push(integer(m.cursor.bytes(m.cursor.uint8())))],
  [0x8b, (m) => m.push(integer(m.cursor.bytes(m.cursor.uint32())))],
  [code('G'), (m) => m.push(m.cursor.float64())],

  [code('X'), (m) => m.push(m.cursor.text(m.cursor.uint32()))],
  [0x8c, (m) => m.push(m.cursor.text(m.cursor.uint8()))],
  [0x8d, (m) => m.push(m.cursor.text(m.cursor.uint64()))],
  // Texts of Python 2.
  [code('U'), (m) => m.push(m.cursor.text(m.cursor.uint8()))],
  [code('T'), (m) => m.push(m.cursor.text(m.cursor.uint32()))],
  [code('C'), (m) => m.push(m.cursor.bytes(m.cursor.uint8()))],
  [code('B'), (m) => m.push(m.cursor.bytes(m.cursor.uint32()))],
  [0x8e, (m) => m.push(m.cursor.bytes(m.cursor.uint64()))],
  [0x96, (m) => m.push(m.cursor.bytes(m.cursor.uint64()))],

  [code(')'), (m) => m.push([])],
  [0x85, (m) => m.push([m.pop()])],
  [0x86, (m) => m.push([m.pop(), m.pop()].toReversed())],
  [0x87, (m) => m.push([m.pop(), m.pop(), m.pop()].toReversed())],
  [code('t'), (m) => m.push(m.sinceMark())],
  [code(']'), (m) => m.push([])],
  [code('l'), (m) => m.push(m.sinceMark())],
  [code('a'), (m) => append(m, [m.pop()])],
  [code('e'), (m) => append(m, m.sinceMark())],
  [0x8f, (m) => m.push(new Set())],
  [0x90, (m) => append(m, m.sinceMark())],
  [0x91, (m) => m.push(new Set(m.sinceMark()))],
  [code('}'), (m) => m.push(new Map())],
  [code('d'), (m) => m.push(setItems(new Map(), m.sinceMark()))],
  [code('s'), (m) => items(m, [m.pop(), m.pop()].toReversed())],
  [code('u'), (m) => items(m, m.sinceMark())],

  [code('q'), (m) => m.remember(m.cursor.uint8())],
  [code('r'), (m) => m.remember(m.cursor.uint32())],
  [0x94, (m) => m.remember()],
  [code('h'), (m) => m.recall(m.cursor.uint8())],
  [code('j'), (m) => m.recall(m.cursor.uint32())],

  [code('c'), (m) => m.push(new Global(m.cursor.line(), m.cursor.line()))],
  [0x93, (m) => m.push(stackGlobal(m.pop(), m.pop()))],
  [code('R'), (m) => m.call()],
  [0x81, (m) => m.call()],
  [0x92, (m) => callWithoutNames(m)],
  [code('b'), (m) => build(m)],
  [code('Q'), (m) => m.persistent()],
]);

/** Two's complement, little-endian, of any length. */
function integer(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  const signed = BigInt.asIntN(8 * bytes.length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

/** Named arguments are only given to objects that are nobody's concern. */
function callWithoutNames(machine: Machine): void {
  machine.pop();
  machine.call();
}

function stackGlobal(name: PickleValue, module: PickleValue): Global {
  if (typeof name !== 'string' || typeof module !== 'string') throw malformed();
  return new Global(module, name);
}

/** Lists, and the sets of objects that are nobody's concern, take any number of items. */
function append(machine: Machine, added: readonly PickleValue[]): void {
  const list = machine.top();
  if (Array.isArray(list)) for (const item of added) list.push(item);
  else if (list instanceof Set) for (const item of added) list.add(item);
  else if (!(list instanceof Opaque)) throw malformed();
}

function items(machine: Machine, added: readonly PickleValue[]): void {
  const target = machine.top();
  if (target instanceof Map) setItems(target, added);
  else if (!(target instanceof Opaque)) throw malformed();
}

/** Keys and values in turn. */
function setItems(map: Map<PickleValue, PickleValue>, pairs: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  if (pairs.length % 2 !== 0) throw malformed();
  for (let index = 0; index < pairs.length; index += 2) map.set(pairs[index]!, pairs[index + 1]!);
  return map;
}

/** The attributes of an object: of no concern, since only objects are kept whose parts come with their call. */
function build(machine: Machine): void {
  machine.pop();
  machine.top();
}

function malformed(): Error {
  return new Error('its pickle is damaged');
}
