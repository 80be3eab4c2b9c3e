import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { text } from '../ledger.ts';
import { unitEconomics } from '../unit-economics.ts';
import { rowsFigure } from './rows-figure.ts';

type Answer = 'yes' | 'no' | '';

/** Where an entity sells; an answer that the sheet leaves open is ''. */
export interface Channel {
  readonly name: string;
  readonly kind: string;
  readonly listed: Answer;
  readonly priced: Answer;
  readonly calendar: Answer;
  readonly tracked: Answer;
  readonly note: string;
  /** What it keeps, per cent; undefined where the sheet does not say. */
  readonly fee: Figure | undefined;
  /** Price of a unit less the fee; undefined where price or fee is not known. */
  readonly net: Figure | undefined;
}

export interface EntityChannels {
  readonly of: EntityCoverage;
  readonly channels: readonly Channel[];
  readonly number: Figure;
  /** Booking sites of others: where travellers look first. */
  readonly otas: readonly Channel[];
}

export interface Channels {
  readonly entities: readonly EntityChannels[];
}

/** CH-02: how far each channel of an entity is set up. */
export async function channels(ground: Ground): Promise<Reading<Channels>> {
  const rows = await ground.facts.query(
    'SELECT entity, channel, kind, listed, priced, calendar, tracked, fee_percent, note FROM channels ORDER BY file, line',
  );
  const gaps: CoverageGap[] = ground.coverage.entities
    .filter(({ entity }) => entity.kind === 'yacht-charter' && !rows.some((row) => text(row['entity']) === entity.id))
    .map(noSheet);
  const entities: EntityChannels[] = [];
  for (const of of ground.coverage.entities) {
    const own = rows.filter((row) => text(row['entity']) === of.entity.id);
    const found: Channel[] = [];
    for (const row of own) {
      const name = text(row['channel']);
      if (found.some((one) => one.name === name)) continue;
      const fee = text(row['fee_percent']) === '' ? undefined : await feeOf(ground, of, name);
      found.push({
        name,
        kind: text(row['kind']),
        listed: answer(row['listed']),
        priced: answer(row['priced']),
        calendar: answer(row['calendar']),
        tracked: answer(row['tracked']),
        note: text(row['note']),
        fee,
        net: fee && netOf(ground, of, name, fee),
      });
    }
    if (found.length > 0) entities.push(await entityChannels(ground, of, found));
  }
  const unknown = entities.filter(({ of, otas }) => of.entity.kind === 'yacht-charter' && isOpen(otas));
  gaps.push(...unknown.map(({ of }) => noAnswer(of)));
  return entities.length > 0 ? seen({ entities }, gaps) : notSeen(...gaps);
}

/** No booking site is said to list it, and not each is said not to. */
function isOpen(otas: readonly Channel[]): boolean {
  const answered = otas.length > 0 && otas.every(({ listed }) => listed !== '');
  return !answered && !otas.some(({ listed }) => listed === 'yes');
}

function answer(cell: unknown): Answer {
  return cell === 'yes' || cell === 'no' ? cell : '';
}

async function entityChannels(ground: Ground, of: EntityCoverage, all: readonly Channel[]): Promise<EntityChannels> {
  const id = figureId(scopeOf(of.entity), 'channels', 'number');
  const query = `SELECT CAST(1 AS BIGINT) AS amount, channel AS payee, file, line, source
FROM channels
WHERE entity = ${sqlText(of.entity.id)}
ORDER BY file, line`;
  const named = { id, label: `${of.entity.name}, channels in its sheet`, unit: count('channel') };
  return {
    of,
    channels: all,
    number: await rowsFigure(ground, named, query),
    otas: all.filter(({ kind }) => kind === 'ota'),
  };
}

/** To a tenth of a per cent, as percentages are shown. */
function feeOf(ground: Ground, { entity }: EntityCoverage, channel: string): Promise<Figure> {
  const query = `SELECT CAST(ROUND(CAST(fee_percent AS DECIMAL(18, 6)) * 10) AS BIGINT) AS amount, channel AS payee, file, line, source
FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY file, line) AS place FROM channels
  WHERE entity = ${sqlText(entity.id)} AND channel = ${sqlText(channel)}) named
WHERE place = 1`;
  const id = figureId(scopeOf(entity), 'channels', distinctSlug(channel), 'fee');
  const label = `${entity.name}, what ${channel} keeps`;
  return rowsFigure(ground, { id, label, unit: { kind: 'percent' } }, query, 'amount');
}

/** Price × (1 − fee) of the first thing that is sold by the unit. */
function netOf(ground: Ground, of: EntityCoverage, channel: string, fee: Figure): Figure | undefined {
  const sold = of.entity.revenue.find(({ unit, price }) => unit !== undefined && price !== undefined);
  const price = sold && unitEconomics(ground, of, sold)?.price;
  if (!price) return undefined;
  const { book } = ground;
  const id = figureId(scopeOf(of.entity), 'channels', distinctSlug(channel));
  const label = `${of.entity.name} on ${channel}`;
  const kept = book.formula(figureId(id, 'kept'), `${label}, fee of a sale`, price.unit, 'percent-of', [price, fee], {
    text: 'price × fee',
  });
  return book.formula(figureId(id, 'net'), `${label}, net of a sale`, price.unit, 'difference', [price, kept], {
    text: 'price − fee',
  });
}

function noSheet({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.channels`,
    entity: entity.id,
    source: 'channels sheet',
    wouldTell: `on which channels ${entity.name} is listed, priced, and tracked`,
    suffers: ['CH-01', 'CH-02'],
  };
}

function noAnswer({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.channels.ota`,
    entity: entity.id,
    source: 'whether it is listed: yes or no for each booking site (kind ota) of the channels sheet',
    wouldTell: `where travellers find ${entity.name}`,
    suffers: ['CH-02'],
  };
}
