import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { daysBetween } from '../core/date.ts';
import { UserError } from '../core/problem.ts';
import { engineVersion } from '../facts/index.ts';
import { expandSources } from '../portfolio/expand.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { openRun, type Run, type RunOptions } from './run.ts';
import { verifyFigures } from '../analysis/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { recordsState, transportState } from './doctor-mail.ts';

type Look = () => Promise<Diagnosis[]>;

/** Looks at everything that a send needs; one failed look never hides the next. */
export async function diagnose(options: RunOptions): Promise<readonly Diagnosis[]> {
  const found = [...(await look('node', nodeVersion)), ...(await look('engines', engines))];
  let run: Run | undefined;
  found.push(
    ...(await look('portfolio', async () => {
      run = await openRun(options);
      return [portfolioState(run)];
    })),
  );
  if (!run) return found;
  const { declared } = run;
  const opened = run;
  found.push(
    ...(await look('sources', async () => sourcesState(opened))),
    ...(await look('receipts', async () => receiptsState(opened))),
    ...(await look('mail', async () => mailState(opened, options))),
    ...(await look('transport', () => transportState(opened, options.effects))),
    ...(await look('records', () => recordsState(opened, options.effects))),
    ...(await look('outbox', async () =>
      outboxState(join(declared.folder, declared.portfolio.outbox), declared.folder),
    )),
  );
  await run.close();
  return found;
}

async function look(what: string, run: Look): Promise<Diagnosis[]> {
  try {
    return await run();
  } catch (error) {
    const problems = error instanceof UserError ? error.problems.length : 0;
    const says = error instanceof Error ? error.message : String(error);
    return [
      { what, state: 'failure', says: problems > 0 ? `${says} (${problems} problems: quarterdeck check)` : says },
    ];
  }
}

async function nodeVersion(): Promise<Diagnosis[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return [
    {
      what: 'node',
      state: fits ? 'ok' : 'failure',
      says: fits ? process.versions.node : `${process.versions.node}; 20.19 or later is needed`,
    },
  ];
}

/** The two native parts, which a copied node_modules of another platform would lack. */
async function engines(): Promise<Diagnosis[]> {
  await import('@resvg/resvg-js');
  return [{ what: 'engines', state: 'ok', says: `DuckDB ${await engineVersion()}, resvg` }];
}

function portfolioState({ declared, asOf, problems }: Run): Diagnosis {
  const { name, entities, time_zone } = declared.portfolio;
  const says = `${name}: ${entities.length} entities, as of ${asOf} in ${time_zone}`;
  return problems.length > 0
    ? { what: 'portfolio', state: 'warning', says: `${says}; ${problems.length} problems (quarterdeck check)` }
    : { what: 'portfolio', state: 'ok', says };
}

async function sourcesState({ sources, asOf, declared }: Run): Promise<Diagnosis[]> {
  const files = await expandSources(declared);
  const limits = new Map(files.map(({ file, freshWithinDays }) => [file, freshWithinDays] as const));
  return sources.map((source) => {
    const limit = limits.get(source.file);
    const age = source.last === undefined ? undefined : daysBetween(source.last, asOf);
    const stale = limit !== undefined && (age === undefined || age > limit);
    const says = `${source.file}: ${source.rows} rows to ${source.last ?? 'no date'}${stale ? `; older than the ${limit} days declared` : ''}`;
    return { what: 'source', state: stale || source.problems > 0 ? 'warning' : 'ok', says };
  });
}

async function receiptsState(run: Run): Promise<Diagnosis[]> {
  const figures = run.book.all();
  const broken = await verifyFigures(figures, run.facts.afresh);
  const says = `${figures.length} figures recomputed from their receipts`;
  if (broken.length === 0) return [{ what: 'receipts', state: 'ok', says: `${says}, all agree` }];
  return [
    { what: 'receipts', state: 'failure', says: `${says}, ${broken.length} differ: ${broken.slice(0, 5).join(', ')}` },
  ];
}

function mailState({ declared }: Run, { effects }: RunOptions): Diagnosis[] {
  const { sender, recipients, bcc, region } = readEnvironment(effects.env);
  const { senders, lists, recipients: declaredRecipients, bcc: declaredBcc } = declared.portfolio;
  const from = senders[0]?.email ?? sender;
  const to =
    lists.length > 0 ? `${lists.length} lists` : `${declaredRecipients.length || recipients.length} recipients`;
  const audit = declaredBcc.length + bcc.length;
  return [
    from
      ? { what: 'sender', state: 'ok', says: from }
      : { what: 'sender', state: 'failure', says: 'no sender: declare senders, or set SES_FROM_ADDRESS' },
    {
      what: 'recipients',
      state: lists.length + declaredRecipients.length + recipients.length > 0 ? 'ok' : 'failure',
      says: to,
    },
    {
      what: 'audit copy',
      state: audit > 0 ? 'ok' : 'warning',
      says: audit > 0 ? `${audit} blind copies` : 'none: declare bcc, or set BCC_ADDRESS',
    },
    ...(region ? [{ what: 'region', state: 'ok' as const, says: region }] : []),
  ];
}

async function outboxState(outbox: string, folder: string): Promise<Diagnosis[]> {
  const there = await access(outbox).then(
    () => true,
    () => false,
  );
  await access(there ? outbox : folder, constants.W_OK);
  return [{ what: 'outbox', state: 'ok', says: there ? 'writable' : 'will be made at the first send' }];
}
