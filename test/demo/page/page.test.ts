import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { demoSite } from '../../../src/demo/site.ts';
import { loadModel } from '../../../src/inference/load-model.ts';
import type { ImageAnswer } from '../../../src/predict/predict-image.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { colorsDescription as description, colorsModel } from '../_colors.ts';
import { choose, maskOnPage, openDemo, type OpenDemo } from '../_browser.ts';

const withBrowser = await testIf('chromium');

let demo: OpenDemo;
let folder: string;

if (withBrowser === test) {
  test.before(async () => {
    folder = await newFolder();
    await writeFile(join(folder, 'model.onnx'), colorsModel());
    const examples = [{ name: 'sunset', bytes: await readFile(await photo('sunset.png')), suffix: '.png' }];
    demo = await openDemo(demoSite({ description, model: colorsModel(), examples, webgpu: true }));
  });
  test.after.always(() => demo.close());
}

withBrowser.serial('the mask of a photo is the one that the command line makes, and lies over the photo', async (t) => {
  const photos = [await photo('plain.jpg'), await photo('turned.jpg', 6), await photo('small.png', 1, 50, 41)];
  for (const file of photos) {
    await choose(demo.page, file);
    const { width, height, pixels } = await maskOnPage(demo.page);
    const expected = await labelsOf(file);
    t.deepEqual([width, height], [expected.width, expected.height], file);
    const same = expected.labels.reduce((sum, label, at) => sum + Number(labelAt(pixels, at) === label), 0);
    t.true(same >= 0.999 * expected.labels.length, `${file}: ${same} of ${expected.labels.length} pixels`);
    for (const label of [0, 1, 2, 3]) t.true(expected.labels.includes(label), `${file} has class ${label}`);
  }
  const [shown, mask] = await Promise.all(['#photo', '#mask'].map((id) => demo.page.locator(id).boundingBox()));
  t.deepEqual(shown, mask);
});

withBrowser.serial('a photo that was turned by EXIF is shown upright', async (t) => {
  await choose(demo.page, await photo('turned.jpg', 6));
  const box = (await demo.page.locator('#photo').boundingBox())!;
  t.true(Math.abs(box.width / box.height - 90 / 130) < 0.01, `${box.width} x ${box.height}`);
});

withBrowser.serial('it says what it sees, how long it took, and on what', async (t) => {
  const { page } = demo;
  await choose(page, await photo('plain.jpg'));
  const { labels } = await labelsOf(join(folder, 'plain.jpg'));
  const share = labels.filter((label) => label === 1).length / labels.length;
  t.is(await page.locator('#classes li').nth(1).locator('.share').innerText(), `${Math.round(100 * share)} %`);
  t.regex(await page.getByRole('status').innerText(), /^plain\.jpg: .*red \d+ %/);
  t.regex((await page.locator('#mask').getAttribute('aria-label'))!, /^Mask: .*red \d+ %/);
  t.regex(
    await page.locator('.time').innerText(),
    /\d ms[^]*network \d+ ms.* 160 × 96 pixels[^]*WebAssembly, \d+ thread/,
  );
  t.is(await page.title(), 'colours: Tessera demo');
  t.true(await page.evaluate<boolean>('crossOriginIsolated'));
  t.regex((await page.locator('details').textContent())!, /test\/iou\/macro\/image\s*0\.877/);
});

withBrowser.serial('photos are dropped, pasted, and taken from the examples', async (t) => {
  const { page } = demo;
  const bytes = (await readFile(await photo('dropped.png'))).toString('base64');
  const give = (event: string) => `(() => {
    const bytes = Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], '${event}.png', { type: 'image/png' }));
    document.dispatchEvent(${
      event === 'drop'
        ? "new DragEvent('drop', { dataTransfer: data, cancelable: true })"
        : "new ClipboardEvent('paste', { clipboardData: data })"
    });
  })()`;
  for (const event of ['drop', 'paste']) {
    await page.evaluate(give(event));
    await page.getByText(new RegExp(`^${event}\\.png: `)).waitFor();
    const { width, height } = await maskOnPage(page);
    t.deepEqual([width, height], [130, 90], event);
  }
  await page.getByRole('button', { name: 'sunset' }).click();
  await page.getByText(/^sunset: /).waitFor();
  t.regex(await page.getByRole('status').innerText(), /^sunset: .*red \d+ %/);
});

withBrowser.serial('a photo that cannot be read is named, and the one before stays', async (t) => {
  const { page } = demo;
  await choose(page, await photo('plain.jpg'));
  const [damaged, text] = [join(folder, 'damaged.jpg'), join(folder, 'notes.txt')];
  await writeFile(damaged, 'no photo');
  await writeFile(text, 'no photo');
  await page.setInputFiles('#file', damaged);
  await page.getByRole('alert').filter({ hasText: "damaged.jpg can't be read: the file is damaged" }).waitFor();
  await page.setInputFiles('#file', text);
  await page.getByRole('alert').filter({ hasText: 'notes.txt is not a photo' }).waitFor();
  t.is(await page.locator('#photo').getAttribute('alt'), 'plain.jpg');
  t.true(await page.locator('#mask').isVisible());
  await choose(page, await photo('small.png', 1, 50, 41));
  t.is(await page.getByRole('alert').innerText(), '');
});

withBrowser.serial('everything is reached and used by the keyboard', async (t) => {
  const { page } = demo;
  await choose(page, await photo('plain.jpg'));
  await page.locator('#file').focus();
  const reached: string[] = [];
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate<string>(`(() => {
        const { activeElement } = document;
        return activeElement.id || activeElement.closest('label, button')?.textContent || activeElement.textContent;
      })()`),
    );
    if (reached.at(-1)!.startsWith('red')) await page.keyboard.press('Space');
    if (reached.at(-1) === 'opacity') await page.keyboard.press('ArrowLeft');
  }
  t.deepEqual(
    reached.map((text) => /^[a-zA-Z ]*/.exec(text)![0]),
    ['save', 'none', 'red', 'green', 'blue', 'opacity', '', 'About this network'],
  );
  t.is(await page.evaluate<string>("document.getElementById('mask').style.opacity"), '0.59');
  const { pixels } = await maskOnPage(page);
  const { labels } = await labelsOf(join(folder, 'plain.jpg'));
  t.is(pixels[4 * labels.indexOf(1) + 3], 0);
  t.is(pixels[4 * labels.indexOf(2) + 3], 255);
  await page.getByRole('checkbox', { name: /^red/ }).check();
  await page.locator('#opacity').fill('60');
});

withBrowser.serial('on a narrow screen nothing is cut off, and the page fits it', async (t) => {
  const { page } = demo;
  for (const [width, height] of [
    [320, 568],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height });
    const scrolls = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight',
    );
    t.false(scrolls, `${width} x ${height}`);
    for (const id of ['#photo', '#save', '#opacity', '#device']) {
      await page.locator(id).scrollIntoViewIfNeeded();
      const box = (await page.locator(id).boundingBox())!;
      t.true(box.x >= 0 && box.x + box.width <= width && box.height > 10, `${id} at ${width} x ${height}`);
    }
  }
});

withBrowser.serial('nothing is asked of any other place, and the browser has no complaints', (t) => {
  const elsewhere = demo.asked.filter(
    (url) => !url.startsWith(demo.address) && !url.startsWith('blob:http://127.0.0.1'),
  );
  t.deepEqual(elsewhere, []);
  t.true(demo.asked.includes(`${demo.address}model.json`));
  t.deepEqual(demo.complaints, []);
});

/** A photo of smooth colours, as large as it is stored. @param orientation EXIF's number */
async function photo(name: string, orientation = 1, width = 130, height = 90): Promise<string> {
  const file = join(folder, name);
  const wave = (x: number, y: number, channel: number) =>
    127 + 120 * Math.sin(x / 19 + channel * 2.1) * Math.cos(y / 13 - channel * 0.7);
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return wave(pixel % width, Math.floor(pixel / width), at % 3);
  });
  const image = sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ orientation });
  await (name.endsWith('.jpg') ? image.jpeg() : image.png()).toFile(file);
  return file;
}

/** What `tessera predict` says of a photo. */
async function labelsOf(file: string): Promise<Pick<ImageAnswer, 'labels' | 'height' | 'width'>> {
  const { predict, close } = await loadModel(join(folder, 'model.onnx'));
  try {
    return await predict(file);
  } finally {
    await close();
  }
}

/** Black is hidden at first, so a transparent pixel is of class 0. */
function labelAt(pixels: Buffer, at: number): number {
  const [red, green, blue, alpha] = pixels.subarray(4 * at, 4 * at + 4);
  if (alpha === 0) return 0;
  return description.classes.findIndex(({ color }) => color[0] === red && color[1] === green && color[2] === blue);
}
