import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { problemText } from '../../src/core/problem.ts';
import { readEnvironment } from '../../src/portfolio/environment.ts';

const nothing = { recipients: [], bcc: [], problems: [] };

describe('the environment', () => {
  it('says nothing when nothing, or nothing but empty text, is set', () => {
    expect(readEnvironment({})).toEqual(nothing);
    expect(
      readEnvironment({ SES_FROM_ADDRESS: '', AWS_REGION: ' ', RECIPIENT_EMAIL: ' , ', BCC_ADDRESS: undefined }),
    ).toEqual(nothing);
  });

  it('gives the sender, with or without a name', () => {
    expect(readEnvironment({ SES_FROM_ADDRESS: ' reports@example.com ' })).toEqual({
      ...nothing,
      sender: 'reports@example.com',
    });
    const named = { ...nothing, sender: 'reports@example.com', senderName: 'Harbour, Reports' };
    expect(readEnvironment({ SES_FROM_ADDRESS: '"Harbour, Reports" <reports@example.com>' })).toEqual(named);
  });

  it('prefers SES_REGION to AWS_REGION', () => {
    expect(readEnvironment({ SES_REGION: 'us-west-2', AWS_REGION: 'eu-west-1' }).region).toBe('us-west-2');
    expect(readEnvironment({ AWS_REGION: 'us-gov-east-1' }).region).toBe('us-gov-east-1');
    expect(readEnvironment({ SES_REGION: 'here', AWS_REGION: 'eu-west-1' }).region).toBe('eu-west-1');
  });

  it('takes recipients from both variables, each once, in their order', () => {
    const env = {
      RECIPIENT_EMAIL: 'anna@example.com, ben@example.com',
      REPORT_RECIPIENT: 'BEN@example.com,cleo@example.com',
    };
    expect(readEnvironment(env).recipients).toEqual(['anna@example.com', 'ben@example.com', 'cleo@example.com']);
    expect(readEnvironment({ BCC_ADDRESS: 'audit@example.com;archive@example.com' }).bcc).toEqual([
      'audit@example.com',
      'archive@example.com',
    ]);
  });

  it('leaves out what it cannot use, and says which variable to mend', () => {
    const { recipients, problems } = readEnvironment({ RECIPIENT_EMAIL: 'anna@example.com, ben' });
    expect(recipients).toEqual(['anna@example.com']);
    expect(problems.map(problemText)).toEqual([
      'environment:1:1  bad-environment  RECIPIENT_EMAIL is "ben"; expected e-mail addresses with commas between them; set RECIPIENT_EMAIL anew, or unset it',
    ]);
  });

  it('lets no name smuggle a header into the message', () => {
    const { sender, problems } = readEnvironment({ SES_FROM_ADDRESS: 'Anna\r\nBcc: x@example.com <a@example.com>' });
    expect(sender).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  it('is documented, variable by variable', () => {
    const guide = readFileSync(new URL('../../docs/environment.md', import.meta.url), 'utf8');
    for (const name of [
      'SES_FROM_ADDRESS',
      'SES_REGION',
      'AWS_REGION',
      'RECIPIENT_EMAIL',
      'REPORT_RECIPIENT',
      'BCC_ADDRESS',
    ]) {
      expect(guide).toContain(`\`${name}\``);
    }
  });
});
