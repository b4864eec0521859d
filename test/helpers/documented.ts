import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/**
 * The `npx tessera ...` lines in the code blocks of README, AGENTS.md and docs/, each once, in the order of a first
 * reading.
 */
export async function documentedCommands(root: string): Promise<string[]> {
  const names = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md') && name !== 'commands.md');
  const others = names.filter((name) => name !== first).map((name) => `docs/${name}`);
  const pages = ['README.md', `docs/${first}`, 'AGENTS.md', ...others];
  const texts = await Promise.all(pages.map((page) => readFile(join(root, page), 'utf8')));
  return [...new Set(texts.flatMap(commandsOf))];
}

/** The page whose commands make the runs that others use. */
const first = 'first-experiment.md';

/** The commands in the code blocks of a page, without the explanations beside them. */
export function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/^ *```\w*\n([^]*?)^ *```$/gm)].map(([, block]) => block!);
  const lines = blocks.flatMap((block) => block.split('\n'));
  const commands = lines.flatMap((line) => line.split(/;|&&/)).map((part) => part.trim());
  return commands.flatMap((text) => /^npx tessera .*?(?=\s{2,}|$)/.exec(text)?.[0] ?? []);
}

/** Why a command can't run by itself, if it can't. */
export function reasonToLeaveOut(command: string): string | undefined {
  if (/<[\w.-]+>/.test(command)) return 'it needs data or weights of your own';
  if (/tessera (board|demo (?!.*--output))/.test(command))
    return 'it serves until it is stopped; a test of its own starts it';
  return undefined;
}

/**
 * The command with the run folders that it names, such as `runs/x-1a2b3c4d5e6f`, replaced by those of the same
 * experiment.
 */
export function withRealRuns(command: string, runs: readonly string[]): string {
  const sorted = [...runs].sort();
  return command.replace(/runs\/([\w-]+?)-(?:[0-9a-f]{12}|[0-9a-f]{8})\b/g, (text, name: string) => {
    const run = sorted.find((each) => each.startsWith(`${name}-`));
    return run === undefined ? text : `runs/${run}`;
  });
}

/**
 * Makes the project in which the commands of the docs run: every experiment that they name is tiny, on a few photos of
 * two halves, or on generated images.
 */
export async function writeDocumentedProject(folder: string, root: string): Promise<void> {
  await cp(join(root, 'experiments/shapes-sweep.yaml'), join(folder, 'experiments/shapes-sweep.yaml'));
  await writeFile(join(folder, 'experiments/quickstart.yaml'), tinyQuickstart);
  await writeFile(join(folder, 'experiments/wider.yaml'), 'extends: ./quickstart.yaml\nname: wider\nseed: 1\n');
  await writeFile(join(folder, 'experiments/x.yaml'), onPhotos('x'));
  await writeFile(join(folder, 'experiments/y.yaml'), onPhotos('y').replace('lr: 1e-2', 'lr: 1e-3'));
  await writeFile(join(folder, 'experiments/other.yaml'), onPhotos('other').replace('name: cat', 'name: kitten'));
  await mkdir(join(folder, 'models'));
  await writeFile(join(folder, 'models/unet.yaml'), 'type: unet\nencoder: {type: convnet, widths: [8, 8]}\n');
  const [day, night] = [200, 60];
  for (const name of ['cat.jpg', 'dog.png', 'more/c.jpg', 'photos/a.jpg', 'photos/b.jpg'])
    await writePhoto(join(folder, name), day);
  for (const name of ['masks/a.png', 'masks/b.png']) await writeMask(join(folder, name));
  for (const number of [0, 1, 2, 3, 4, 5, 6, 7]) {
    await writePhoto(join(folder, `data/day/images/${number}.jpg`), day);
    await writePhoto(join(folder, `data/night/images/${number}.jpg`), night);
    for (const time of ['day', 'night']) await writeMask(join(folder, `data/${time}/masks/${number}.png`));
  }
  await writeFile(join(folder, 'list.txt'), 'photos/a.jpg\n');
}

/** A photo of 32 x 24 whose right half is brighter. */
async function writePhoto(file: string, level: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const levels = Uint8Array.from({ length: 32 * 24 * 3 }, (_, byte) => (byte % 96 < 48 ? level / 2 : level));
  await sharp(levels, { raw: { width: 32, height: 24, channels: 3 } }).toFile(file);
}

async function writeMask(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const labels = Uint8Array.from({ length: 32 * 24 }, (_, pixel) => (pixel % 32 < 16 ? 0 : 1));
  await sharp(labels, { raw: { width: 32, height: 24, channels: 1 } }).toFile(file);
}

const network = `model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
metrics: [{type: iou, average: macro}]
optimizer: {type: adam, lr: 1e-2}
`;
const tinyQuickstart = `name: quickstart
dataset: {type: shapes, image_size: 32, train: 8, val: 4, test: 4}
${network}train: {epochs: 2, batch_size: 4}
`;
const onPhotos = (name: string) => `name: ${name}
dataset:
  type: image-folder
  root: data/day
  classes: [{name: background}, {name: cat}]
  split: {train: 0.5, val: 0.25, test: 0.25}
  image_size: 16
${network}train: {epochs: 1, batch_size: 2}
`;
