import { describe, expect, it } from 'vitest';
import { controlledBy, ownershipOf } from '../../../src/analysis/consolidation/ownership.ts';
import type { Ground } from '../../../src/analysis/input.ts';
import { Book } from '../../../src/model/book.ts';
import { declaredOf } from '../_facts.ts';
import { digits } from '../_tables.ts';

type Holding = { readonly name: string; readonly share: string; readonly since?: string; readonly until?: string };
const entity = (id: string, ...ownership: Holding[]) => ({ id, name: id.toUpperCase(), kind: 'other', ownership });

const ASOF = '2026-03-31';

function owned(entities: readonly object[], more: object = {}) {
  const declared = declaredOf({ entities, ...more });
  const book = new Book(ASOF);
  const ground = { declared, book, asOf: ASOF } as unknown as Ground;
  const ownership = ownershipOf(ground, declared.portfolio.entities);
  const share = (id: string, day = ASOF): string => {
    const found = declared.portfolio.entities.find((one) => one.id === id);
    return found ? digits(ownership.share(found, day)) : '';
  };
  return { ...ownership, portfolio: declared.portfolio, share };
}

describe('who owns what', () => {
  it('is combined under one person who holds them all', () => {
    const { label, parent, owner, gaps, share } = owned([
      entity('a', { name: 'Ann', share: '100' }),
      entity('b', { name: 'Ann', share: '60' }, { name: 'Bo', share: '40' }),
    ]);
    expect({ label, parent, owner, gaps }).toEqual({ label: 'Combined', parent: undefined, owner: 'Ann', gaps: [] });
    expect([share('a'), share('b')]).toEqual(['100.000000', '60.000000']);
  });

  it('is consolidated where one entity controls all others, through others, too', () => {
    const { label, parent, owner, share, portfolio } = owned([
      entity('top', { name: 'Ann', share: '100' }),
      entity('mid', { name: 'top', share: '80' }, { name: 'Bo', share: '20' }),
      entity('low', { name: 'mid', share: '50' }, { name: 'top', share: '5' }, { name: 'Cy', share: '45' }),
    ]);
    expect({ label, parent, owner }).toEqual({ label: 'Consolidated', parent: 'top', owner: 'top' });
    expect([...controlledBy(portfolio.entities, 'top', ASOF)]).toEqual(['mid', 'low']);
    expect([share('top'), share('mid'), share('low')]).toEqual(['100', '80.000000', '45.000000']); // 80 × 50 % + 5
  });

  it('stays combined where an entity controls only some', () => {
    const { label, parent } = owned([
      entity('top', { name: 'Ann', share: '100' }),
      entity('mid', { name: 'top', share: '51' }, { name: 'Bo', share: '49' }),
      entity('own', { name: 'Ann', share: '100' }),
    ]);
    expect({ label, parent }).toEqual({ label: 'Combined', parent: undefined });
  });

  it('is not controlled with half', () => {
    const { label } = owned([
      entity('top', { name: 'Ann', share: '100' }),
      entity('mid', { name: 'top', share: '50' }, { name: 'Bo', share: '50' }),
    ]);
    expect(label).toBe('Combined');
  });

  it('follows the days of the shares', () => {
    const { share } = owned([
      entity(
        'a',
        { name: 'Ann', share: '100', until: '2026-01-31' },
        { name: 'Ann', share: '70', since: '2026-02-01' },
        { name: 'Bo', share: '30', since: '2026-02-01' },
      ),
    ]);
    expect([share('a', '2026-01-31'), share('a', '2026-02-01')]).toEqual(['100.000000', '70.000000']);
  });

  it('names shares that do not add up, and entities that nobody is declared to own', () => {
    const { gaps, share } = owned([entity('a', { name: 'Ann', share: '90' }), entity('b')]);
    expect(gaps.map(({ id, source }) => `${id}: ${source}`)).toEqual([
      'a.ownership: ownership: the shares declared do not add up to 100 per cent',
      'b.ownership: ownership: no holder is declared',
    ]);
    expect([share('a'), share('b')]).toEqual(['90.000000', '?']);
  });

  it('is the portfolio’s owner where one is named, and ends in a circle', () => {
    const { owner, share, gaps } = owned(
      [
        entity('a', { name: 'b', share: '60' }, { name: 'Bo', share: '40' }),
        entity('b', { name: 'a', share: '60' }, { name: 'Bo', share: '40' }),
      ],
      { owner: 'Bo' },
    );
    expect(owner).toBe('Bo');
    expect(gaps.map(({ id }) => id)).toEqual(['a.ownership.circle', 'b.ownership.circle']);
    expect([share('a'), share('b')]).toEqual(['64.000000', '64.000000']); // 40 + 60 × 40 %
  });
});
