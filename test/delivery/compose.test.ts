import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { Effects } from '../../src/core/effects.ts';
import { composeMessage, type Frozen, type Letter } from '../../src/delivery/index.ts';
import type { MailParts } from '../../src/model/dispatch.ts';
import { expectGolden } from '../golden.ts';

const PICTURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 46, 13, 10, 46]);

const parts: MailParts = {
  subject: 'CFO report: runway 4.9 months, burn up to $8,790 a month',
  text: `CFO report\n==========\n${'x'.repeat(60)}  $1,200\n.\n  indented − and 日本語\n`,
  html: `<!DOCTYPE html>\n<p>${'long line '.repeat(200)}</p><img src="cid:burn-wide@quarterdeck" alt="−">\n`,
  images: [{ cid: 'burn-wide@quarterdeck', fileName: 'burn.png', contentType: 'image/png', bytes: PICTURE }],
};

const letter: Letter = {
  id: 'cfo-2026-04-30-board',
  parts,
  from: { name: 'Quarterdeck', email: 'reports@example.com' },
  replyTo: 'owner@example.com',
  to: [{ name: 'Ana', email: 'ana@example.com' }, { email: 'sergio@example.com' }],
  bcc: ['audit@example.com'],
  list: 'board',
  report: 'cfo',
  snapshot: 'b5c1'.repeat(16),
  at: Date.UTC(2026, 3, 30, 15, 0, 0),
  timeZone: 'America/Los_Angeles',
};

/** Bytes that count up: the same for each test. */
function steady(): Pick<Effects, 'randomBytes'> {
  return { randomBytes: (count) => Uint8Array.from({ length: count }, (_, at) => at) };
}

async function compose(change: Partial<Letter> = {}): Promise<Frozen> {
  return composeMessage({ ...letter, ...change }, steady());
}

async function read(message: Frozen): Promise<Email> {
  return PostalMime.parse(message.bytes);
}

function header(email: Email, name: string): readonly string[] {
  return email.headers.filter(({ key }) => key === name).map(({ value }) => value);
}

function source(message: Frozen): string {
  return Buffer.from(message.bytes).toString('latin1');
}

describe('a message', () => {
  it('is read back by another parser as it was written', async () => {
    const email = await read(await compose());
    expect(email.subject).toBe(parts.subject);
    expect(email.from).toMatchObject({ name: 'Quarterdeck', address: 'reports@example.com' });
    expect(email.to?.map(({ address }) => address)).toEqual(['ana@example.com', 'sergio@example.com']);
    expect(email.replyTo?.map(({ address }) => address)).toEqual(['owner@example.com']);
    expect(email.text?.trimEnd().replaceAll('\r\n', '\n')).toBe(parts.text.trimEnd());
    expect(email.html?.trimEnd().replaceAll('\r\n', '\n')).toBe(parts.html.trimEnd());
    const [picture] = email.attachments;
    expect(picture).toMatchObject({
      mimeType: 'image/png',
      contentId: '<burn-wide@quarterdeck>',
      disposition: 'inline',
      related: true,
    });
    expect(new Uint8Array(picture?.content as ArrayBuffer)).toEqual(PICTURE);
  });

  it('offers text first, then the page with its pictures', async () => {
    const text = source(await compose());
    const types = [...text.matchAll(/^Content-Type: ([^;\r]+)/gm)].map((match) => match[1]);
    expect(types).toEqual(['multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png']);
    const plain = source(await compose({ parts: { ...parts, images: [] } }));
    expect([...plain.matchAll(/^Content-Type: ([^;\r]+)/gm)].map((match) => match[1])).toEqual([
      'multipart/alternative',
      'text/plain',
      'text/html',
    ]);
  });

  it('is never reflowed: its tables have to stay', async () => {
    expect(source(await compose({ parts: { ...parts, text: `${'a '.repeat(300)}\n` } }))).not.toContain(
      'format=flowed',
    );
  });

  it('has lines that any relay takes, all ended by CRLF', async () => {
    const lines = source(await compose()).split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200);
    expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false);
    expect([...(await compose()).bytes].every((byte) => byte < 0x80)).toBe(true);
  });

  it('carries the Date in the portfolio’s zone, as written', async () => {
    expect(source(await compose())).toContain('\r\nDate: Thu, 30 Apr 2026 08:00:00 -0700\r\n');
    expect(source(await compose({ timeZone: 'Asia/Kolkata' }))).toContain(
      '\r\nDate: Thu, 30 Apr 2026 20:30:00 +0530\r\n',
    );
  });

  it('names its dispatch, report, snapshot and list, and keeps vacation responders quiet', async () => {
    const email = await read(await compose());
    expect(header(email, 'x-quarterdeck-dispatch')).toEqual(['cfo-2026-04-30-board']);
    expect(header(email, 'x-quarterdeck-report')).toEqual(['cfo']);
    expect(header(email, 'x-quarterdeck-snapshot')).toEqual(['b5c1'.repeat(16)]);
    expect(header(email, 'list-id')).toEqual(['<board.quarterdeck.example.com>']);
    expect(header(email, 'auto-submitted')).toEqual(['auto-generated']);
    expect(email.messageId).toBe('<000102030405060708090a0b0c0d0e0f@example.com>');
    expect(header(await read(await composeMessage(withoutList(), steady())), 'list-id')).toEqual([]);
  });

  it('is the same bytes for the same letter and randomness', async () => {
    expectGolden('delivery/letter.eml', source(await compose()));
    const other = await composeMessage(letter, { randomBytes: (count) => new Uint8Array(count).fill(7) });
    expect(source(other)).not.toBe(source(await compose()));
  });
});

function withoutList(): Letter {
  const { list: _, ...rest } = letter;
  return rest;
}

describe('recipients', () => {
  it('include blind copies in the envelope and nowhere else', async () => {
    const message = await compose();
    expect(message.envelope).toEqual({
      from: 'reports@example.com',
      to: ['ana@example.com', 'sergio@example.com', 'audit@example.com'],
    });
    expect(source(message)).not.toContain('audit@example.com');
  });

  it('show blind copies to a transport that reads its recipients from the headers', async () => {
    const message = await compose({ showBcc: true });
    expect(message.envelope.to).toContain('audit@example.com');
    expect(source(message)).toContain('\r\nBcc: audit@example.com\r\n');
  });

  it('are named once each, a blind copy alone is enough', async () => {
    const twice = await compose({ bcc: ['ana@EXAMPLE.com', 'audit@example.com'] });
    expect(twice.envelope.to).toEqual(['ana@example.com', 'sergio@example.com', 'audit@example.com']);
    expect((await compose({ to: [] })).envelope.to).toEqual(['audit@example.com']);
  });

  it('are needed', async () => {
    await expect(compose({ to: [], bcc: [] })).rejects.toThrow('dispatch cfo-2026-04-30-board has no recipient');
  });

  it('may have names and domains in any script', async () => {
    const message = await compose({ to: [{ name: 'Ægir Þór, "Skipper"', email: 'aegir@käse.example.com' }] });
    const email = await read(message);
    expect(email.to?.[0]?.name).toBe('Ægir Þór, "Skipper"');
    expect(message.envelope.to[0]).toBe('aegir@xn--kse-qla.example.com');
    expect(source(message)).toContain('<aegir@xn--kse-qla.example.com>');
  });

  it.each([
    'ana',
    'a@b@example.com',
    'ana@example.com, eve@example.com',
    'ana@example.com\r\nBcc: eve@example.com',
    '<ana@example.com>',
    'ana @example.com',
    'ana@',
  ])('refuse %j', async (email) => {
    await expect(compose({ to: [{ email }] })).rejects.toMatchObject({ code: 'mail-address' });
    await expect(compose({ bcc: [email] })).rejects.toMatchObject({ code: 'mail-address' });
    await expect(compose({ replyTo: email })).rejects.toMatchObject({ code: 'mail-address' });
  });
});

describe('a message to several', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `reader-${at}@example.com` }));

  it('shows up to 50 to each other', async () => {
    const message = await compose({ to: many(50) });
    expect((await read(message)).to).toHaveLength(50);
    expect(message.envelope.to).toHaveLength(51);
    await expect(compose({ to: many(51) })).rejects.toMatchObject({ code: 'mail-recipients' });
  });
});

describe('attachments', () => {
  const attachments = [
    { fileName: 'CFO 2026-04 – Überblick.md', contentType: 'text/markdown; charset=utf-8', bytes: PICTURE },
    { fileName: 'report.json', contentType: 'application/json', bytes: Buffer.from('{"a":\n1}\r\n.\r\n') },
  ];

  it('go beside the report, byte for byte, under their names', async () => {
    const message = await compose({ attachments });
    const files = (await read(message)).attachments.filter(({ disposition }) => disposition === 'attachment');
    expect(files.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['CFO 2026-04 – Überblick.md', 'text/markdown'],
      ['report.json', 'application/json'],
    ]);
    for (const [at, { bytes }] of attachments.entries()) {
      expect(Buffer.from(files[at]?.content as ArrayBuffer).equals(bytes)).toBe(true);
    }
    expect(source(message)).toMatch(/^Content-Type: multipart\/mixed;/m);
    expect([...message.bytes].every((byte) => byte < 0x80)).toBe(true);
  });

  it('have names without folders and types that are types', async () => {
    const odd = [
      ['../../etc/passwd', 'text/plain'],
      ['..', 'text/html\r\nX-Evil: 1'],
      ['a\r\nX-Evil: 1', 'nonsense'],
      ['half \ud83d of a character', 'multipart/mixed; boundary=x'],
    ].map(([fileName = '', contentType = '']) => ({ fileName, contentType, bytes: PICTURE }));
    const message = await compose({ attachments: odd });
    const files = (await read(message)).attachments.filter(({ disposition }) => disposition === 'attachment');
    expect(files.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['..-..-etc-passwd', 'text/plain'],
      ['attachment', 'application/octet-stream'],
      ['a X-Evil- 1', 'application/octet-stream'],
      ['half  of a character', 'application/octet-stream'],
    ]);
    expect(source(message)).not.toMatch(/^X-Evil:/m);
  });

  it('may make a message of 40 MB, not more', async () => {
    const file = (size: number) => [{ fileName: 'a.bin', contentType: 'x/y', bytes: new Uint8Array(size) }];
    // As encoded: the file itself has less.
    await expect(compose({ attachments: file(30_000_000) })).rejects.toMatchObject({ code: 'mail-too-large' });
    await expect(compose({ attachments: file(30_000_000) })).rejects.toThrow('42 MB; mail takes 40 MB at most');
  });
});

describe('a list that one may leave', () => {
  it('says where, for one click', async () => {
    const unsubscribe = 'https://example.com/leave?token=a%20b&list=board';
    const message = await compose({ unsubscribe });
    const email = await read(message);
    expect(header(email, 'list-unsubscribe')).toEqual([`<${unsubscribe}>`]);
    expect(header(email, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header(await read(await compose()), 'list-unsubscribe')).toEqual([]);
  });

  it('gives the address as ASCII, so that it can neither end nor begin a header', async () => {
    const email = await read(
      await compose({ unsubscribe: 'https://käse.example/ü?a=>\r\nX-Evil: 1,<mailto:eve@example.com>#part' }),
    );
    expect(header(email, 'list-unsubscribe')).toEqual([
      '<https://xn--kse-qla.example/%C3%BC?a=%3EX-Evil:%201,%3Cmailto:eve@example.com%3E>',
    ]);
    expect(header(email, 'x-evil')).toEqual([]);
  });

  it.each([
    'http://example.com/leave',
    'mailto:leave@example.com',
    'https://ann:secret@example.com/',
    'leave',
    '',
    `https://example.com/${'x'.repeat(900)}`,
  ])('takes no %j', async (unsubscribe) => {
    await expect(compose({ unsubscribe })).rejects.toMatchObject({ code: 'mail-unsubscribe' });
  });
});

describe('a checkpoint of the audit', () => {
  const checkpoint = `count=1204 head=${'0f'.repeat(32)} at=1777561200000 key=2026-01 signature=${'A_-b'.repeat(22)}`;

  it('arrives as it was given, folded at its spaces', async () => {
    const message = await compose({ checkpoint });
    expect(header(await read(message), 'x-quarterdeck-audit')).toEqual([checkpoint]);
    const [head = ''] = source(message).split('\r\n\r\n');
    expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(header(await read(await compose()), 'x-quarterdeck-audit')).toEqual([]);
  });

  it('arrives as it was given, whatever its words', async () => {
    const word = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 150,
    });
    const property = fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 10 }), async (words) => {
      const message = await compose({
        checkpoint: words.join(' '),
        parts: { ...parts, text: '', html: '', images: [] },
      });
      expect(header(await read(message), 'x-quarterdeck-audit')).toEqual([words.join(' ')]);
    });
    await fc.assert(property, { numRuns: 20 });
  });

  it.each(['', ' ', 'a  b', 'a\r\nBcc: eve@example.com', 'ü', 'a\tb', ' a', 'x'.repeat(901), 'ab '.repeat(700)])(
    'is never %j',
    async (text) => {
      await expect(compose({ checkpoint: text })).rejects.toMatchObject({ code: 'mail-checkpoint' });
    },
  );
});

describe('subjects', () => {
  it.each([
    ['Runway: nicht bekannt – Prüfung nötig', 'Runway: nicht bekannt – Prüfung nötig'],
    ['長い件名'.repeat(40), '長い件名'.repeat(40)],
    ['=?utf-8?q?Bcc=3A?=', '=?utf-8?q?Bcc=3A?='],
  ])('%s arrives as it was written', async (subject, arrives) => {
    const message = await compose({ parts: { ...parts, subject } });
    expect(
      Math.max(
        ...source(message)
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(200);
    if (subject.startsWith('=?')) expect(source(message)).toContain('Subject:');
    else expect((await read(message)).subject).toBe(arrives);
  });
});

describe('headers', () => {
  /** The header section alone: the body has no say in it, and takes long to read. */
  const names = async (message: Frozen): Promise<readonly string[]> => {
    const [head = ''] = source(message).split('\r\n\r\n');
    return (await PostalMime.parse(`${head}\r\n\r\n`)).headers.map(({ key }) => key).toSorted();
  };
  const short: MailParts = { ...parts, text: 'text', html: '<p>text' };

  it('cannot be added or changed by any text', async () => {
    const usual = await names(await compose());
    const nasty = fc.oneof(
      fc.constantFrom(
        'x\r\nBcc: eve@example.com',
        'x\nX-Evil: 1',
        'x\r\n\r\n<html>',
        '\u2028Bcc: eve@example.com',
        'x\r Bcc: y',
        '\u202ex',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    );
    const property = fc.asyncProperty(nasty, async (text) => {
      const message = await compose({
        parts: { ...short, subject: `s${text}`, images: [{ ...(parts.images[0] ?? never()), fileName: text }] },
        from: { name: text, email: 'reports@example.com' },
        to: [{ name: text, email: 'ana@example.com' }],
        id: text,
        report: text,
        snapshot: text,
        list: text,
      });
      expect(await names(message)).toEqual(usual);
      expect(message.envelope.to).toEqual(['ana@example.com', 'audit@example.com']);
      expect(source(message).split('\r\n\r\n')[0]).not.toMatch(/^(?:Bcc|X-Evil):/im);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('take no line break from a subject', async () => {
    const message = await compose({ parts: { ...parts, subject: 'Report\r\nBcc: eve@example.com' } });
    expect(message.subject).toBe('Report Bcc: eve@example.com');
    expect((await read(message)).subject).toBe('Report Bcc: eve@example.com');
  });
});

function never(): never {
  throw new Error('the letter has a picture');
}
