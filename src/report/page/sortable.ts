import { h } from './elements.ts';

/** Lets a table be sorted by any of its columns. A cell's `data-sort` is what it is sorted by; empty ones come last. */
export function sortable(table: HTMLTableElement): void {
  const heads = [...table.tHead!.rows[0]!.cells];
  heads.forEach((head, column) => {
    const button = h('button', { type: 'button' }, ...head.childNodes);
    button.addEventListener('click', () => {
      const isAscending = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
      const body = table.tBodies[0]!;
      body.append(...[...body.rows].sort((a, b) => compare(keyOf(a, column), keyOf(b, column), isAscending ? 1 : -1)));
    });
    head.replaceChildren(button);
  });
}

function keyOf(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column]!;
  return cell.dataset['sort'] ?? cell.textContent;
}

function compare(a: string, b: string, sign: 1 | -1): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const [first, second] = [Number(a), Number(b)];
  const areNumbers = !Number.isNaN(first) && !Number.isNaN(second);
  return sign * (areNumbers ? first - second : a.localeCompare(b));
}
