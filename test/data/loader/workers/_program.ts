import { createWorkNote, noteIdle, noteWork } from '../../../../src/data/loader/workers/protocol.ts';

/** The program of a thread that speaks as those of `protocol.ts` do. Starts in milliseconds, since it loads nothing. */
export function programOf(body: string): URL {
  const code = `
    import { parentPort as port, threadId, workerData } from 'node:worker_threads';
    const { setup, note } = workerData;
    const sample = (id, name) =>
      port.postMessage({ id, kind: 'sample', sample: { name, height: 0, width: 0, image: new Uint8Array(), mask: new Uint8Array() } });
    const filled = (id, bad = []) => port.postMessage({ id, kind: 'filled', bad });
    const failed = (id, ...problems) => port.postMessage({ id, kind: 'failed', problems });
    ${body}`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** A line of such a program that notes what is in hand, as `noteWork` would after the note that all is loaded. */
export function noting(source: number, indices: readonly number[]): string {
  const note = createWorkNote();
  noteIdle(note);
  noteWork(note, source, indices);
  return `note.set(${JSON.stringify([...note])});`;
}
