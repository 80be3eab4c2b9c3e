import { sha256 } from '../../../src/core/hash.ts';
import { deriveJournal } from '../../../src/analysis/journal/index.ts';
import type { Declared } from '../../../src/model/declared.ts';
import type { Row } from '../../../src/model/facts.ts';
import { portfolioSchema } from '../../../src/model/portfolio.ts';
import { ask, stored, temporaryWarehouse, type Statement } from '../../facts/_statements.ts';

/** A declared portfolio without a file: each path has a line of its own, so that tests can tell places apart. */
export function declared(entities: readonly object[], more: object = {}): Declared {
  const portfolio = portfolioSchema.parse({
    name: 'Harbour',
    base_currency: 'USD',
    time_zone: 'America/Los_Angeles',
    entities: entities.map((entity) => ({ kind: 'other', ...entity })),
    ...more,
  });
  const at: Declared['at'] = (path) => ({
    file: 'portfolio.yaml',
    line: 10 + path.length * 10 + Number(path.at(-1) ?? 0),
    column: 1,
  });
  return { portfolio, folder: '/nowhere', hash: sha256(JSON.stringify([entities, more])), at };
}

const sources = (...accounts: string[]): object[] =>
  accounts.map((account, index) => ({ file: `${index}.csv`, account }));

export interface Books {
  /** Categories of entity jada. */
  readonly categories?: readonly object[];
  readonly shared?: readonly object[];
  readonly statements: readonly Statement[];
}

/** Books these statements by these rules and asks the journal. */
export async function booked(books: Books, sql: string): Promise<readonly Row[]> {
  const { warehouse, remove } = temporaryWarehouse();
  try {
    const uses = await stored(warehouse, books.statements);
    const derivation = deriveJournal(portfolioOf(books));
    return await ask(warehouse, uses, derivation, (facts) => facts.query(sql));
  } finally {
    await remove();
  }
}

export function portfolioOf({ categories = [], shared = [], statements }: Books): Declared {
  const entities = [...new Set(['jada', ...statements.map(({ entity = 'jada' }) => entity)])];
  return declared(
    entities.map((id) => ({
      id,
      name: id,
      categories: id === 'jada' ? categories : [],
      sources: sources(...statements.filter(({ entity = 'jada' }) => entity === id).map(({ account }) => account)),
    })),
    { categories: shared },
  );
}
