import type { CoverageGap } from '../../model/facts.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { EntityDeliveries } from './types.ts';
import { isAhead } from './job.ts';
import type { SheetName } from './records.ts';

/** Which entity, if any: a portfolio without a yacht delivery lacks no sheet of one. */
export const NO_DELIVERY: CoverageGap = {
  id: 'group.delivery',
  entity: 'group',
  source: 'an entity of kind yacht-delivery, or a sheet of jobs',
  wouldTell: 'quotes, margins of jobs, and papers of crews and vessels',
  suffers: ['YDEL-01', 'YDEL-02', 'YDEL-03', 'YDEL-04'],
};

interface Missing {
  readonly what: string;
  readonly source: string;
  readonly wouldTell: string;
  readonly suffers: readonly string[];
}

const SHEETS: Readonly<Record<SheetName, Missing>> = {
  quotes: {
    what: 'quotes',
    source: 'quotes (a sheet of kind quotes)',
    wouldTell: 'what is offered, which quotes wait for an answer, and how many are won',
    suffers: ['YDEL-01', 'delivery.win-rate'],
  },
  jobs: {
    what: 'jobs',
    source: 'jobs (a sheet of kind jobs)',
    wouldTell: 'what each delivery brings, which trips lie ahead, and whose deposit is due',
    suffers: ['YDEL-02', 'YDEL-03', 'YDEL-04', 'delivery.margin'],
  },
  job_costs: {
    what: 'job-costs',
    source: 'costs of jobs (a sheet of kind job-costs)',
    wouldTell: 'what each delivery costs; without costs no margin is known',
    suffers: ['YDEL-02', 'delivery.margin'],
  },
  credentials: {
    what: 'credentials',
    source: 'papers of crews and vessels (a sheet of kind credentials)',
    wouldTell: 'whose licence, medical or insurance ends before a trip does',
    suffers: ['YDEL-03'],
  },
};

function gap({ entity }: EntityCoverage, { what, source, wouldTell, suffers }: Missing): CoverageGap {
  const own = suffers.map((one) => (one.startsWith('delivery.') ? `${entity.id}.${one}` : one));
  return { id: `${entity.id}.delivery.${what}`, entity: entity.id, source, wouldTell, suffers: own };
}

/** What an entity's sheets leave open, each kind of it once. */
export function gapsOf(one: EntityDeliveries): CoverageGap[] {
  const sheets = {
    quotes: one.quotes,
    jobs: one.jobs,
    job_costs: one.costs,
    credentials: one.papers,
  } as const satisfies Record<SheetName, unknown>;
  const missing = (Object.keys(sheets) as SheetName[]).filter((sheet) => sheets[sheet] === undefined);
  return [...missing.map((sheet) => SHEETS[sheet]), ...open(one)].map((of) => gap(one.of, of));
}

/** Names as a gap lists them. */
const listed = (names: readonly string[]): string => [...new Set(names)].join(', ');

function open({ of, quotes, jobs, costs, papers }: EntityDeliveries): Missing[] {
  const unpriced = [...(quotes?.unpriced ?? []), ...(jobs?.foreign ?? []), ...(costs?.unpriced ?? [])];
  const unsent = quotes?.list.filter(({ silence, answered }) => silence.value === undefined && !answered) ?? [];
  const unpaid = jobs?.list.filter((job) => isAhead(job) && job.deposit?.missing.value === undefined) ?? [];
  const vague = papers?.needs.filter(({ state }) => state === 'open') ?? [];
  return [
    ...missingOf(unpriced, {
      what: 'amounts',
      source: `amounts in ${of.currency}`,
      wouldTell: 'what they come to; every sum leaves them out',
      suffers: ['YDEL-01', 'YDEL-02'],
    }),
    ...missingOf(quotes?.undated ?? [], {
      what: 'decisions',
      source: 'days of decided quotes',
      wouldTell: 'in which year they were decided; the win rate leaves them out',
      suffers: ['delivery.win-rate'],
    }),
    ...missingOf(unsent.map(nameOf), SENT),
    ...missingOf(unpaid.map(nameOf), DEPOSITS),
    ...missingOf(
      vague.map(({ trip }) => trip.name),
      TRIPS,
    ),
  ];
}

const nameOf = ({ name }: { readonly name: string }): string => name;

const SENT: Missing = {
  what: 'sent',
  source: 'days on which quotes were sent',
  wouldTell: 'how long they have waited for an answer',
  suffers: ['YDEL-01'],
};
const DEPOSITS: Missing = {
  what: 'deposits',
  source: 'deposits of trips ahead',
  wouldTell: 'whether they were received before departure',
  suffers: ['YDEL-04'],
};
const TRIPS: Missing = {
  what: 'trips',
  source: 'captains, vessels, days of arrival, or days on which papers end',
  wouldTell: 'whether the papers hold to the end of these trips',
  suffers: ['YDEL-03'],
};

function missingOf(names: readonly string[], of: Missing): Missing[] {
  return names.length === 0 ? [] : [{ ...of, source: `${of.source}: ${listed(names)}` }];
}
