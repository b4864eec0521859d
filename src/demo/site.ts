import { toJson } from '../core/json.ts';
import { packageFile } from '../core/package-file.ts';
import type { Description } from '../export/description.ts';
import type { DemoDescription, DemoExample } from './description.ts';
import { pageFiles, runtimeFiles } from './runtime-files.ts';

/** The files of a static page by their path, which has no leading slash: their bytes, or where those are. */
export type Site = ReadonlyMap<string, Uint8Array | URL>;

export interface DemoParts {
  readonly description: Description;
  /** The exported network: uint8 in, logits out. */
  readonly model: Uint8Array;
  readonly examples: readonly Example[];
  /** Whether to add what WebGPU needs, 27 MB. */
  readonly webgpu: boolean;
}

/** A photo to try the network on. */
export interface Example {
  readonly name: string;
  /** A file that browsers read. */
  readonly bytes: Uint8Array;
  /** With its dot: `.webp`. */
  readonly suffix: string;
}

/**
 * Headers by which a server isolates the page, so that browsers let it use threads: what it embeds must agree, and its
 * window is shared with no other site's.
 */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** All files of a demo. It works below any path of any static host. */
export function demoSite({ description, model, examples, webgpu }: DemoParts): Site {
  const runtime = [...runtimeFiles.wasm, ...(webgpu ? runtimeFiles.webgpu : [])].map((name) => `ort/${name}`);
  const listed = examples.map(({ name, suffix }, index): DemoExample => ({
    name,
    file: `examples/${index + 1}${suffix}`,
  }));
  const described: DemoDescription = { ...description, webgpu, examples: listed };
  return new Map<string, Uint8Array | URL>([
    ...[...pageFiles, ...runtime].map((path) => [path, packageFile(`dist/demo/${path}`)] as const),
    ['model.onnx', model],
    ['model.json', Buffer.from(toJson(described))],
    ...examples.map(({ bytes }, index) => [listed[index]!.file, bytes] as const),
    // Netlify and Cloudflare Pages read this file; other hosts are told in other ways.
    [
      '_headers',
      Buffer.from(
        `/*\n${Object.entries(isolation)
          .map(([name, value]) => `  ${name}: ${value}\n`)
          .join('')}`,
      ),
    ],
  ]);
}
