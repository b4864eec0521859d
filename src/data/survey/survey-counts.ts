import type { Kind, Problem } from '../../core/errors/index.ts';
import type { Remark } from '../masks/label-reader.ts';
import type { PhotoFacts, SampleFacts } from '../sources/sample-facts.ts';
import type { ImageSize } from '../sample.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { RemarkTotal, SplitSurvey } from './survey.ts';
import { sumValues } from './value-totals.ts';

/** Gathers a survey sample by sample, in any order. Its memory grows with the number of photos, not of pixels. */
export interface SurveyInProgress {
  add(index: number, facts: SampleFacts): void;
  addUnreadable(index: number, problems: readonly Problem[]): void;
  /** `samples` is their number, those that could not be read included. */
  result(samples: number): SplitSurvey;
}

export function startSurvey(): SurveyInProgress {
  const values = sumValues();
  const labels = new Map<number, number>();
  const photos: Summary[] = [];
  const unreadable: { index: number; problems: readonly Problem[] }[] = [];
  const addLabel = (label: number, pixels: number) => labels.set(label, (labels.get(label) ?? 0) + pixels);
  return {
    add(index, { photo, labels: own }) {
      for (const [label, pixels] of own ?? []) addLabel(label, pixels);
      if (!photo) return;
      photos.push(summaryOf(index, photo));
      values.add(photo.values);
      if (!own) for (const { label, pixels } of photo.values) if (label !== undefined) addLabel(label, pixels);
    },
    addUnreadable: (index, problems) => void unreadable.push({ index, problems }),
    result(samples) {
      const inOrder = photos.toSorted((a, b) => a.index - b.index);
      const bad = unreadable.toSorted((a, b) => a.index - b.index);
      const names = (has: (photo: Summary) => boolean) => inOrder.filter(has).map(({ name }) => name);
      return {
        samples,
        photos: photos.length,
        values: values.totals(),
        labels: [...labels].sort(([a], [b]) => a - b),
        ...extremes(inOrder),
        emptyMasks: names(({ isEmpty }) => isEmpty),
        imageHashes: inOrder.map(({ imageHash, name }) => [imageHash, name]),
        turned: names(({ isAmbiguous }) => isAmbiguous),
        remarks: remarkTotals(inOrder.flatMap(({ remarks }) => remarks)),
        unreadable: bad.map(({ index }) => index),
        problems: bad.flatMap(({ problems }) => problems),
      };
    },
  };
}

interface Summary extends Pick<PhotoFacts, 'name' | 'height' | 'width' | 'imageHash'> {
  readonly index: number;
  readonly isEmpty: boolean;
  readonly isAmbiguous: boolean;
  readonly remarks: readonly Required<Remark>[];
}

function summaryOf(
  index: number,
  { name, height, width, imageHash, values, turned, remarks = [] }: PhotoFacts,
): Summary {
  const isEmpty = values.every(({ label }) => label === 0 || label === IGNORE_INDEX);
  return { index, name, height, width, imageHash, isEmpty, isAmbiguous: turned?.fitsBoth ?? false, remarks };
}

/** Remarks of one kind are one, with all that they are about. */
function remarkTotals(remarks: readonly Required<Remark>[]): RemarkTotal[] {
  const totals = new Map<string, { readonly kind: Kind; readonly of: string[] }>();
  for (const { kind, of } of remarks) {
    const same = totals.get(kind.many) ?? { kind, of: [] };
    totals.set(kind.many, same);
    same.of.push(of);
  }
  return [...totals.values()];
}

function extremes(photos: readonly Summary[]): Pick<SplitSurvey, 'smallest' | 'largest'> {
  if (photos.length === 0) return {};
  const reach = (choose: (a: number, b: number) => number): ImageSize =>
    photos.reduce<ImageSize>(
      (size, { height, width }) => ({ height: choose(size.height, height), width: choose(size.width, width) }),
      photos[0]!,
    );
  const sizeOf = ({ height, width }: ImageSize) => ({ height, width });
  return { smallest: sizeOf(reach(Math.min)), largest: sizeOf(reach(Math.max)) };
}
