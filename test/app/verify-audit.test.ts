import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun, type Run } from '../../src/app/run.ts';
import { sendReports } from '../../src/app/send.ts';
import { verifyAudit, type AuditState } from '../../src/app/verify-audit.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { portfolioFolder } from '../http/_portfolio.ts';

const effects = { ...systemEffects, env: {} };

let run: Run;
/** Each message with its blind copies; those of the second sending carry the checkpoint of the first. */
let copies: string;
beforeAll(async () => {
  run = await openRun({ from: portfolioFolder(), effects });
  for (const again of [false, true]) await sendReports(run, { type: 'cfo', again, effects });
  copies = join(run.declared.folder, run.declared.portfolio.outbox);
});
afterAll(() => run.close());

const verified = (anchors: string): Promise<AuditState> => verifyAudit(run, { anchors, effects });

describe('held against the audit copies', () => {
  it('of a folder with .eml files', async () => {
    const { anchors, faults } = await verified(copies);
    expect(faults).toEqual([]);
    expect(anchors).toBeGreaterThan(0);
  });

  it('of a Maildir, whose files have no ending', async () => {
    const maildir = temporary();
    for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, part));
    for (const [at, name] of readdirSync(copies).entries())
      cpSync(join(copies, name), join(maildir, at % 2 === 0 ? 'new' : 'cur', `17${at}.host:2,S`));
    expect(await verified(maildir)).toEqual(await verified(copies));
  });

  it('of a folder that has none: it is refused, since nothing was held against anything', async () => {
    const folder = temporary();
    const expected = 'expected blind copies (a Maildir, or .eml files) with X-Quarterdeck-Audit';
    await expect(verified(folder)).rejects.toMatchObject({
      code: 'no-anchors',
      message: `${folder} has no mail; ${expected}`,
    });
    writeFileSync(join(folder, 'other.eml'), 'Subject: Lunch\r\n\r\nX-Quarterdeck-Audit: count=1\r\n');
    await expect(verified(folder)).rejects.toMatchObject({
      code: 'no-anchors',
      message: `${folder} has 1 message, which carries no checkpoint; ${expected}`,
    });
  });

  it('of a folder that is none', async () => {
    await expect(verified(join(copies, 'nowhere'))).rejects.toMatchObject({ code: 'cannot-read' });
  });
});
