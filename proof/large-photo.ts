import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import sharp from 'sharp';
import type { Part } from './part.ts';
import { tinyExperiment } from './tiny-experiment.ts';

const side = 10_000;
const mostMiB = 1536;

/** A photo of 100 megapixels, which viewers turn, is predicted in tiles and as a whole, in bounded memory. */
export const largePhoto: Part = {
  name: 'large-photo',
  title: 'A photo of 100 megapixels',
  run: async (root, log) => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-large-'));
    const tessera = (args: readonly string[], env: Record<string, string> = {}) =>
      execa('node', [join(root, 'dist/src/cli/tessera.js'), ...args], { cwd: folder, env, timeout: 1_800_000 });
    try {
      await writeFile(join(folder, 'x.yaml'), tinyExperiment);
      await tessera(['run', 'x.yaml']);
      const [run] = (await readdir(join(folder, 'runs'))).filter((name) => name.startsWith('x-'));
      await writePhoto(join(folder, 'large.jpg'));
      const lines: string[] = [];
      let passed = true;
      for (const options of [['--tile', '512', '--overlap', '64'], []]) {
        const output = options.length > 0 ? 'tiles' : 'whole';
        const start = performance.now();
        const { stderr } = await tessera(['predict', run!, 'large.jpg', '--output', output, ...options], tellsPeak);
        const peak = Math.round(Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024);
        const { width, height } = await sharp(join(folder, output, 'labels/large.png'), unlimited).metadata();
        // Viewers turn it: its sides change places.
        const isWhole = height === side && width === side + 16;
        passed &&= isWhole && peak < mostMiB;
        const seconds = Math.round((performance.now() - start) / 1000);
        lines.push(
          `- ${options.join(' ') || 'as a whole'}: ` +
            `${isWhole ? 'a label map of its size' : `**${width} x ${height}**`} in ` +
            `${seconds} s, at most ` +
            `${peak} MiB of memory`,
        );
        log(lines.at(-1)!);
      }
      return { passed, text: lines.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const unlimited = { limitInputPixels: false } as const;

/** Makes a Node.js process say its peak of memory, in KiB, when it ends. */
const tellsPeak = {
  NODE_OPTIONS: `--import="data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))"`,
};

async function writePhoto(file: string): Promise<void> {
  const small = Uint8Array.from({ length: 40 * 40 * 3 }, (_, at) => (at * 7919) % 251);
  await sharp(small, { raw: { width: 40, height: 40, channels: 3 } })
    .resize(side, side + 16, { fit: 'fill' })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(file);
}
