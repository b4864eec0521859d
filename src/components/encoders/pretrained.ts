import type { Problem } from '../../core/errors/index.ts';
import type { Module } from '../../nn/module.ts';
import type { BaseContext, ComponentDownload, ComponentFile, OutlineContext } from '../../registry/index.ts';
import type { EncoderWeights } from '../../weights/encoder-weights.ts';
import { weightsOptions, type WeightsSetting } from '../../weights/weights-param.ts';

interface Parameters {
  readonly weights?: WeightsSetting | undefined;
  readonly frozen?: boolean | undefined;
}

/**
 * What an encoder with the parameters `weights` and `frozen` (`encoderParams`) has in common with the others: its
 * `build` ends with `load`, and `files`, `downloads` and `checkFiles` are its component's.
 * @param describe what the encoder's weights are called and where they are published, given its parameters
 */
export function pretrained<P extends Parameters>(describe: (params: P) => EncoderWeights) {
  return {
    /**
     * Freezes the encoder if `frozen` says so, fills it with `weights` if there are any, and returns it.
     * @throws TesseraError `file-missing`, `not-downloaded` or `download-failed`; `bad-weights` for a file that does
     * not fit
     */
    async load<E extends Module>(encoder: E, params: P, context: BaseContext): Promise<E> {
      if (params.frozen) encoder.freeze();
      if (params.weights === undefined) return encoder;
      const { loadWeights } = await import('../../weights/load-weights.ts');
      await loadWeights(encoder, params.weights, describe(params), context);
      return encoder;
    },
    /** The files that `load` reads, if they are there. */
    async files(params: P, context: OutlineContext): Promise<readonly ComponentFile[]> {
      if (params.weights === undefined) return [];
      const { weightFiles } = await import('../../weights/weight-files.ts');
      return weightFiles(weightsOptions(params.weights).from, describe(params).published, context);
    },
    /** What a run downloads first. */
    async downloads(params: P, context: OutlineContext): Promise<readonly ComponentDownload[]> {
      if (params.weights === undefined) return [];
      const { weightDownloads } = await import('../../weights/obtain-weights.ts');
      return weightDownloads(weightsOptions(params.weights).from, describe(params).published, context);
    },
    /** That the weight file is not there, and what the names in it contradict. */
    async checkFiles(params: P, { workingDirectory }: OutlineContext): Promise<readonly Problem[]> {
      if (params.weights === undefined) return [];
      const { missingWeights } = await import('../../weights/obtain-weights.ts');
      const { prefixProblems } = await import('../../weights/check-prefix.ts');
      const options = weightsOptions(params.weights);
      const { published } = describe(params);
      return [
        ...(await missingWeights(options.from, published, { workingDirectory })),
        ...(await prefixProblems(options, published, workingDirectory)),
      ];
    },
  };
}
