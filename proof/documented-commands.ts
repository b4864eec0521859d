import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import sharp from 'sharp';
import type { Part } from './part.ts';

/**
 * Each `npx tessera ...` line of a code block in README and docs runs, on a tiny experiment in place of
 * `experiments/x.yaml`.
 */
export const documentedCommands: Part = {
  name: 'commands',
  title: 'Every command of the docs',
  run: async (root, log) => {
    const pages = [
      'README.md',
      ...(await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
    ];
    const texts = await Promise.all(pages.map((page) => readFile(join(root, page), 'utf8')));
    const commands = [...new Set(texts.flatMap(commandsOf))];
    const folder = await mkdtemp(join(tmpdir(), 'tessera-commands-'));
    try {
      await cp(join(root, 'experiments'), join(folder, 'experiments'), { recursive: true });
      await writeFile(join(folder, 'experiments/x.yaml'), tinyExperiment);
      await mkdir(join(folder, 'models'));
      await writeFile(join(folder, 'models/unet.yaml'), 'type: unet\nencoder: {type: convnet, widths: [4, 8]}\n');
      await writePhotos(folder);
      await interruptRun(folder, root);
      const lines: string[] = [];
      let passed = true;
      for (const command of commands) {
        const why = reasonToLeaveOut(command);
        const { exitCode, output } =
          why === undefined ? await runIn(folder, root, command) : { exitCode: 0, output: '' };
        log(`${command}: ${why ?? `exit code ${exitCode}`}`);
        passed &&= exitCode === 0;
        lines.push(`- \`${command}\`: ${why === undefined ? verdict(exitCode, output) : `not run: ${why}`}`);
      }
      return { passed, text: lines.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The commands in the code blocks of a page, without the explanations beside them. */
export function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```\w*\n([^]*?)^```$/gm)].map(([, block]) => block!);
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

async function runIn(folder: string, root: string, command: string): Promise<{ exitCode: number; output: string }> {
  const line = (await withRealRuns(command, folder)).replace('npx tessera', `node ${programOf(root)}`);
  const { exitCode, all } = await execa(line, {
    shell: 'bash',
    cwd: folder,
    all: true,
    reject: false,
    timeout: 600_000,
  });
  return { exitCode: exitCode ?? 1, output: all };
}

/** The photos that the docs name, masks of some of them, and a list of one. */
async function writePhotos(folder: string): Promise<void> {
  const background = { r: 200, g: 120, b: 40 };
  for (const name of ['photos/a.jpg', 'photos/sub/b.png', 'more/c.jpg', 'cat.jpg', 'dog.png', 'scan.tif']) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await sharp({ create: { width: 90, height: 60, channels: 3, background } }).toFile(join(folder, name));
  }
  const halves = Uint8Array.from({ length: 90 * 60 }, (_, pixel) => (pixel % 90 < 45 ? 0 : 255));
  for (const name of ['masks/a.png', 'masks/sub/b.png']) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await sharp(halves, { raw: { width: 90, height: 60, channels: 1 } }).toFile(join(folder, name));
  }
  await writeFile(join(folder, 'list.txt'), 'photos/a.jpg\n');
}

/**
 * Starts a run and interrupts it once it has trained some steps: there has to be one that `--resume` can go on with.
 */
async function interruptRun(folder: string, root: string): Promise<void> {
  const settings = [`name=${interrupted}`, 'train.epochs=60'].flatMap((setting) => ['--set', setting]);
  const run = execa('node', [programOf(root), 'run', 'experiments/x.yaml', ...settings], {
    cwd: folder,
    reject: false,
  });
  let hasEnded = false;
  void run.finally(() => (hasEnded = true));
  while (!hasEnded && (await stepsOf(folder)) < 2) await setTimeout(50);
  run.kill('SIGINT');
  const { exitCode, stderr } = await run;
  if (exitCode !== 130) throw new Error(`the run to be interrupted ended with exit code ${exitCode}: ${stderr}`);
}

async function stepsOf(folder: string): Promise<number> {
  const run = (await runNames(folder)).find((name) => name.startsWith(`${interrupted}-`));
  const lines = await readFile(join(folder, 'runs', run ?? '', 'metrics.jsonl'), 'utf8').catch(() => '');
  return lines.split('\n').length - 1;
}

async function runNames(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'runs')).catch(() => []);
  return names.filter((name) => !name.startsWith('.')).sort();
}

function programOf(root: string): string {
  return join(root, 'dist/src/cli/tessera.js');
}

/**
 * `runs/x-1a2b3c4d5e6f`, `runs/a-...` and the like become runs that earlier commands made, `--resume` the interrupted
 * one.
 */
async function withRealRuns(command: string, folder: string): Promise<string> {
  const runs = await runNames(folder);
  const real = (prefix: string, index: number) => runs.find((name) => name.startsWith(`${prefix}-`)) ?? runs[index];
  let count = 0;
  return command.replace(/runs\/(\w+)-(?:1a2b3c4d5e6f|\.\.\.)/g, (text, prefix: string) => {
    const name = real(command.includes('--resume') ? interrupted : prefix, count++);
    return name === undefined ? text : `runs/${name}`;
  });
}

function verdict(exitCode: number, output: string): string {
  return exitCode === 0 ? 'works' : `**exit code ${exitCode}**: ${output.trim().split('\n').at(-1)}`;
}

const interrupted = 'interrupted';

const tinyExperiment = `name: x
dataset: {type: shapes, image_size: 32, train: 8, val: 4, test: 4}
augmentations: [{type: horizontal-flip}]
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 2, batch_size: 4}
`;
