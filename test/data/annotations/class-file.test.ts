import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readClassFile } from '../../../src/data/annotations/class-file.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function read(name: string, text: string) {
  const file = join(await newFolder(), name);
  await writeFile(file, text);
  return readClassFile(file, 'dataset.classes');
}

test('a text has a name on each line', async (t) => {
  t.deepEqual(await read('classes.txt', '\ufeffbackground\r\nroad sign\n\n'), [
    { name: 'background' },
    { name: 'road sign' },
  ]);
});

test("ADE20K's table of objects gives names and values", async (t) => {
  const table = 'Idx\tRatio\tTrain\tVal\tName\n1\t0.1576\t11664\t1172\twall\n2\t0.1072\t6046\t612\tbuilding, edifice\n';
  t.deepEqual(await read('objectInfo150.txt', table), [
    { name: 'wall', value: 1 },
    { name: 'building, edifice', value: 2 },
  ]);
});

test("CamVid's table of colours gives names and colours", async (t) => {
  t.deepEqual(await read('class_dict.csv', 'name,r,g,b\nAnimal,64,128,64\nVoid,0,0,0\n'), [
    { name: 'Animal', color: [64, 128, 64] },
    { name: 'Void', color: [0, 0, 0] },
  ]);
});

test('JSON and YAML are lists, names by value, or values by name', async (t) => {
  const expected = [
    { name: 'sky', value: 3 },
    { name: 'road', value: 7 },
  ];
  t.deepEqual(await read('a.json', '{"7": "road", "3": "sky"}'), expected);
  t.deepEqual(await read('a.yaml', 'road: 7\nsky: 3\n'), expected);
  t.deepEqual(await read('data.yaml', 'path: x\nnames: {7: road, 3: sky}\n'), expected);
  t.deepEqual(await read('config.json', '{"id2label": {"3": "sky", "7": "road"}}'), expected);
  t.deepEqual(await read('a.yml', '[sky, road]'), [{ name: 'sky' }, { name: 'road' }]);
  t.deepEqual(await read('b.yaml', '- {name: sky, color: [1, 2, 3], id: 4}\n- {name: road, color: [1, 2]}\n'), [
    { name: 'sky', color: [1, 2, 3], value: 4 },
    { name: 'road' },
  ]);
});

const wrong = async (
  t: {
    throwsAsync: (
      call: Promise<unknown>,
      expected: { instanceOf: typeof TesseraError; message: RegExp },
    ) => Promise<TesseraError>;
  },
  name: string,
  text: string,
  message: RegExp,
) => t.throwsAsync(read(name, text), { instanceOf: TesseraError, message });

test('what names no classes is told with the reason', async (t) => {
  await wrong(t, 'a.json', '{"names": 3}', /a\.json has no classes that can be read: expected a list of names/);
  await wrong(t, 'a.yaml', '[sky, 3]', /expected a list of names/);
  await wrong(t, 'a.yaml', '{sky: high}', /expected a list of names/);
  await wrong(t, 'a.json', '{', /a\.json has no classes that can be read/);
  await wrong(t, 'a.txt', '\n', /it is empty/);
  await wrong(
    t,
    'a.csv',
    'id,name\n1,wall\nx,sky\n',
    /expected the name of a class and its value in a\.csv, got `x,sky`/,
  );
  const error = await t.throwsAsync(readClassFile('/none.txt', 'dataset.classes'), { instanceOf: TesseraError });
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['file-missing', 'dataset.classes']);
});
