import type { Problem } from '../core/errors/index.ts';
import type { ImageSize } from '../data/sample.ts';
import type { AnsweredPhoto, PhotoTask } from './answer-photo.ts';

/** Messages to a thread that answers photos: the photos, and what the network says of the images that it asks for. */
export type ToThread =
  | { readonly kind: 'photo'; readonly id: number; readonly task: PhotoTask }
  | { readonly kind: 'logits'; readonly id: number; readonly logits: Float32Array }
  /** The network fails, or nothing more is to be answered. */
  | { readonly kind: 'refused'; readonly id: number };

/** Messages from such a thread. The network is in the main thread: an engine can be started once in a process. */
export type FromThread =
  | {
      readonly kind: 'ask';
      readonly id: number;
      /** The photo that it is for. */
      readonly photo: number;
      readonly image: Uint8Array;
      readonly size: ImageSize;
    }
  | { readonly kind: 'answered'; readonly id: number; readonly answered: AnsweredPhoto }
  | { readonly kind: 'failed'; readonly id: number; readonly problems: readonly Problem[] };
