/** A certificate has some 2 KB. */
const MOST_BYTES = 64 * 1024;
/** Milliseconds for all of it. */
const TIMEOUT = 5000;
/** SNS has one a region at a time. */
const KEPT = 16;

/** Asks for an address; the part of `fetch` that is needed. */
export type Ask = (url: string, options: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;

/**
 * Fetches certificates of SNS, each once: an address names one certificate for good. The caller checks the address. Throws
 * for what is no answer in time, another status than 200, a redirect, or more than 64 KB.
 */
export function snsCertificates(ask: Ask = fetch): (url: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (url) => {
    const there = known.get(url);
    if (there) return there;
    const coming = fetched(url, ask);
    known.set(url, coming);
    // What failed is asked for again by the next who wants it.
    coming.catch(() => known.delete(url));
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return coming;
  };
}

async function fetched(url: string, ask: Ask): Promise<string> {
  const answer = await ask(url, { signal: AbortSignal.timeout(TIMEOUT), redirect: 'error' });
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel();
    throw new Error(`the certificate was answered with ${answer.status}`);
  }
  const body: AsyncIterable<Uint8Array> = answer.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`the certificate has more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
