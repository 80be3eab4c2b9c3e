import type { SESv2Client } from '@aws-sdk/client-sesv2';

/**
 * Loads the credentials before a request, so that their failures are known to come before it. Rejects after `limit`
 * milliseconds.
 */
export async function loaded(client: SESv2Client, limit: number): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error('the credentials did not come in time'), { name: 'TimeoutError' });
    AbortSignal.timeout(limit).addEventListener('abort', () => reject(error), { once: true });
  });
  await Promise.race([client.config.credentials(), late]);
}
