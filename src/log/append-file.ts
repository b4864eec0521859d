import { openAppendFile as openPlainly, type OpenAppendFile } from 'tensorboard-ts-writer';
import { writeFailed } from '../core/write-failed.ts';

/**
 * The writer's file of whole entries, with errors that say what to do.
 * @throws TesseraError `run-failed` when the system refuses, for example because the disk is full; `append` throws it
 * too
 */
export const openAppendFile: OpenAppendFile = (path, flags) => {
  const file = attempt(path, 0, () => openPlainly(path, flags));
  return { ...file, append: (bytes) => attempt(path, bytes.length, () => file.append(bytes)) };
};

function attempt<Result>(path: string, bytes: number, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw writeFailed(path, cause, bytes);
  }
}
