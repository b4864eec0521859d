/** What of a stream says whether a person sees it. */
export interface ScreenStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** What can be shown on a stream. */
export interface Screen {
  /** Cells in a line, now: terminals are resized. Undefined where it is no terminal. */
  columns(): number | undefined;
  readonly hasColors: boolean;
  /** Whether lines can be written over, as a progress bar is. */
  readonly canRedraw: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The width of terminals that don't tell it, as some pseudo-terminals. */
const usualColumns = 80;

/** With less, nothing can be laid out any more. */
const fewestColumns = 20;

export function screenOf(stream: ScreenStream, environment: Environment): Screen {
  const isTerminal = stream.isTTY === true;
  const isDumb = environment['TERM'] === 'dumb';
  return {
    columns: () => (isTerminal ? Math.max(fewestColumns, stream.columns || usualColumns) : undefined),
    hasColors: wantsColors(environment) ?? (isTerminal && !isDumb),
    canRedraw: isTerminal && !isDumb,
  };
}

/**
 * What environment variables say of colours: https://no-color.org and https://force-color.org, whose FORCE_COLOR wins
 * over NO_COLOR, as in Node.js; there, 0 and `false` force that there are none.
 */
function wantsColors({ FORCE_COLOR: force = '', NO_COLOR: none = '' }: Environment): boolean | undefined {
  if (force !== '') return force !== '0' && force !== 'false';
  return none === '' ? undefined : false;
}
