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
  const source = read(text);
  if (typeof source !== 'string') return source;
  throw new TesseraError({ code: 'bad-value', message: `expected ${source}, got \`${text}\`` });
}

/** What was expected of a text that `parseSource` refuses. */
export function expectedSource(text: string): string | undefined {
  const source = read(text);
  return typeof source === 'string' ? source : undefined;
}

/** Returns what was expected, as text, if it is wrong. */
function read(text: string): WeightsSource | string {
  if (text.startsWith('hf://')) return hubFile(text);
  if (text.startsWith('timm/')) return timmModel(text);
  if (text.startsWith('torchvision://')) return torchvisionModel(text.slice('torchvision://'.length));
  if (/^https?:\/\//.test(text)) return address(text);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text))
    return 'a path, or an address that begins with `hf://`, `torchvision://` or `https://`';
  return { kind: 'path', path: text };
}

const hubForm = /^hf:\/\/([\w.-]+\/[\w.-]+)(?:@([^/@]+))?(?:\/([^@]+?))?(?:@(.+))?$/;

/** The revision stands at the end, or after the repository as the hub's own file system has it. */
function hubFile(text: string): WeightsSource | string {
  const [, repo, inRepo, file = 'model.safetensors', atEnd] = hubForm.exec(text) ?? [];
  const revision = atEnd ?? inRepo ?? 'main';
  if (
    repo === undefined ||
    !isRepository(repo) ||
    !isInside(file) ||
    !isInside(revision) ||
    (atEnd !== undefined && inRepo !== undefined)
  )
    return '`hf://<owner>/<repo>/<file>`, with `@<revision>` at the end if it is not `main`';
  return { kind: 'hub', repo, revision, file };
}

/**
 * Whether owner and name are such as the hub allows: of at most 96 characters, with a letter, digit or underscore at
 * both ends, without `--` and `..` (https://github.com/huggingface/huggingface_hub, `validate_repo_id`).
 */
function isRepository(repo: string): boolean {
  return repo
    .split('/')
    .every((part) => part.length <= 96 && /^\w([\w.-]*\w)?$/.test(part) && !/--|\.\.|\.git$/.test(part));
}

function timmModel(text: string): WeightsSource | string {
  const [, model, revision = 'main'] = /^timm\/([\w.-]+)(?:@(.+))?$/.exec(text) ?? [];
  if (model === undefined || !isRepository(`timm/${model}`) || !isInside(revision))
    return "`timm/<model>` with timm's name of a model, such as `timm/resnet34.a1_in1k`";
  return { kind: 'hub', repo: `timm/${model}`, revision, file: 'model.safetensors' };
}

function torchvisionModel(name: string): WeightsSource | string {
  if (/^[\w.-]+-[0-9a-f]{8,}\.pth$/.test(name)) return { kind: 'torchvision', file: name };
  const [model = '', version = 'IMAGENET1K_V1'] = name.split('@');
  const models = Object.keys(torchvisionFiles);
  if (!models.includes(model)) {
    const near = nearest(model, models);
    const meant = near === undefined ? '' : ` (\`torchvision://${near}\` is near)`;
    return `one of ${models.join(', ')} after torchvision://, or a .pth file whose name ends with its hash${meant}`;
  }
  const versions = torchvisionFiles[model]!;
  return Object.hasOwn(versions, version)
    ? { kind: 'torchvision', file: versions[version]!.file }
    : `${Object.keys(versions).join(' or ')} after the @`;
}

function address(text: string): WeightsSource | string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url?.hash ?? '')?.[1]?.toLowerCase();
  if (!url || (url.hash !== '' && sha256 === undefined))
    return 'an address, with nothing after a # but `sha256=` and 64 hexadecimal digits';
  if (!isSecure(url))
    return 'an address that begins with https://, since what comes over http:// can be changed on its way';
  url.hash = '';
  return { kind: 'address', url: url.href, ...(sha256 !== undefined && { sha256 }) };
}

/** Whether nobody on the way can read or change what is sent: by https, or within this machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** Whether a name that becomes part of a path stays below where it is put. */
export function isInside(name: string): boolean {
  return name !== '' && !posix.isAbsolute(name) && !name.includes('\\') && !name.split('/').includes('..');
}
