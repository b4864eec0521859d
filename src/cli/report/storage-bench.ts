import type { ColdSpeeds, PeerRow, Speeds, StorageBench, StorageRow } from '../../data/storage-bench/bench-storages.ts';
import { formatCount } from '../../core/format-count.ts';
import { formatBytes } from './format.ts';
import { figuresTable, printTable } from './table.ts';

/**
 * A row for each storage, in samples per second, each followed by Python's reader of the same files. The fastest one is
 * marked, by its shuffled and warm reads, which is how training reads.
 */
export function storageTable({ rows, fastest }: StorageBench, width?: number): string {
  const header = ['samples per second', 'prepared in', 'size', 'in order, cold', 'warm', 'shuffled, cold', 'warm', ''];
  const lines = rows.flatMap((row) => [
    storageLine(row, row.storage === fastest),
    ...(row.peer ? [peerLine(row.peer, row.warm)] : []),
  ]);
  return printTable(figuresTable(header, lines), width);
}

function storageLine({ storage, prepareSeconds, bytes, cold, warm }: StorageRow, isFastest: boolean): string[] {
  return [
    storage,
    `${prepareSeconds.toFixed(1)} s`,
    bytes === undefined ? '-' : formatBytes(bytes),
    ...speeds(cold, warm),
    isFastest ? '<- fastest' : '',
  ];
}

function peerLine({ name, cold, warm }: PeerRow, ours: Speeds): string[] {
  const ratios = [ours.sequential / warm.sequential, ours.shuffled / warm.shuffled].map(
    (ratio) => `${ratio.toFixed(2)}x`,
  );
  return [`  ${name}`, '', '', ...speeds(cold, warm), `ours is ${ratios.join(' and ')}`];
}

function speeds(cold: ColdSpeeds | undefined, warm: Speeds): string[] {
  const count = (speed: number | undefined) => (speed === undefined ? '-' : formatCount(Math.round(speed)));
  return [count(cold?.sequential), count(warm.sequential), count(cold?.shuffled), count(warm.shuffled)];
}
