import { TesseraError, type Problem } from '../errors/index.ts';
import { isPlainObject } from '../plain-object.ts';
import { rememberSecret } from './hide.ts';

/** A reference to a secret, which is kept in an environment variable of this name. */
export const secretReference = /\$\{secret:([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The parameters of a component with the values of environment variables in place of `${secret:NAME}`. The experiment
 * itself keeps the references, and so does all that is written or printed of it.
 * @param path of the parameters in the experiment
 * @throws TesseraError `secret-missing` with every variable that is not set
 */
export function revealSecrets<T>(params: T, path: string, environment: NodeJS.ProcessEnv = process.env): T {
  const problems: Problem[] = [];
  const reveal = (text: string, at: string) =>
    text.replaceAll(secretReference, (reference, name: string) => {
      const value = environment[name];
      if (value === undefined) problems.push(missing(name, at));
      else rememberSecret(value, reference);
      return value ?? reference;
    });
  const visit = (value: unknown, at: string): unknown => {
    if (typeof value === 'string') return reveal(value, at);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${at}.${index}`));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, `${at}.${key}`)]));
  };
  const result = visit(params, path) as T;
  if (problems.length > 0) throw new TesseraError(problems);
  return result;
}

function missing(name: string, path: string): Problem {
  return {
    code: 'secret-missing',
    path,
    message: `expected the environment variable \`${name}\` to be set, for which \`\${secret:${name}}\` stands`,
    hints: [`set it where the command is started: ${name}=... tessera run ...`],
  };
}
