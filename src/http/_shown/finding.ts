import type { ListedFinding } from '../../app/findings.ts';
import type { Book } from '../../model/book.ts';
import type { FindingLife, Stake } from '../../model/finding.ts';
import type { FindingNote } from '../../model/report-record.ts';
import { evidenceOf, stakeRange } from '../../render/content.ts';
import type { Finding } from '../contract/index.ts';
import { figureName } from './figure.ts';
import { figuresOf, said, shown } from './words.ts';

/** What a mapping needs to know of the run beside the thing itself. */
export interface Around {
  readonly book: Book;
  readonly nameOf: (entity: string) => string;
}

export function findingShown({ finding, notes }: ListedFinding, { book, nameOf }: Around): Finding {
  const { id, check, title, severity, entity, subject, claim, why, fix, effort, standard } = finding;
  const { owner, stake, life } = finding;
  return {
    id,
    check,
    title: shown(title),
    severity,
    entity,
    entityName: nameOf(entity),
    subject: shown(subject),
    claim: said(claim, book),
    why: shown(why),
    fix: said(fix, book),
    effort,
    standard: shown(standard),
    ...(owner === undefined ? {} : { owner: shown(owner) }),
    ...(stake ? { stake: stakeShown(stake, book) } : {}),
    evidence: evidenceOf(finding).map((one) => figureName(book.get(one))),
    ...(life ? { life: lifeShown(life) } : {}),
    notes: notes.map(noteShown),
  };
}

function stakeShown(stake: Stake, book: Book): NonNullable<Finding['stake']> {
  const ids = [...new Set([stake.low, stake.mid, stake.high])];
  const text = stakeRange(stake, figuresOf(ids, book));
  return { text, how: said(stake.how, book), figures: ids.map((id) => figureName(book.get(id))) };
}

function lifeShown({ state, reports, since, quiet }: FindingLife): NonNullable<Finding['life']> {
  if (!quiet) return { state, reports, since };
  const { kind, until, note } = quiet;
  const more = { ...(until === undefined ? {} : { until }), ...(note === undefined ? {} : { note: shown(note) }) };
  return { state, reports, since, quiet: { kind, ...more } };
}

/** How grave the finding was then is for the record, not for people. */
function noteShown({ action, at, by, note, until, to }: FindingNote): Finding['notes'][number] {
  return {
    action,
    at,
    by: shown(by),
    ...(note === undefined ? {} : { note: shown(note) }),
    ...(until === undefined ? {} : { until }),
    ...(to === undefined ? {} : { to: shown(to) }),
  };
}
