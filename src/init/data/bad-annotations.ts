import type { Instances } from '../../data/annotations/coco/instances.ts';
import { readSegmentation } from '../../data/annotations/coco/segmentation.ts';
import { evenly } from './evenly.ts';

/** Annotations that are looked at: drawing all of a large file would take minutes. */
const MOST = 20_000;

/** Ids of annotations that can't be drawn, so that their photos would be refused. */
export function badAnnotations({ images, annotations, bad }: Pick<Instances, 'images' | 'annotations' | 'bad'>) {
  const photos = new Map(images.map((image) => [image.id, image]));
  const drawn = evenly(annotations, MOST).filter(
    ({ image_id, segmentation }) => 'kind' in readSegmentation(segmentation, photos.get(image_id)!),
  );
  return [...bad, ...drawn].map(({ id }) => String(id ?? 'without an id'));
}
