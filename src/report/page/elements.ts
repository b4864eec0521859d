type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/** A new HTML element. Attributes that are `true` have no value; those that are `false` or undefined are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A name after whose slashes and dots a line may break. */
export function breakable(name: string): (Node | string)[] {
  const parts = name.split(/(?<=[./])/);
  return parts.flatMap((part, place) => (place < parts.length - 1 ? [part, h('wbr')] : [part]));
}

/** A section of the page with a heading that the navigation leads to. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title), ...children);
}

/** Names and what they stand for. */
export function facts(rows: readonly { readonly name: string; readonly value: string }[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    ...rows.map(({ name, value }) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

/** What is wider than the screen is scrolled in a frame of its own, with the keyboard too. */
export function scrolled(label: string, content: HTMLElement, options: { readonly tall?: boolean } = {}): HTMLElement {
  const frame = {
    class: options.tall ? 'scrolled tall' : 'scrolled',
    tabindex: 0,
    role: 'region',
    'aria-label': label,
  };
  return h('div', frame, content);
}

/** What is folded until it is asked for. Printing unfolds it. */
export function folded(title: string, ...children: readonly Child[]): HTMLDetailsElement {
  return h('details', {}, h('summary', {}, title), ...children);
}

/** A new SVG element. */
export function svg<K extends 'svg' | 'g' | 'line' | 'circle' | 'rect'>(
  tag: K,
  attributes: Readonly<Record<string, number | string>>,
  ...children: readonly Node[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
