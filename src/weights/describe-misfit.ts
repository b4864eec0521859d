import { nearest, type Problem } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import type { Fit } from './fit.ts';

/** How many tensors a problem names. If a width is wrong, nearly every tensor has another shape. */
const SHOWN = 3;

/** What keeps a file from filling an encoder: a problem for each group of tensors, with what may help. */
export function describeMisfit(fit: Fit, source: string, hints: readonly string[], strict: boolean): Problem[] {
  const { fitting, missing, misshapen, unexpected } = fit;
  const all = fitting.size + missing.length + misshapen.length;
  const problems: Problem[] = [];
  if (missing.length > 0) {
    const names = missing.map(({ name, expected }) => `\`${name}\` ${shapeText(expected)}`);
    problems.push({
      code: 'bad-weights',
      message: `${source} lacks ${missing.length} of the encoder's ${all} tensors: ${listed(names, SHOWN)}`,
      hints: [
        ...missingHints(
          missing.map(({ name }) => name),
          unexpected,
        ),
        ...hints,
      ],
    });
  }
  if (misshapen.length > 0) {
    const shapes = misshapen.map(
      ({ name, expected, got }) => `\`${name}\` ${shapeText(expected)}, got ${shapeText(got)}`,
    );
    problems.push({
      code: 'bad-weights',
      message:
        `expected other shapes of ${misshapen.length} of the ${all} tensors in ${source}: ` +
        `${listed(shapes, SHOWN)}`,
      hints,
    });
  }
  if (unexpected.length > 0) {
    const names = unexpected.map((name) => `\`${name}\``);
    problems.push({
      code: 'bad-weights',
      message:
        `${source} has ${unexpected.length} ${unexpected.length === 1 ? 'tensor' : 'tensors'} that the encoder ` +
        `doesn't have: ${listed(names, SHOWN)}`,
      hints: strict ? ['to load what fits, set `weights: {from: ..., strict: false}`'] : ['nothing of it fits'],
    });
  }
  return problems;
}

/** That all are there under a common prefix, or else what may be meant by the first few. */
function missingHints(missing: readonly string[], unexpected: readonly string[]): string[] {
  const prefix = commonPrefix(missing, unexpected);
  if (prefix !== undefined)
    return [`they are there with \`${prefix}\` before the name: set \`weights: {from: ..., prefix: ${prefix}}\``];
  return missing.slice(0, SHOWN).flatMap((name) => {
    const near = nearest(name, unexpected);
    // Mutual, so that one name isn't proposed for several.
    return near === undefined || nearest(near, missing) !== name
      ? []
      : [`\`${name}\`: did you mean \`${near}\`? \`weights: {from: ..., map: ...}\` renames`];
  });
}

/** What stands before the names of most tensors that are missing, in the file. */
function commonPrefix(missing: readonly string[], unexpected: readonly string[]): string | undefined {
  const there = new Set(unexpected);
  const [first = ''] = missing;
  const candidates = unexpected
    .filter((name) => name.endsWith(`.${first}`))
    .map((name) => name.slice(0, -first.length));
  return candidates.find((prefix) => missing.filter((name) => there.has(prefix + name)).length > missing.length / 2);
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
