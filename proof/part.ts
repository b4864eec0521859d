/** One part of the proof: something that takes too long, or needs too much, to run before every change. */
export interface Part {
  readonly name: string;
  readonly title: string;
  run(root: string, log: (line: string) => void): Promise<PartResult>;
}

export interface PartResult {
  readonly passed: boolean;
  /** What it found. Markdown without headings above the third level. */
  readonly text: string;
}
