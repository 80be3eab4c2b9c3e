import { compare, decimal } from '../../core/decimal.ts';
import type { FactMap } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, Tile } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';

/** The four numbers to know: burn, runway, unrestricted cash, break-even. One that is not known is left to the gaps. */
export function kpis(facts: FactMap): Block {
  const tiles = [...burnTile(facts), ...runwayTile(facts), ...cashTile(facts), ...breakEvenTile(facts)];
  if (tiles.length > 0) return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
  return {
    kind: 'prose',
    id: 'kpis',
    title: 'At a glance',
    sentences: [
      say`None of burn, runway, cash and break-even is known yet; “What could not be seen” says what would tell them.`,
    ],
  };
}

export function burnTile({ burn }: FactMap): Tile[] {
  if (!burn.value) return [];
  const { group, surplus } = burn.value;
  const basis = say`a month; means of three and of six full months`;
  if (surplus)
    return [{ figure: surplus.low.id, to: surplus.high.id, basis: [...say`no burn; `, ...basis], tone: 'good' }];
  return [{ figure: group.low.id, to: group.high.id, basis, tone: 'neutral' }];
}

/** Without burn there is no runway to show; the lowest week ahead says more then. */
export function runwayTile({ runway, cashForecast }: FactMap): Tile[] {
  if (!runway.value) return [];
  const { state, months, high, unrestricted } = runway.value;
  const lowest = cashForecast.value?.lowest;
  if (state === 'no-burn')
    return lowest ? [{ figure: lowest.id, basis: say`no burn, so no end of runway`, tone: 'good' }] : [];
  const short = months.value !== undefined && compare(months.value, decimal(6)) < 0;
  const to = high.value === undefined || state === 'spent' ? {} : { to: high.id };
  const end = high.value === undefined ? say`; no end at the lower` : say``;
  return [
    {
      figure: months.id,
      ...to,
      basis: say`${unrestricted} of unrestricted cash at the higher burn${end}`,
      tone: short ? 'bad' : 'neutral',
    },
  ];
}

export function cashTile({ cash }: FactMap): Tile[] {
  if (!cash.value) return [];
  const { unrestricted, deposits, cash: all } = cash.value.group;
  const held = deposits.value?.mantissa === 0n ? say`in the bank; no customer deposits held` : undefined;
  const basis = held ?? say`${all} in the bank less ${deposits} of customers’ deposits`;
  return [{ figure: unrestricted.id, basis, tone: 'neutral' }];
}

function breakEvenTile({ breakEven }: FactMap): Tile[] {
  const [stream] = breakEven.value?.streams ?? [];
  if (!stream) return [];
  const sold = [...stream.sold.values()].at(-1);
  const now: Sentence = sold ? say`; ${sold} in the last full month` : say``;
  return [
    {
      figure: stream.units.id,
      basis: say`a month to break even, ${quote(stream.of.entity.name)}${now}`,
      tone: stream.below ? 'bad' : 'neutral',
    },
  ];
}

/** The report's one-sentence answer, and the subject of its mail. */
export function answerOf({ burn, runway, cashForecast }: FactMap): {
  readonly answer: Sentence;
  readonly subject: Sentence;
} {
  if (!burn.value) {
    return {
      answer: say`Burn and runway are not known: ${missing(burn.gaps)}`,
      subject: say`CFO report: burn and runway not known`,
    };
  }
  const { group, surplus } = burn.value;
  const range = surplus
    ? say`There is no burn: operations bring in ${surplus.low} to ${surplus.high} a month more than they cost`
    : say`Burn is ${group.low} to ${group.high} a month`;
  const lasts = runwayWords(runway);
  const forecast = floorWords(cashForecast);
  const answer = [...range, ...lasts, ...forecast, ...say`.`];
  if (surplus) return { answer, subject: say`No burn: ${surplus.low} to ${surplus.high} a month to the good` };
  return { answer, subject: say`Burn ${group.low} to ${group.high} a month${runwayInShort(runway)}` };
}

function missing(gaps: FactMap['burn']['gaps']): Sentence {
  const [first] = gaps;
  return first ? say`${quote(first.source)}.` : say`nothing is on file.`;
}

function runwayWords({ value }: FactMap['runway']): Sentence {
  if (!value) return say`; how long cash lasts is not known`;
  if (value.state === 'no-burn') return say``;
  if (value.state === 'spent') return say`, and unrestricted cash is ${value.unrestricted}: there is no runway`;
  return say`, and unrestricted cash of ${value.unrestricted} lasts ${value.months} at the higher end`;
}

function runwayInShort({ value }: FactMap['runway']): Sentence {
  if (value?.state === 'spent') return say`, no runway`;
  return value?.state === 'burning' ? say`, runway ${value.months}` : say``;
}

function floorWords({ value }: FactMap['cashForecast']): Sentence {
  if (!value?.firstBelow?.value || !value.floor) return say``;
  const week = value.weeks.find((one) => value.firstBelow?.value?.mantissa === BigInt(one.number));
  return week
    ? say`; cash falls below the floor of ${value.floor} in the week to ${onDate(week.to)}`
    : say`; cash stays above the floor of ${value.floor} in the coming quarter`;
}
