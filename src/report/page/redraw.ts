const drawings: (() => void)[] = [];

/** Draws every chart anew, at once: before printing there is no time to be told of other widths. */
export function redrawAll(): void {
  for (const draw of drawings) draw();
}

/** Draws now, and again whenever the width changes, as when the window or a folded part opens. */
export function redrawWithWidth(elements: readonly HTMLElement[], draw: () => void): void {
  drawings.push(draw);
  const widths = new Map<Element, number>();
  const observer = new ResizeObserver((entries) => {
    const changed = entries.filter(({ target, contentRect }) => widths.get(target) !== contentRect.width);
    for (const { target, contentRect } of changed) widths.set(target, contentRect.width);
    if (changed.length > 0) draw();
  });
  elements.forEach((element) => observer.observe(element));
}
