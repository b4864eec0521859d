import { posix } from 'node:path';
import { nearest, TesseraError } from '../../core/errors/index.ts';
import { torchvisionFiles } from '../published.ts';

/** Where weights come from. */
export type WeightsSource =
  /** A file, or the folder of a run. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'address'; readonly url: string; readonly sha256?: string }
  /** A file of https://download.pytorch.org/models. */
  | { readonly kind: 'torchvision'; readonly file: string }
  /** A file of a repository of the Hugging Face hub. */
  | { readonly kind: 'hub'; readonly repo: string; readonly revision: string; readonly file: string };

/**
 * Reads `hf://`, `timm/`, `torchvision://`, an address, or else a path.
 * @throws TesseraError `bad-value` for a name that no such place can have
 */
export function parseSource(text: string): WeightsSource {
  if (text.startsWith('hf://')) return hubFile(text);
  if (text.startsWith('timm/')) return timmModel(text);
  if (text.startsWith('torchvision://')) return torchvisionModel(text);
  if (/^https?:\/\//.test(text)) return address(text);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text))
    throw wrong(text, 'to begin with `hf://`, `torchvision://` or `https://`, or to be a path');
  return { kind: 'path', path: text };
}

const hubForm = /^hf:\/\/([\w.-]+\/[\w.-]+)(?:@([^/@]+))?(?:\/([^@]+?))?(?:@(.+))?$/;

/** The revision stands at the end, or after the repository as the hub's own file system has it. */
function hubFile(text: string): WeightsSource {
  const [, repo, inRepo, file = 'model.safetensors', atEnd] = hubForm.exec(text) ?? [];
  const revision = atEnd ?? inRepo ?? 'main';
  if (repo === undefined || !isInside(file) || !isInside(revision) || (atEnd !== undefined && inRepo !== undefined))
    throw wrong(text, 'to be `hf://<owner>/<repo>/<file>`, with `@<revision>` at the end if it is not `main`');
  return { kind: 'hub', repo, revision, file };
}

function timmModel(text: string): WeightsSource {
  const [, model, revision = 'main'] = /^timm\/([\w.-]+)(?:@(.+))?$/.exec(text) ?? [];
  if (model === undefined || !isInside(revision))
    throw wrong(text, 'to be `timm/<model>` with a name of timm, such as `timm/resnet34.a1_in1k`');
  return { kind: 'hub', repo: `timm/${model}`, revision, file: 'model.safetensors' };
}

function torchvisionModel(text: string): WeightsSource {
  const name = text.slice('torchvision://'.length);
  if (/^[\w.-]+-[0-9a-f]{8,}\.pth$/.test(name)) return { kind: 'torchvision', file: name };
  const [model = '', version = 'IMAGENET1K_V1'] = name.split('@');
  const versions = Object.hasOwn(torchvisionFiles, model) ? torchvisionFiles[model]! : undefined;
  if (!versions) {
    const near = nearest(model, Object.keys(torchvisionFiles));
    throw wrong(text, `to name one of ${Object.keys(torchvisionFiles).join(', ')}, or a file that ends with its hash`, [
      ...(near === undefined ? [] : [`did you mean \`torchvision://${near}\`?`]),
    ]);
  }
  if (!Object.hasOwn(versions, version)) throw wrong(text, `to have ${Object.keys(versions).join(' or ')} after the @`);
  return { kind: 'torchvision', file: versions[version]!.file };
}

function address(text: string): WeightsSource {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url?.hash ?? '')?.[1]?.toLowerCase();
  if (!url || (url.hash !== '' && sha256 === undefined))
    throw wrong(text, 'to be an address, with nothing after a # but `sha256=` and 64 hexadecimal digits');
  if (url.protocol === 'http:' && !loopback.includes(url.hostname))
    throw wrong(text, 'to begin with https://: what comes over http:// can be changed on its way');
  url.hash = '';
  return { kind: 'address', url: url.href, ...(sha256 !== undefined && { sha256 }) };
}

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** Whether a name that becomes part of a path stays below where it is put. */
export function isInside(name: string): boolean {
  return name !== '' && !posix.isAbsolute(name) && !name.includes('\\') && !name.split('/').includes('..');
}

function wrong(text: string, expected: string, hints: readonly string[] = []): TesseraError {
  return new TesseraError({ code: 'bad-value', message: `expected \`${text}\` ${expected}`, hints });
}
