import type { BackendName, EngineSection } from '../../schemas/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import type { Backend, Presence, StartOptions } from './backend.ts';

/**
 * What `auto` tries, fastest first by `npm run bench -- step`. It measures nothing itself, so that the choice is the
 * same on equal machines.
 */
export const automaticOrder: readonly BackendName[] = ['onnxruntime', 'tensorflow', 'wasm', 'cpu'];

export interface Choice {
  readonly backend: Backend;
  readonly what: string;
  /** The fastest engine that `auto` would have taken, if it isn't there. */
  readonly missing?: { readonly name: BackendName } & Presence & { readonly there: false };
}

/**
 * The backend that the configuration asks for, or the first of the automatic order that is there; where a GPU is asked
 * for, the first that has one.
 * @throws TesseraError `backend-missing`, or `device-missing` where a GPU is asked for, with why and how to get it
 */
export async function chooseBackend(
  asked: EngineSection['backend'],
  backends: ReadonlyMap<BackendName, Backend>,
  options: StartOptions,
): Promise<Choice> {
  const wantsGpu = options.device?.kind === 'gpu';
  const names = asked === 'auto' ? automaticOrder.filter((name) => !wantsGpu || backends.get(name)!.hasGpus) : [asked];
  const absent: NonNullable<Choice['missing']>[] = [];
  for (const name of names) {
    const backend = backends.get(name)!;
    const presence = await backend.probe(options);
    if (presence.there) return { backend, what: presence.what, ...(absent[0] && { missing: absent[0] }) };
    absent.push({ name, ...presence });
  }
  if (wantsGpu) throw deviceMissing(absent);
  if (asked !== 'auto') throw backendMissing(asked, absent[0]!);
  throw new TesseraError({
    code: 'backend-missing',
    message: 'Expected at least one backend to be there, got none.',
    hints: absent.map(({ name, why }) => `${name}: ${why}`),
  });
}

type Absence = Presence & { there: false };

function backendMissing(name: BackendName, { why, howToGet }: Absence): TesseraError {
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

function deviceMissing(absent: readonly NonNullable<Choice['missing']>[]): TesseraError {
  const reasons = absent.map(({ name, why }) => `${name}: ${why}`).join('; ');
  return new TesseraError({
    code: 'device-missing',
    message: `Expected a GPU that a backend can compute on, got none (${reasons}).`,
    hints: [
      ...absent[0]!.howToGet,
      'or write engine: {device: auto}, which computes on the processor where there is no faster GPU',
      '`tessera doctor` shows what is there',
    ],
  });
}
