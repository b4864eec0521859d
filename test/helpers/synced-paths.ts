import fs, { readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** The paths of the files and folders that are synced while `work` runs, in their order. On Linux. */
export async function syncedPaths(work: () => Promise<void>): Promise<string[]> {
  const paths: string[] = [];
  const note = (descriptor: number) => void paths.push(readlinkSync(`/proc/self/fd/${descriptor}`));
  const handle = await open('.', 'r');
  const handles = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const [sync, fsyncSync] = [handles.sync, fs.fsyncSync];
  handles.sync = function () {
    note(this.fd);
    return sync.call(this);
  };
  fs.fsyncSync = (descriptor) => {
    note(descriptor);
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
  try {
    await work();
    return paths;
  } finally {
    handles.sync = sync;
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
}
