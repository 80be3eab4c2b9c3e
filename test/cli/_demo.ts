import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { expectGolden } from '../golden.ts';
import { copyOf, quarterdeck } from './_quarterdeck.ts';

interface Example {
  readonly name: string;
  /** Which reports each reader gets. */
  readonly reports: Readonly<Record<string, readonly string[]>>;
  readonly bcc: string;
  readonly zone: RegExp;
  readonly severe: string;
  readonly exit: number;
}

// The tests of one example share its folder, so that most of them run on facts that are stored already, as an owner's do.
const folders = new Map<string, string>();
export const folderOf = (name: string): string => {
  const folder = folders.get(name) ?? copyOf(name);
  folders.set(name, folder);
  return folder;
};

const reportOf = (message: Email): string => header(message, 'x-quarterdeck-report') ?? 'none';

/** The plain text, but for the snapshot's id: that changes with our own version, not with what is said. */
const words = ({ text = '' }: Email): string =>
  `${text
    .replaceAll('\r\n', '\n')
    .replace(/^Snapshot [0-9a-f]+$/m, 'Snapshot …')
    .trimEnd()}\n`;

const header = (message: Email, key: string): string | undefined =>
  message.headers.find((one) => one.key === key)?.value;

/** An example as a whole: its messages to the letter, its figures, its exit codes. */
export function demoOf({ name, reports, bcc, zone, severe, exit }: Example): void {
  describe(`${name}: a folder of exports becomes reports in the outbox`, () => {
    const folder = folderOf(name);

    it('sends one message to each recipient, names the files, and says the same to the letter', async () => {
      const ran = await quarterdeck(['-C', folder, 'send', 'all', '--json']);
      expect(ran).toMatchObject({ exit: 0, err: '' });
      const { sent, deliveries } = JSON.parse(ran.out);
      const outbox = readdirSync(join(folder, 'outbox'));
      expect(outbox.toSorted()).toEqual(deliveries.map(({ id }: { id: string }) => `${id}.eml`).toSorted());
      const messages = await Promise.all(
        outbox.map((file) => PostalMime.parse(readFileSync(join(folder, 'outbox', file)))),
      );
      const reached = messages.map((message) => `${reportOf(message)} ${message.to?.[0]?.address ?? 'nobody'}`);
      const meant = Object.entries(reports).flatMap(([reader, types]) => types.map((report) => `${report} ${reader}`));
      expect(sent).toBe(meant.length);
      expect(reached.toSorted()).toEqual(meant.toSorted());
      for (const message of messages) {
        expect(message.bcc?.map(({ address }) => address)).toEqual([bcc]);
        expect(message.html).toContain('<table');
        expect(Buffer.byteLength(message.html ?? '')).toBeLessThan(90_000);
        expect(header(message, 'date')).toMatch(zone);
        expect(header(message, 'list-id')).toMatch(/^<[a-z]+\.quarterdeck\.example\.com>$/);
        expect(header(message, 'message-id')).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
        expectGolden(`examples/${name}/${reportOf(message)}.txt`, words(message));
      }
    });

    it('gives every figure the same value, and exits with 4 when a finding is as severe as --fail-on', async () => {
      const ran = await quarterdeck(['-C', folder, 'report', 'cfo', '--json', '--fail-on', severe]);
      expect(ran.exit).toBe(exit);
      const figures = Object.entries<{ value: string | null; text: string }>(JSON.parse(ran.out).figures);
      expectGolden(
        `examples/${name}/figures.txt`,
        figures.map(([id, { value, text }]) => `${id}  ${value ?? 'not known'}  ${text}\n`).join(''),
      );
    });
  });
}
