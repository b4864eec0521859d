import { splitNames, type SplitName } from '../../data/dataset.ts';
import type { Instances } from '../../data/annotations/coco/instances.ts';
import { dataFile, mayBePhoto, type DataFile } from './data-file.ts';

/** An instances file, by its path within the dataset's folder. */
export interface InstancesFile {
  readonly path: string;
  readonly instances: Pick<Instances, 'images' | 'annotations' | 'categories'>;
}

/** Where the photos of instances files are, and the classes in them. */
export interface CocoLayout {
  readonly splits: readonly CocoSplit[];
  readonly classes: readonly CocoClass[];
  /** Photos that the files name, and that are not there. */
  readonly missing: readonly string[];
}

export interface CocoSplit {
  /** Absent if there is one file for all. */
  readonly split?: SplitName;
  readonly images: string;
  readonly annotations: string;
  readonly photos: number;
}

export interface CocoClass {
  readonly name: string;
  readonly annotations: number;
}

/** Finds the photos of instances files among these files; undefined if none of them is there. */
export function cocoLayout(files: readonly InstancesFile[], photos: readonly DataFile[]): CocoLayout | undefined {
  const splits = files.flatMap(({ path, instances }) => {
    const names = instances.images.map(({ file_name }) => file_name.replaceAll('\\', '/'));
    const images = folderOf(names, photos, path);
    return images === undefined ? [] : [{ path, images, names, ...named(path) }];
  });
  if (splits.length === 0) return undefined;
  const there = new Set(photos.map(({ path }) => path));
  const inFolder = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
  return {
    splits: splits.map(({ path, images, names, split }) => ({
      ...(split && { split }),
      images: images === '' ? '.' : images,
      annotations: path,
      photos: names.length,
    })),
    classes: classesOf(files),
    missing: splits.flatMap(({ images, names }) => names.filter((name) => !there.has(inFolder(images, name)))),
  };
}

/** The folder in which most of these photos are, the nearest to one that is named as the file is. */
function folderOf(names: readonly string[], photos: readonly DataFile[], path: string): string | undefined {
  const wanted = new Set(names);
  const counts = new Map<string, number>();
  for (const { path: photo } of photos.filter(mayBePhoto)) {
    const parts = photo.split('/');
    for (let depth = 0; depth < parts.length; depth++) {
      if (!wanted.has(parts.slice(depth).join('/'))) continue;
      const folder = parts.slice(0, depth).join('/');
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  const most = Math.max(0, ...counts.values());
  const split = named(path).split;
  const best = [...counts].filter(([, count]) => count === most).map(([folder]) => folder);
  return best.find((folder) => split !== undefined && folder.includes(split)) ?? best[0];
}

/** The split that a file is named after, as `instances_val2017.json` is. */
function named(path: string): { readonly split?: SplitName } {
  const words = dataFile(path)
    .stem.toLowerCase()
    .split(/[^a-z]+/);
  const folders = dataFile(path).folders.map((folder) => folder.toLowerCase());
  const split = splitNames.find((name) =>
    [...words, ...folders].some((word) => word === name || (name === 'val' && word === 'valid')),
  );
  return split ? { split } : {};
}

/** The categories that have annotations, in the order of their ids, which may have gaps. */
function classesOf(files: readonly InstancesFile[]): CocoClass[] {
  const names = new Map<number, string>();
  const counts = new Map<number, number>();
  for (const { instances } of files) {
    for (const { id, name } of instances.categories) names.set(id, name);
    for (const { category_id: id } of instances.annotations) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const used = [...names].filter(([id]) => (counts.get(id) ?? 0) > 0).toSorted(([a], [b]) => a - b);
  return used.map(([id, name]) => ({ name, annotations: counts.get(id)! }));
}
