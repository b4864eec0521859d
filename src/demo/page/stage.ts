import type { DemoClass } from '../description.ts';
import { element } from './elements.ts';
import { maskColors } from './mask-colors.ts';
import type { Answer } from './messages.ts';

export interface Stage {
  /** Shows a loaded photo, without a mask. */
  showPhoto(photo: HTMLImageElement, name: string): void;
  showMask(answer: Answer, visible: readonly boolean[], content: string): void;
  /** Draws the mask again, after a class was toggled. */
  redraw(visible: readonly boolean[]): void;
  /** @param opacity of the mask, 0 to 1 */
  setOpacity(opacity: number): void;
  /** Photo and mask as they are shown, as a PNG file. */
  picture(): Promise<Blob>;
}

/** The photo with its mask over it. */
export function createStage(classes: readonly DemoClass[], onPoint: (label: number | undefined) => void): Stage {
  const figure = element('figure', HTMLElement);
  const photo = element('photo', HTMLImageElement);
  const mask = element('mask', HTMLCanvasElement);
  const pointed = element('pointed', HTMLElement);
  const context = mask.getContext('2d')!;
  let answer: Answer | undefined;
  let opacity = 1;

  figure.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!answer) return;
    const { left, top, width, height } = mask.getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * answer.size.width);
    const row = Math.floor(((clientY - top) / height) * answer.size.height);
    const isInside = column >= 0 && row >= 0 && column < answer.size.width && row < answer.size.height;
    show(isInside ? answer.labels[row * answer.size.width + column] : undefined, clientX - left, clientY - top);
  });
  figure.addEventListener('pointerleave', () => show(undefined));

  function show(label: number | undefined, left = 0, top = 0): void {
    pointed.hidden = label === undefined;
    if (label !== undefined) {
      pointed.textContent = classes[label]!.name;
      pointed.style.setProperty('--class', `rgb(${classes[label]!.color.join(' ')})`);
      pointed.style.translate = `${left}px ${top}px`;
    }
    onPoint(label);
  }

  function redraw(visible: readonly boolean[]): void {
    if (!answer) return;
    const { width, height } = answer.size;
    context.putImageData(new ImageData(maskColors(answer.labels, classes, visible), width, height), 0, 0);
  }

  return {
    showPhoto(loaded, name) {
      answer = undefined;
      show(undefined);
      mask.hidden = true;
      URL.revokeObjectURL(photo.src);
      photo.src = loaded.src;
      photo.alt = name;
      figure.style.setProperty('--ratio', String(loaded.naturalWidth / loaded.naturalHeight));
      figure.hidden = false;
      element('empty', HTMLElement).hidden = true;
    },
    showMask(next, visible, content) {
      answer = next;
      mask.width = next.size.width;
      mask.height = next.size.height;
      mask.ariaLabel = `Mask: ${content}`;
      redraw(visible);
      mask.hidden = false;
    },
    redraw,
    setOpacity(value) {
      opacity = value;
      mask.style.opacity = String(value);
    },
    async picture() {
      const canvas = new OffscreenCanvas(mask.width, mask.height);
      const target = canvas.getContext('2d')!;
      target.drawImage(photo, 0, 0, mask.width, mask.height);
      target.globalAlpha = opacity;
      target.drawImage(mask, 0, 0);
      return canvas.convertToBlob({ type: 'image/png' });
    },
  };
}
