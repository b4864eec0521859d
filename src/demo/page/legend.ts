import type { DemoClass } from '../description.ts';
import { create, element } from './elements.ts';
import { isVisibleAtFirst } from './mask-colors.ts';
import { percent } from './wording.ts';

export interface Legend {
  /** Whether each class is drawn. */
  readonly visible: readonly boolean[];
  /** The share of each class in the photo, 0 to 1; without it, nothing is known. */
  showShares(shares?: readonly number[]): void;
  /** The class under the pointer, if any. */
  point(label: number | undefined): void;
}

/** The list of classes: the name and colour of each, its share of the photo, and whether it is drawn. */
export function createLegend(classes: readonly DemoClass[], onToggle: () => void): Legend {
  const visible = classes.map(isVisibleAtFirst);
  const rows = classes.map(({ name, color }, index) => {
    const toggle = create('input', { type: 'checkbox', checked: visible[index]! });
    const share = create('span', { className: 'share' });
    const bar = create('span', { className: 'bar', ariaHidden: 'true' });
    const label = create('label', {}, [toggle, create('span', { className: 'class' }, [name]), share, bar]);
    label.style.setProperty('--class', `rgb(${color.join(' ')})`);
    toggle.addEventListener('change', () => {
      visible[index] = toggle.checked;
      onToggle();
    });
    return { item: create('li', {}, [label]), share, bar };
  });
  element('classes', HTMLUListElement).replaceChildren(...rows.map(({ item }) => item));

  return {
    visible,
    showShares(shares) {
      rows.forEach(({ item, share, bar }, index) => {
        const value = shares?.[index];
        share.textContent = value === undefined ? '' : percent(value);
        bar.style.setProperty('--share', String(value ?? 0));
        item.classList.toggle('absent', value === 0);
      });
    },
    point(label) {
      rows.forEach(({ item }, index) => item.classList.toggle('pointed', index === label));
    },
  };
}
