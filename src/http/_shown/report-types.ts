import { reportsOf } from '../../app/compose.ts';
import type { Addressee as Recipient } from '../../app/recipients.ts';
import type { Run } from '../../app/run.ts';
import type { Effects } from '../../core/effects.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Role } from '../../model/session.ts';
import { readEnvironment } from '../../portfolio/environment.ts';
import { listedReaders } from '../_readers.ts';
import type { Addressee, ReportType } from '../contract/index.ts';
import { addresseeShown, addressShown } from './addressee.ts';
import { instant } from './dispatch.ts';
import { shown } from './words.ts';

/** Looked through for the latest dispatch of each report. */
const LOOKED_AT = 100;

/** Every report that concerns the portfolio, with whom it goes to and when it went out last. */
export async function reportTypesShown(run: Run, effects: Effects, role: Role): Promise<{ reports: ReportType[] }> {
  const { portfolio } = run.declared;
  const onlooker = { role, timeZone: portfolio.time_zone };
  const copies = [...new Set([...portfolio.bcc, ...readEnvironment(effects.env).bcc])];
  const bcc = copies.map((address) => addressShown(address, onlooker));
  const { records: dispatches } = await run.records.dispatches.list({ limit: LOOKED_AT });
  // One person stands on several lists' reports: whether nothing is sent to them is looked up once.
  const known = new Map<string, Promise<Addressee>>();
  const addressee = (one: Recipient): Promise<Addressee> => {
    const key = JSON.stringify([one.email, one.list, one.name]);
    const found = known.get(key) ?? addresseeShown(one, run.records, onlooker);
    known.set(key, found);
    return found;
  };
  const reports = reportsOf(run.own)
    .filter((report) => report.concerns?.(run.analysis.facts) ?? true)
    .map(async ({ type, title, audience, kind }): Promise<ReportType> => {
      const last = dispatches.find(({ report }) => report === type);
      return {
        type,
        title: shown(title),
        audience: shown(audience),
        kind,
        recipients: await Promise.all(listedReaders(type, run, effects).map(addressee)),
        bcc,
        ...(last ? { last: lastOf(last) } : {}),
      };
    });
  return { reports: [...(await Promise.all(reports)), ...brokenReports(run)] };
}

function lastOf({ queued, state, period, recipients }: Dispatch) {
  return { at: instant(queued), state, period, recipients: recipients.length };
}

/** Reports of the owner with mistakes: they cannot be sent, and it is said why. */
function brokenReports({ own }: Run): ReportType[] {
  return own.broken.map(({ file, type = file, problems: [first] }) => {
    const where = first ? `${first.at.file}:${first.at.line}: ${first.message}` : file;
    const broken = shown(where);
    return { type, title: shown(type), audience: '', kind: 'own', recipients: [], bcc: [], broken };
  });
}
