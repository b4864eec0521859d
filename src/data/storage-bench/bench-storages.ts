import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../core/random.ts';
import type { ImageSize, SampleSource } from '../sample.ts';
import type { Storage, StoredSource } from '../storage/storage.ts';
import { canMapFiles } from '../storage/packed/map-file.ts';
import { dropFromPageCache } from './page-cache.ts';
import { readOrders, readSpeed, type ReadOrder } from './read-speed.ts';

/** Samples per second. */
export type Speeds = Readonly<Record<ReadOrder, number>>;
/** Files that are mapped into memory stay in the page cache, so only their first read is cold. */
export type ColdSpeeds = Partial<Speeds>;

export interface StorageRow {
  readonly storage: string;
  readonly prepareSeconds: number;
  /** Bytes of the storage's files, or of the memory that `memory` takes. Absent if nothing is kept. */
  readonly bytes?: number;
  /**
   * The first read after the files left the page cache; absent if there are no files, or the cache can't be emptied.
   */
  readonly cold?: ColdSpeeds;
  /** The median round. */
  readonly warm: Speeds;
  readonly peer?: PeerRow;
}

export interface PeerRow {
  readonly name: PeerName;
  readonly cold?: ColdSpeeds;
  readonly warm: Speeds;
}

export const peerOf = { memmap: 'numpy.memmap', hdf5: 'h5py', raw: 'PIL' } as const;
export type PeerName = (typeof peerOf)[keyof typeof peerOf];

/** The request for one round of the peers (Python's libraries). */
export interface PeerRequest extends ImageSize {
  readonly cold: boolean;
  readonly orders: Readonly<Record<ReadOrder, readonly number[]>>;
  /** For packs, the file of images and that of masks; for photos, each sample's photo file and mask file in turn. */
  readonly files: Readonly<Partial<Record<PeerName, readonly string[]>>>;
}
export type PeerAnswer = Readonly<Partial<Record<PeerName, Speeds>>>;

export interface StorageBenchInput {
  /** Samples of one size, made from their files. */
  readonly source: SampleSource & { readonly size: ImageSize };
  readonly storages: readonly { readonly type: string; readonly storage: Storage }[];
  readonly rounds: number;
  /** Runs the peers that are installed. */
  readonly askPeers: (request: PeerRequest) => Promise<PeerAnswer>;
  readonly onProgress: (label: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface StorageBench {
  readonly rows: readonly StorageRow[];
  /** The fastest storage for reads as in training: shuffled and warm. */
  readonly fastest: string;
  /** Why no read was cold. */
  readonly notCold?: string;
}

interface Prepared {
  readonly type: string;
  readonly stored: StoredSource;
  readonly seconds: number;
  readonly files: readonly string[];
}

/** Stores every sample in each storage, then reads them all in rounds, in which the storages take turns. */
export async function benchStorages(input: StorageBenchInput): Promise<StorageBench> {
  const { source, storages, rounds, onProgress, signal } = input;
  const prepared: Prepared[] = [];
  for (const { type, storage } of storages) prepared.push(await prepare(type, storage, input));

  const mapped = await canMapFiles();
  const notCold = await dropFromPageCache(prepared.flatMap(({ files }) => files.slice(0, 1)));
  const passes = rounds + (notCold === undefined ? 1 : 0);
  const cold = notCold === undefined ? await measure(true, 0) : undefined;
  const warm: Round[] = [];
  // The first warm round reads what the cold rounds left in the page cache.
  for (let round = 0; round < rounds; round++) warm.push(await measure(false, passes - rounds + round));
  onProgress('reading', passes, passes);

  const rows = await Promise.all(prepared.map((each) => rowOf(each, source, cold, warm)));
  const fastest = rows.reduce((best, row) => (row.warm.shuffled > best.warm.shuffled ? row : best)).storage;
  return { rows, fastest, ...(notCold !== undefined && { notCold }) };

  async function measure(isCold: boolean, pass: number): Promise<Round> {
    const ours = new Map<string, Speeds>();
    for (const { type, stored, files } of prepared) {
      onProgress(`reading ${isCold ? 'cold' : 'warm'} from ${type}`, pass, passes);
      if (isCold && files.length === 0) continue;
      const speeds = {} as Record<ReadOrder, number>;
      for (const order of isCold && mapped && isPacked(type) ? readOrders.slice(0, 1) : readOrders) {
        signal.throwIfAborted();
        if (isCold) await dropFromPageCache(files);
        speeds[order] = await readSpeed(stored, source.size, order);
      }
      ours.set(type, speeds);
    }
    onProgress('reading with Python', pass, passes);
    return { ours, peers: await input.askPeers(peerRequest(prepared, source, isCold)) };
  }
}

interface Round {
  readonly ours: ReadonlyMap<string, Speeds>;
  readonly peers: PeerAnswer;
}

async function prepare(
  type: string,
  storage: Storage,
  { source, onProgress, signal }: StorageBenchInput,
): Promise<Prepared> {
  const started = performance.now();
  const stored = await storage.store(source, (done) => {
    signal.throwIfAborted();
    onProgress(`preparing ${type}`, done, source.length);
  });
  const seconds = (performance.now() - started) / 1000;
  const { folder } = (stored.handle ?? {}) as { folder?: string };
  return {
    type,
    stored,
    seconds,
    files: folder !== undefined ? await packedFiles(folder) : type === 'raw' ? filesOf(source) : [],
  };
}

async function packedFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name !== 'index.json');
  return names.sort().map((name) => join(folder, name));
}

function filesOf(source: SampleSource): string[] {
  return Array.from({ length: source.files ? source.length : 0 }, (_, index) => source.files!(index)).flatMap(
    ({ image, masks }) => [image, ...masks],
  );
}

function peerRequest(prepared: readonly Prepared[], source: StorageBenchInput['source'], cold: boolean): PeerRequest {
  const sequential = Array.from({ length: source.length }, (_, index) => index);
  const files = prepared.flatMap(({ type, files: own }): [PeerName, readonly string[]][] => {
    const name = peerNameOf(type);
    return name !== undefined && own.length > 0 ? [[name, own]] : [];
  });
  const orders = { sequential, shuffled: createRandom('storage bench').permutation(source.length) };
  return { ...source.size, cold, orders, files: Object.fromEntries(files) };
}

function isPacked(type: string): boolean {
  return type === 'memmap' || type === 'hdf5';
}

function peerNameOf(type: string): PeerName | undefined {
  return (peerOf as Partial<Record<string, PeerName>>)[type];
}

async function rowOf(
  { type, seconds, files }: Prepared,
  { size, length }: StorageBenchInput['source'],
  cold: Round | undefined,
  warm: readonly Round[],
): Promise<StorageRow> {
  const own = cold?.ours.get(type);
  const name = peerNameOf(type);
  const asked = name === undefined ? [] : warm.flatMap(({ peers }) => peers[name] ?? []);
  const peerCold = name === undefined ? undefined : cold?.peers[name];
  const bytes = isPacked(type)
    ? await totalSize(files)
    : type === 'memory'
      ? length * size.height * size.width * 4
      : undefined;
  return {
    storage: type,
    prepareSeconds: seconds,
    ...(bytes !== undefined && { bytes }),
    ...(own && { cold: own }),
    warm: median(warm.map(({ ours }) => ours.get(type)!)),
    ...(name !== undefined &&
      asked.length > 0 && { peer: { name, ...(peerCold && { cold: peerCold }), warm: median(asked) } }),
  };
}

async function totalSize(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function median(rounds: readonly Speeds[]): Speeds {
  const middle = (order: ReadOrder) =>
    rounds.map((speeds) => speeds[order]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)]!;
  return { sequential: middle('sequential'), shuffled: middle('shuffled') };
}
