import { type Window, reachOf } from '../../geometry/window.ts';

/** All padding explicit, as ONNX orders it: top, left, bottom, right. */
export type Pads = readonly [number, number, number, number];

export function padsOf({ padding: [rows, columns] }: Window): Pads {
  return [rows[0], columns[0], rows[1], columns[1]];
}

/** As ONNX's Conv and pooling operators name it. */
export function windowAttributes(window: Window) {
  const { kernel, strides, dilations } = window;
  return { kernel_shape: kernel, strides, dilations, pads: padsOf(window) };
}

/** As a ConvTranspose that undoes the window; rows and columns that the stride left over get zeros. */
export function transposedAttributes(window: Window) {
  const { strides, padding, input, output } = window;
  const rest = ([0, 1] as const).map((axis) => {
    const [before, after] = padding[axis];
    return input[axis] + before + after - reachOf(window, axis) - 1 - (output[axis] - 1) * strides[axis];
  });
  return { ...windowAttributes(window), output_padding: rest };
}

/** Padding that lets the turned kernel reach every input position. */
export function fullPads(window: Window): Pads {
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const [before, after] = window.padding[axis];
    return [reachOf(window, axis) - before, reachOf(window, axis) - after] as const;
  }) as [readonly [number, number], readonly [number, number]];
  return [rows[0], columns[0], rows[1], columns[1]];
}
