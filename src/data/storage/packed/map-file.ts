/** The part of the addon `@riaskov/mmap-io` that is used. It is optional: without it, files are read. */
interface MmapAddon {
  readonly PROT_READ: number;
  readonly MAP_SHARED: number;
  map(size: number, protection: number, flags: number, descriptor: number): Uint8Array;
}

const packageName = '@riaskov/mmap-io';
let addon: Promise<MmapAddon | undefined> | undefined;

/** A read-only view of the whole file; undefined if the addon is not installed. The file may be closed afterwards. */
export async function mapFile(descriptor: number, size: number): Promise<Uint8Array | undefined> {
  const mmap = await loadOnce();
  return size === 0 ? undefined : mmap?.map(size, mmap.PROT_READ, mmap.MAP_SHARED, descriptor);
}

export async function canMapFiles(): Promise<boolean> {
  return (await loadOnce()) !== undefined;
}

function loadOnce(): Promise<MmapAddon | undefined> {
  return (addon ??= loadAddon());
}

async function loadAddon(): Promise<MmapAddon | undefined> {
  try {
    const module = (await import(packageName)) as { default?: unknown };
    const found = (module.default ?? module) as Partial<MmapAddon>;
    return typeof found.map === 'function' ? (found as MmapAddon) : undefined;
  } catch {
    return undefined;
  }
}
