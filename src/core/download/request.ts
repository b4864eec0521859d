/** Headers that belong to one host only. */
const secret = 'authorization';

const redirects = [301, 302, 303, 307, 308];

/** As many as browsers and `fetch` follow. */
const MOST_REDIRECTS = 20;

/**
 * Sends a request, and follows redirects as long as `follows` agrees (by default always). `Authorization` is sent to
 * the origin of `url` only: a redirect to another one is followed without it.
 * @returns the response, whose body the caller reads or cancels; a string with the reason if there is no connection
 * @throws the signal's reason
 */
export async function request(
  url: string,
  { method = 'GET', headers = {}, signal, follows = () => true }: RequestOptions,
): Promise<Response | string> {
  const { origin } = new URL(url);
  let at = url;
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const own = new URL(at).origin === origin ? headers : without(headers, secret);
    const response = await send(at, method, own, signal);
    if (typeof response === 'string' || !redirects.includes(response.status)) return response;
    const location = response.headers.get('location');
    if (location === null || !follows(location)) return response;
    await response.body?.cancel();
    at = new URL(location, at).href;
  }
  return `it redirects more than ${MOST_REDIRECTS} times`;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'HEAD';
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Whether to follow a redirect, given what its header says. One that isn't followed is the response. */
  readonly follows?: (location: string) => boolean;
}

async function send(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response | string> {
  try {
    // Checksums are those of the bytes as they are stored, without a compression of the transfer.
    return await fetch(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { cause } = error as { cause?: { message?: string } };
    return cause?.message ?? String(error);
  }
}

function without(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const { [name]: _, ...others } = headers;
  return others;
}
