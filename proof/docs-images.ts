import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import sharp from 'sharp';
import { choose, openDemo, siteOf } from '../test/demo/_browser.ts';
import { openReport, startBrowser } from '../test/report/_browser.ts';
import { exampleOf } from './packed-project.ts';
import { type ShownCommand, terminalImage } from './terminal-image.ts';

/**
 * `npm run docs-images -- <run> <sweep> <photos...>`: the images of the docs, made by the program itself.
 * `answers.webp` has for each photo the photo, its mask and both; `demo.webp` is the page with the first one;
 * `report.webp` is the top of the run's report, and `sweep.webp` that of the sweep's; `sheet.webp` is the preview of
 * the run's samples, and `plugin.webp` the same with the augmentation of docs/plugins.md; `launching.webp` is a
 * terminal.
 */
const program = new Command('npm run docs-images --')
  .description('Make docs/images from a run, a sweep and some photos.')
  .argument('<run>', 'a run folder')
  .argument('<sweep>', 'the folder of a sweep')
  .argument('<photos...>', 'photo files')
  .parse();
const [run, sweep, ...photos] = program.processedArgs.flat().map((path: string) => resolve(path)) as [
  string,
  string,
  ...string[],
];
/** Characters in a line of the terminals. */
const terminalColumns = 100;
const folder = await mkdtemp(join(tmpdir(), 'tessera-images-'));
const tessera = (...args: string[]) => execa('node', [resolve('dist/src/cli/tessera.js'), ...args], { cwd: folder });
try {
  await tessera('predict', run, ...photos, '--output', 'answers');
  await drawAnswers('docs/images/answers.webp');
  await tessera('demo', run, '--output', 'site', '--no-webgpu', '--examples', '6');
  await showPage('docs/images/demo.webp');
  await tessera('report', run, '--output', 'report.html');
  await showReport('docs/images/report.webp', 1500);
  await tessera('report', sweep, '--output', 'report.html');
  await showReport('docs/images/sweep.webp', 1250);
  await tessera('preview', join(run, 'config.yaml'), '--samples', '4', '--output', 'sheet.png');
  await sharp(join(folder, 'sheet.png')).resize({ width: 1200 }).webp({ quality: 80 }).toFile('docs/images/sheet.webp');
  await previewPlugin('docs/images/plugin.webp');
  await showTerminal('docs/images/launching.webp', await commitAndLaunch());
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Photo, mask and overlay in a row, for each photo. */
async function drawAnswers(file: string): Promise<void> {
  const [tile, gap] = [320, 8];
  const columns = photos.flatMap((photo) => {
    const name = `${basename(photo, extname(photo))}.png`;
    return [photo, join(folder, 'answers/labels', name), join(folder, 'answers/overlays', name)];
  });
  const tiles = columns.map(async (path, index) => ({
    input: await sharp(path).rotate().resize(tile, tile).png().toBuffer(),
    left: (index % 3) * (tile + gap),
    top: Math.floor(index / 3) * (tile + gap),
  }));
  const [width, height] = [3 * tile + 2 * gap, photos.length * (tile + gap) - gap];
  const ground = { r: 0, g: 0, b: 0, alpha: 0 };
  await sharp({ create: { width, height, channels: 4, background: ground } })
    .composite(await Promise.all(tiles))
    .webp({ quality: 85 })
    .toFile(file);
}

async function showPage(file: string): Promise<void> {
  const { page, close } = await openDemo(await siteOf(join(folder, 'site')), { deviceScaleFactor: 2 });
  try {
    await page.setViewportSize({ width: 1120, height: 680 });
    await choose(page, photos[0]!);
    await sharp(await page.screenshot())
      .webp({ quality: 85 })
      .toFile(file);
  } finally {
    await close();
  }
}

async function showReport(file: string, height: number): Promise<void> {
  const browser = await startBrowser();
  try {
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    const { page } = await openReport(browser, html, {
      viewport: { width: 1120, height },
      deviceScaleFactor: 1.5,
    });
    await sharp(await page.screenshot())
      .webp({ quality: 80 })
      .toFile(file);
  } finally {
    await browser.close();
  }
}

/** The samples of the run, with the augmentation that docs/plugins.md has as an example. */
async function previewPlugin(file: string): Promise<void> {
  await mkdir(join(folder, 'components'));
  const plugin = exampleOf(await readFile('docs/plugins.md', 'utf8'), 'components/posterize.js');
  await writeFile(join(folder, 'components/posterize.js'), plugin);
  const lines = [
    `extends: ${join(run, 'config.yaml')}`,
    'plugins: [./components/posterize.js]',
    'augmentations: [{type: posterize, p: 1, bits: 2}]',
  ];
  await writeFile(join(folder, 'posterized.yaml'), lines.join('\n'));
  await tessera('preview', 'posterized.yaml', '--samples', '2', '--output', 'plugin.png');
  await sharp(join(folder, 'plugin.png')).resize({ width: 1200 }).webp({ quality: 80 }).toFile(file);
}

/** A project in which an experiment is committed, and what the queue says a moment later. */
async function commitAndLaunch(): Promise<ShownCommand[]> {
  const project = join(folder, 'cats');
  await tessera('init', project);
  // So that hints say `npx tessera`.
  await mkdir(join(project, 'node_modules'));
  await symlink(resolve('.'), join(project, 'node_modules/tessera-ml'));
  const git = (...args: string[]) => execa('git', args, { cwd: project });
  await git('init', '--quiet', '--initial-branch', 'main');
  for (const [key, value] of [
    ['user.name', 'You'],
    ['user.email', 'you@example.org'],
  ] as const)
    await git('config', key, value);
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'A project');
  const shown = [await asShown('npx tessera launch --install-hook', project)];
  await writeFile(join(project, 'experiments/focal.yaml'), 'extends: ./first.yaml\nname: focal\nloss: {type: focal}\n');
  await git('add', '.');
  shown.push(await asShown('git commit -m "Focal loss"', project));
  await new Promise((done) => setTimeout(done, 8000));
  shown.push(await asShown('npx tessera launch --status', project));
  await asShown('npx tessera launch --cancel experiments/focal.yaml', project);
  return shown;
}

/** What a command of `npx tessera`, or another, prints on a terminal with colours. */
async function asShown(command: string, cwd: string): Promise<ShownCommand> {
  const built = `node ${resolve('dist/src/cli/tessera.js')}`;
  const env = { FORCE_COLOR: '1', COLUMNS: String(terminalColumns) };
  const { all } = await execa(command.replace('npx tessera', built), { shell: true, cwd, env, all: true });
  return { command, output: all.replaceAll(folder, '~') };
}

async function showTerminal(file: string, shown: readonly ShownCommand[]): Promise<void> {
  const browser = await startBrowser();
  try {
    await writeFile(file, await terminalImage(browser, shown, terminalColumns));
  } finally {
    await browser.close();
  }
}
