import type { FileProblem, Problem } from '../../core/errors/index.ts';

/** The problem of a mask file of which no label map can be made. */
export function cannotBeRead(file: string, { kind, detail }: Required<Pick<FileProblem, 'kind' | 'detail'>>): Problem {
  return {
    code: 'bad-image',
    message: `the mask ${file} cannot be read: ${detail === '' ? `it ${kind.one}` : detail}`,
    of: { group: { one: 'mask cannot be read', many: 'masks cannot be read' }, file, kind, detail },
  };
}

/** The problem of a photo without a mask; `expected` says where it would be. */
export function hasNoMask(photo: string, expected: string): Problem {
  return {
    code: 'missing-mask',
    message: `expected the photo ${photo} to have a mask, ${expected}`,
    of: { group: { one: 'photo has no mask', many: 'photos have no mask' }, file: photo, detail: expected },
  };
}
