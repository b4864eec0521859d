import { parentPort } from 'node:worker_threads';
import { servePhotos } from '../predict/serve-photos.ts';

/** The program of a worker thread that decodes photos and writes their answers. */
servePhotos(parentPort!);
