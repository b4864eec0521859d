/** Milliseconds for which a figure is good: asking the system takes about one of them in a process that holds much. */
const lasts = 1000;

/** Tells how many bytes of memory this process holds, as of at most a second ago. */
export function residentMemory(
  ask: () => number = () => process.memoryUsage.rss(),
  now: () => number = () => performance.now(),
): () => number {
  let asked: { readonly bytes: number; readonly at: number } | undefined;
  return () => {
    const at = now();
    if (!asked || at - asked.at >= lasts) asked = { bytes: ask(), at };
    return asked.bytes;
  };
}
