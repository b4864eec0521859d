import type { BackendName, EngineSection } from '../../schemas/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import type { Backend, Presence, StartOptions } from './backend.ts';

/**
 * What `auto` tries, fastest first by `npm run bench -- step`. It measures nothing itself, so that the choice is the
 * same on equal machines. WebGPU runs only when asked for: a device may be a slow emulation.
 */
export const automaticOrder: readonly BackendName[] = ['onnxruntime', 'tensorflow', 'wasm', 'cpu'];

export interface Choice {
  readonly backend: Backend;
  readonly what: string;
  /** The fastest engine that `auto` would have taken, if it isn't there. */
  readonly missing?: { readonly name: BackendName } & Presence & { readonly there: false };
}

/**
 * The backend that the configuration asks for, or the first of the automatic order that is there.
 * @throws TesseraError `backend-missing` with why it isn't there and how to get it
 */
export async function chooseBackend(
  asked: EngineSection['backend'],
  backends: ReadonlyMap<BackendName, Backend>,
  options: StartOptions,
): Promise<Choice> {
  const names = asked === 'auto' ? automaticOrder : [asked];
  const absent: NonNullable<Choice['missing']>[] = [];
  for (const name of names) {
    const backend = backends.get(name)!;
    const presence = await backend.probe(options);
    if (presence.there) return { backend, what: presence.what, ...(absent[0] && { missing: absent[0] }) };
    if (asked === name) throw backendMissing(name, presence);
    absent.push({ name, ...presence });
  }
  throw new TesseraError({
    code: 'backend-missing',
    message: 'Expected at least one backend to be there, got none.',
    hints: absent.map(({ name, why }) => `${name}: ${why}`),
  });
}

function backendMissing(name: BackendName, { why, howToGet }: Presence & { there: false }): TesseraError {
  return new TesseraError({
    code: 'backend-missing',
    message: `Expected the backend \`${name}\` to be available on this machine, but ${why}.`,
    hints: [
      ...howToGet,
      'or write engine: {backend: auto}, which takes the fastest one that is there',
      '`tessera doctor` shows all of them',
    ],
  });
}
