/**
 * Emphasises what belongs to a group of runs, in every chart and table of the page, while the pointer or the focus is
 * there.
 */
export function highlightFrom(element: Element, group: number): void {
  const on = () => highlight(group);
  const off = () => highlight(undefined);
  element.addEventListener('pointerenter', on);
  element.addEventListener('pointerleave', off);
  element.addEventListener('focusin', on);
  element.addEventListener('focusout', off);
}

function highlight(group: number | undefined): void {
  document.body.classList.toggle('highlighting', group !== undefined);
  for (const element of document.querySelectorAll('.of-group'))
    element.classList.toggle('on', group !== undefined && element.classList.contains(`group-${group}`));
}
