import { BLOT } from './words.ts';
import { WRITTEN_DAY } from './dates.ts';

/** How something came to be no longer open. */
export type Ended = 'done' | 'tabled' | 'withdrawn';

/*
 * A state is read only where a clause begins with it: "Ask about the parked ads" parks nothing, "Ads — parked" does.
 */

const ENDINGS = {
  done: 'done|completed|finished|shipped|merged|closed|fixed|resolved|deployed|delivered|settled|handled|answered|erledigt|fertig|abgeschlossen',
  tabled: 'tabled|parked|(?:put )?on hold|shelved|deferred|postponed|paused|snoozed|not now|zurückgestellt|verschoben',
  withdrawn:
    "superseded|obsolete|withdrawn|cancell?ed|dropped|abandoned|rejected|retired|deprecated|moot|replaced|won['’]t (?:fix|do)|wontfix|will not (?:fix|do|be fixed|be done)|not doing|no longer (?:needed|relevant|required|applies|applicable|valid|planned|wanted)|not needed|not applicable|n/a|by design|works as (?:designed|intended)|not a bug|verworfen|entfällt|hinfällig|überholt|ersetzt",
} as const satisfies Record<Ended, string>;

const STATES = Object.keys(ENDINGS) as Ended[];
const FOLLOWS =
  '(?=$|\\s+(?:by|on|in|at|with|until|till|for|per|since|today|yesterday|as|because|see|and|again|after|pending|this|last|next|via|bis|durch|von|am|im)(?![\\p{L}\\p{N}])|\\s*[\\d@])';
const LEAD = new RegExp(
  `^(?:(?:update|updated|correction|corrected|edit|edited|status|state|note|now|already|meanwhile|since|this|it|that|is|was|has been|have been|are|were|all|fully|formally|permanently|korrektur|nachtrag|ist|wurde)(?![\\p{L}\\p{N}])|(?:(?:on|as of) )?(?:${WRITTEN_DAY})|[\\s*:${BLOT}])+`,
  'iu',
);
const CLAUSE = /([^—–;:()[\]{}.!?,→✅✔❌\n]*)([—–;:()[\]{}.!?,→✅✔❌\n]|$)/gu;

const begins = Object.fromEntries(
  STATES.map((state) => [state, new RegExp(`^(?:${ENDINGS[state]})${FOLLOWS}`, 'iu')]),
) as Record<Ended, RegExp>;

/** `is superseded`, `has been parked`: said of the thing itself, wherever it stands. */
const said = Object.fromEntries(
  STATES.map((state) => [
    state,
    new RegExp(
      `(?<![\\p{L}])(?:is|was|are|were|been|ist|wurde)(?: now| since| already| hereby| formally| fully| currently)? (?:${ENDINGS[state]})(?![\\p{L}\\p{N}])`,
      'iu',
    ),
  ]),
) as Record<Ended, RegExp>;

/** Clauses that only speak of a state: whether, when, once it is so. */
const SUPPOSED =
  /(?<![\p{L}])(?:if|whether|when|once|until|unless|before|after|that|sure|ensure|confirm|check|verify|ask|not|never|why|which|ob|wenn|sobald|bis|nicht)(?![\p{L}])/iu;

/** The clauses of a text; the mark that ends a question makes it none. */
function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  // A dash between blanks divides as a long one does.
  const divided = text.slice(0, 2000).replaceAll(/\s-{1,2}\s|->|=>/g, ' — ');
  for (const [, clause = '', mark = ''] of divided.matchAll(CLAUSE))
    if (clause.trim() !== '' && mark !== '?') clauses.push(clause.trim());
  return clauses;
}

function clauseState(clause: string): Ended | undefined {
  const plain = clause.replace(LEAD, '').trim();
  return STATES.find((state) => begins[state].test(plain));
}

/** What a text says has become of the thing it names; the last word counts. */
export function statedState(text: string): Ended | undefined {
  const found = clausesOf(text).flatMap((clause) => {
    const plain = clauseState(clause);
    if (plain) return [plain];
    if (SUPPOSED.test(clause)) return [];
    return STATES.filter((state) => state !== 'done' && said[state].test(clause));
  });
  return found.at(-1);
}

/** As `statedState`, for corrections, whose sentences tell what came to be: "the survey is done". */
export function correctedState(text: string): Ended | undefined {
  const found = clausesOf(text).flatMap((clause) => {
    const plain = clauseState(clause);
    if (plain) return [plain];
    return SUPPOSED.test(clause) ? [] : STATES.filter((state) => said[state].test(clause));
  });
  return found.at(-1);
}

/** True where nothing is said but a state, with its day and by whom: `done 2026-04-02`. */
export function isOnlyState(text: string): boolean {
  const clauses = clausesOf(text);
  return clauses.length > 0 && clauseState(clauses[0] ?? '') !== undefined && text.trim().length < 80;
}
