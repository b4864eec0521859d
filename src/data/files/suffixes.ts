/** Ends of file names that are two spellings of one format. */
const spellings: readonly (readonly string[])[] = [
  ['.jpg', '.jpeg'],
  ['.tif', '.tiff'],
];

/**
 * The name without its suffix; undefined if it ends with none of them. Capitals don't matter, and `.jpg` stands for
 * `.jpeg` too. Of several suffixes that fit, the longest counts.
 */
export function withoutSuffix(file: string, suffixes: readonly string[]): string | undefined {
  const lower = file.toLowerCase();
  const lengths = suffixes
    .flatMap(spelt)
    .filter((suffix) => lower.endsWith(suffix))
    .map(({ length }) => length);
  return lengths.length === 0 ? undefined : file.slice(0, file.length - Math.max(...lengths));
}

function spelt(suffix: string): string[] {
  const lower = suffix.toLowerCase();
  const same = spellings.find((one) => one.some((end) => lower.endsWith(end)));
  const end = same?.find((one) => lower.endsWith(one));
  return end === undefined ? [lower] : same!.map((other) => lower.slice(0, -end.length) + other);
}
