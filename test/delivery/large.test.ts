import { describe, expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { composeMessage, type Letter } from '../../src/delivery/index.ts';
import { messageOf, transportTo } from './smtp/_message.ts';
import { serverWith } from './smtp/_server.ts';

const timeouts = { connect: 10_000, silence: 60_000, whole: 120_000 };

/* Whole messages of tens of megabytes: CI's long form. */

const letter: Letter = {
  id: 'cfo',
  parts: { subject: 'Report', text: 'text', html: '<p>text', images: [] },
  from: { email: 'reports@example.com' },
  to: [{ email: 'ana@example.com' }],
  bcc: [],
  report: 'cfo',
  snapshot: 'ab',
  at: 0,
  timeZone: 'UTC',
};

describe('a very large message', () => {
  it('is refused by the composer when its encoding makes it too large', async () => {
    const parts = { ...letter.parts, html: '−'.repeat(4_600_000) };
    await expect(composeMessage({ ...letter, parts }, systemEffects)).rejects.toMatchObject({ code: 'mail-too-large' });
  }, 120_000);

  it('of just under 40 MB is composed, and arrives byte for byte by SMTP', async () => {
    const bytes = Buffer.alloc(29_000_000, 'a file of 29 million bytes\n.\n');
    const attachments = [{ fileName: 'large.bin', contentType: 'application/octet-stream', bytes }];
    const message = { ...(await composeMessage({ ...letter, attachments }, systemEffects)), attempt: 1 };
    const { port, got } = await serverWith();
    expect((await transportTo(port, { timeouts }).send(message)).outcome).toBe('accepted');
    expect(got[0]?.bytes.equals(message.bytes)).toBe(true);
  }, 120_000);

  it('keeps every dot at every line’s beginning, wherever it is cut on the way', async () => {
    const message = messageOf({ text: '.\r\n..\r\n.x\r\n'.repeat(200_000) });
    const { port, got } = await serverWith();
    expect((await transportTo(port, { timeouts }).send(message)).outcome).toBe('accepted');
    expect(got[0]?.bytes.equals(message.bytes)).toBe(true);
  }, 120_000);
});
