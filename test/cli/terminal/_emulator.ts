import xterm from '@xterm/headless';

/** A terminal without a window, which shows what is written to it as xterm.js does; lines reflow when it is resized. */
export function emulator(columns: number, rows = 10) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  const listeners = new Set<() => void>();
  let written = '';
  return {
    isTTY: true,
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write(text: string) {
      written += text;
      terminal.write(text);
    },
    on: (event: string, listener: (error: Error) => void) =>
      event === 'resize' ? listeners.add(listener as () => void) : undefined,
    off: (_: 'resize', listener: () => void) => listeners.delete(listener),
    /** Changes its width, and tells as the system does. */
    async resize(cols: number) {
      await this.screen();
      terminal.resize(cols, terminal.rows);
      for (const listener of listeners) listener();
    },
    /** The lines that one sees now, without empty ones at the end. */
    async screen(): Promise<string[]> {
      await new Promise<void>((done) => terminal.write('', done));
      const { active } = terminal.buffer;
      const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)!.translateToString(true));
      while (lines.at(-1) === '') lines.pop();
      return lines;
    },
    written: () => written,
    listeners,
  };
}
