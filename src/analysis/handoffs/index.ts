import { addDays } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { documentsOf, type Documents } from './documents.ts';
import { itemsOf, SINCE, type ItemList, type Sort } from './items.ts';

export type { DocumentList, Documents, HandoffDocument } from './documents.ts';
export type { HandoffItem, ItemList } from './items.ts';

/** What one entity's documents leave open. */
export interface EntityHandoffs {
  readonly of: EntityCoverage;
  readonly documents: Documents;
  /** Every item, whatever became of it. */
  readonly items: Figure;
  readonly tasks: ItemList;
  /** Of the tasks, those whose due day is over. */
  readonly overdue: ItemList;
  readonly blocked: ItemList;
  /** Decisions that nobody has taken yet. */
  readonly decisions: ItemList;
  /** Of these, those that wait longer than the limit, or whose due day is over. */
  readonly late: ItemList;
  readonly risks: ItemList;
}

/** What the documents about the state of projects leave open. */
export interface Handoffs {
  readonly entities: readonly EntityHandoffs[];
  /** Days that a decision may wait. */
  readonly patience: Figure;
  /** Over all entities. */
  readonly group: {
    readonly tasks: Figure;
    readonly overdue: Figure;
    readonly blocked: Figure;
    readonly late: Figure;
  };
}

const PATIENCE_DAYS = 14;

/** Entities that declare `handoffs:`; one that keeps no such documents is not asked for them. */
export async function handoffs(ground: Ground): Promise<Reading<Handoffs>> {
  const declared = ground.coverage.entities.filter(({ entity }) => entity.handoffs.length > 0);
  if (declared.length === 0) return notSeen(NONE);
  const entities: EntityHandoffs[] = [];
  for (const of of declared) entities.push(await entityHandoffs(ground, of));
  const patience = ground.book.constant(
    'method.handoffs.patience',
    'A decision may wait',
    count('day'),
    decimal(PATIENCE_DAYS),
    'limit of CEO-06',
  );
  return seen({ entities, patience, group: groupOf(ground, entities) }, entities.flatMap(gapsOf));
}

async function entityHandoffs(ground: Ground, of: EntityCoverage): Promise<EntityHandoffs> {
  const sorts = sortsOf(ground);
  const listed = async (sort: Sort): Promise<ItemList> => itemsOf(ground, of, sort);
  const { number } = await listed({ id: 'items', label: 'items of handoffs', of: 'item', where: [] });
  return {
    of,
    documents: await documentsOf(ground, of),
    items: number,
    tasks: await listed(sorts.tasks),
    overdue: await listed(sorts.overdue),
    blocked: await listed(sorts.blocked),
    decisions: await listed(sorts.decisions),
    late: await listed(sorts.late),
    risks: await listed(sorts.risks),
  };
}

const open = (kind: string): string[] => [`i.kind = '${kind}'`, "i.state IN ('open', 'pending')"];

function sortsOf({ asOf }: Ground): Record<'tasks' | 'overdue' | 'blocked' | 'decisions' | 'late' | 'risks', Sort> {
  const over = `i.due < ${sqlDate(asOf)}`;
  const waited = `${SINCE} < ${sqlDate(addDays(asOf, -PATIENCE_DAYS))}`;
  return {
    tasks: { id: 'tasks', label: 'open tasks', of: 'task', where: open('task') },
    overdue: { id: 'overdue', label: 'overdue tasks', of: 'task', where: [...open('task'), over], from: 'i.due' },
    blocked: { id: 'blocked', label: 'blocked tasks', of: 'task', where: open('blocker'), from: SINCE },
    decisions: { id: 'decisions', label: 'decisions pending', of: 'decision', where: open('decision'), from: SINCE },
    late: {
      id: 'late-decisions',
      label: 'decisions that wait too long',
      of: 'decision',
      where: [...open('decision'), `(${waited} OR ${over})`],
      from: SINCE,
    },
    risks: { id: 'risks', label: 'open risks', of: 'risk', where: open('risk') },
  };
}

function groupOf({ book }: Ground, entities: readonly EntityHandoffs[]): Handoffs['group'] {
  const sum = (id: string, label: string, of: string, list: (one: EntityHandoffs) => ItemList): Figure => {
    const parts = entities.map((one) => list(one).number);
    return book.formula(`group.handoffs.${id}`, `All, ${label}`, count(of), 'sum', parts, {
      text: 'sum of the entities',
    });
  };
  return {
    tasks: sum('tasks', 'open tasks', 'task', ({ tasks }) => tasks),
    overdue: sum('overdue', 'overdue tasks', 'task', ({ overdue }) => overdue),
    blocked: sum('blocked', 'blocked tasks', 'task', ({ blocked }) => blocked),
    late: sum('late-decisions', 'decisions that wait too long', 'decision', ({ late }) => late),
  };
}

/** Documents of which nobody can tell how old they are, and documents that were declared and not found. */
function gapsOf({ of: { entity }, documents }: EntityHandoffs): CoverageGap[] {
  const gap = (id: string, source: string, wouldTell: string, suffers: readonly string[]): CoverageGap => ({
    id: `${entity.id}.handoffs.${id}`,
    entity: entity.id,
    source,
    wouldTell,
    suffers,
  });
  if (documents.all.documents.length === 0)
    return [
      gap('none', 'handoff documents: none was read', 'what is open, blocked and undecided', ['CEO-06', 'CEO-08']),
    ];
  const undated = documents.undated.documents;
  if (undated.length === 0) return [];
  const names = undated.map(({ file }) => file).slice(0, 3);
  const source = `the day of ${names.join(', ')}${undated.length > names.length ? ' …' : ''}: no line such as "Date: …"`;
  return [gap('undated', source, 'how old it is, and how long its decisions wait', ['CEO-06', 'CEO-08'])];
}

const NONE: CoverageGap = {
  id: 'group.handoffs',
  entity: 'group',
  source: 'documents about the state of projects (`handoffs:` in the portfolio)',
  wouldTell: 'which tasks are overdue or blocked, and which decisions wait',
  suffers: ['CEO-06', 'CEO-08'],
};
